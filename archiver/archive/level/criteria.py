"""What each cell of the matrix asks for, and when the register proves it.

A criterion is met only by a fact that is in the register; what the program cannot see (a virus check, a plan)
is met by a measure that a person stated with a document and that still holds. `cost` orders next steps: 1 is
a command or a paper, 3 a purchase of a medium, 4 another place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from archiver.archive.level import proofs
from archiver.register.facts import Facts
from archiver.register.model.trail import MeasureKind
from archiver.remedies import Deed, Remedy

N_ = str
"""Marks a text for the catalogues; it is translated when it is shown."""


class Area(StrEnum):
    """The five functional areas."""

    STORAGE = "storage"
    INTEGRITY = "integrity"
    CONTROL = "control"
    METADATA = "metadata"
    CONTENT = "content"


Proof = Callable[[Facts], str | None]
"""Gives the words that prove a criterion, None when nothing does."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One sentence of a cell (NDSA wording), what proves it, and what to do while nothing does.

    `measure` is what has to be stated, where only that proves it; `deed` is what does the step.
    """

    text: str
    proof: Proof
    step: str
    cost: int
    measure: MeasureKind | None = None
    deed: Deed | None = None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What does the step, in its order; a measure is stated last."""
        done = () if self.deed is None else (Remedy(self.deed),)
        stated = () if self.measure is None else (Remedy(Deed.STATE_MEASURE, self.measure.value),)
        return (*done, *stated)


def stated(kind: MeasureKind) -> Proof:
    """Proven by a measure of this kind that still holds."""
    return lambda facts: proofs.measure(facts, kind)


def _measure_step(text: str, kind: MeasureKind, sentence: str, deed: Deed | None = None) -> Criterion:
    return Criterion(text, stated(kind), sentence, 1, kind, deed)


_MORE_COPIES = N_("Deposit every bag on one more medium.")
_OTHER_SITE = N_("Keep one of the media in another building, or rent a bucket.")
_STATE = N_("Do it, and state it as a measure with its document.")
_BACKUP = N_("Save a copy of the register, keep it away from the media and say where.")
_IDENTIFY = N_("Deposit again the bags whose files have no format in the register.")

CELLS: dict[tuple[Area, int], tuple[Criterion, ...]] = {
    (Area.STORAGE, 1): (
        Criterion(N_("Two complete copies in separate locations."), proofs.two_rooms, _MORE_COPIES, 3),
        Criterion(
            N_("All storage media where content is stored are documented."),
            proofs.media_documented,
            N_("Register every medium."),
            1,
            deed=Deed.ADD_MEDIUM,
        ),
        Criterion(
            N_("Content is in stable storage."),
            proofs.stable,
            N_("Give every bag a copy on a disk, an optical disc or in a bucket that was checked in time."),
            2,
        ),
    ),
    (Area.STORAGE, 2): (
        Criterion(
            N_("Three complete copies, at least one in a separate geographic location."),
            proofs.three_copies,
            N_("Deposit every bag on a third medium; one of the three must be in another building."),
            4,
        ),
        _measure_step(
            N_("Storage and media are documented with what they need in order to function."),
            MeasureKind.MEDIA_DEPENDENCIES,
            N_("Write down which drives, cables and programs the media need, and state it as a measure."),
        ),
    ),
    (Area.STORAGE, 3): (
        Criterion(
            N_("At least one copy in a geographic location with a different disaster threat."),
            proofs.other_threat,
            _OTHER_SITE,
            4,
        ),
        Criterion(
            N_("At least one copy on a different type of storage media."),
            proofs.two_kinds,
            N_("Deposit every bag on a medium of another kind (a disk and a bucket)."),
            3,
        ),
        _measure_step(
            N_("Obsolescence of storage and media is tracked."), MeasureKind.OBSOLESCENCE_WATCH, _STATE
        ),
    ),
    (Area.STORAGE, 4): (
        Criterion(
            N_("At least three copies in geographic locations, each with a different disaster threat."),
            proofs.three_threats,
            N_("Keep three copies in three places that no single disaster can reach."),
            5,
        ),
        Criterion(
            N_("Storage is diversified to avoid single points of failure."),
            proofs.three_kinds,
            N_("Spread the copies over three kinds of media."),
            4,
        ),
        _measure_step(
            N_(
                "There is a plan against obsolescence of hardware, software and media, and it is carried out."
            ),
            MeasureKind.OBSOLESCENCE_PLAN,
            _STATE,
        ),
    ),
    (Area.INTEGRITY, 1): (
        Criterion(
            N_("Integrity information is verified if provided, and generated if not."),
            proofs.digests,
            N_("Deposit the files that have no bag yet."),
            2,
            deed=Deed.DEPOSIT,
        ),
        _measure_step(
            N_("All content is checked for viruses; content is isolated for quarantine as needed."),
            MeasureKind.VIRUS_CHECK,
            N_("Check the exports and binders for viruses and state it as a measure with the protocol."),
        ),
    ),
    (Area.INTEGRITY, 2): (
        Criterion(
            N_("Integrity information is verified when content is moved or copied."),
            proofs.read_back,
            N_("Deposit with archiver: it reads every copy back."),
            2,
        ),
        _measure_step(
            N_("Write-blockers are used when working with original media."),
            MeasureKind.WRITE_BLOCKER,
            N_("Attach original media read-only, order it so, and state it as a measure."),
        ),
        Criterion(
            N_("Integrity information is backed up and a copy kept in a separate location."),
            proofs.backup_apart,
            _BACKUP,
            1,
            deed=Deed.SAVE_REGISTER_APART,
        ),
    ),
    (Area.INTEGRITY, 3): (
        Criterion(
            N_("Integrity information of content is verified at fixed intervals."),
            proofs.checked_in_time,
            N_("Check the media that are due."),
            1,
            deed=Deed.CHECK_DUE,
        ),
        Criterion(
            N_("Verification processes and outcomes are documented."),
            proofs.checks_documented,
            N_("Check every medium as a whole."),
            1,
            deed=Deed.CHECK_MEDIUM,
        ),
        Criterion(
            N_("Integrity information is audited on demand."),
            proofs.audited,
            N_("Check the audit trail."),
            1,
            deed=Deed.CHECK_TRAIL,
        ),
    ),
    (Area.INTEGRITY, 4): (
        Criterion(
            N_("Integrity information is verified in response to specific events or activities."),
            proofs.checked_on_event,
            N_("After a move or a fault check the copies concerned."),
            1,
            deed=Deed.CHECK_MEDIUM,
        ),
        Criterion(
            N_("Corrupted content is replaced or repaired."),
            proofs.repaired,
            N_("Repair what is damaged, or rehearse a repair on a copy."),
            2,
            deed=Deed.REPAIR,
        ),
    ),
    (Area.CONTROL, 1): (
        Criterion(
            N_("It is determined which people and programs may read, write, move and delete content."),
            proofs.people,
            N_("Register the persons of the archive with their roles."),
            1,
        ),
    ),
    (Area.CONTROL, 2): (
        _measure_step(
            N_("These people and programs are documented, and the documentation is applied."),
            MeasureKind.ACCESS_RULES,
            N_("Issue an order on access to the archive and state it as a measure."),
        ),
    ),
    (Area.CONTROL, 3): (
        Criterion(
            N_("Logs are kept and name the people and programs that acted on content."),
            proofs.log,
            N_("Check the audit trail."),
            1,
            deed=Deed.CHECK_TRAIL,
        ),
    ),
    (Area.CONTROL, 4): (
        _measure_step(
            N_("Logs of actions and access are reviewed periodically."),
            MeasureKind.LOG_REVIEW,
            N_("Review the audit trail and state it as a measure with the minutes."),
        ),
    ),
    (Area.METADATA, 1): (
        Criterion(
            N_("There is an inventory of content with its storage locations."),
            proofs.inventory,
            N_("Deposit every file of the register."),
            2,
            deed=Deed.DEPOSIT,
        ),
        Criterion(
            N_("The inventory is backed up and a copy kept apart from the content."),
            proofs.backup_apart,
            _BACKUP,
            1,
            deed=Deed.SAVE_REGISTER_APART,
        ),
    ),
    (Area.METADATA, 2): (
        Criterion(N_("Enough metadata is kept to know what the content is."), proofs.described, _IDENTIFY, 2),
    ),
    (Area.METADATA, 3): (
        _measure_step(
            N_("It is determined which metadata standards apply."),
            MeasureKind.METADATA_STANDARD,
            N_("Adopt BagIt and PREMIS by an order and state it as a measure."),
        ),
        Criterion(N_("Gaps in the metadata are found and filled."), proofs.described, _IDENTIFY, 2),
    ),
    (Area.METADATA, 4): (
        Criterion(
            N_("Preservation actions on content are recorded with their times."),
            proofs.actions_recorded,
            N_("Check a medium."),
            1,
            deed=Deed.CHECK_MEDIUM,
        ),
        _measure_step(
            N_("The chosen metadata standards are implemented."),
            MeasureKind.METADATA_STANDARD,
            N_("Adopt BagIt and PREMIS by an order and state it as a measure."),
        ),
    ),
    (Area.CONTENT, 1): (
        Criterion(
            N_("File formats are documented, with how and when they were identified."),
            proofs.formats,
            _IDENTIFY,
            2,
        ),
    ),
    (Area.CONTENT, 2): (
        _measure_step(
            N_("File formats and other essential characteristics are verified."),
            MeasureKind.FORMAT_CHECK,
            N_("Take bags out, validate their PDF/A with veraPDF, and state it as a measure."),
            Deed.TAKE_OUT,
        ),
        _measure_step(
            N_("Content creators are encouraged to choose sustainable formats."), MeasureKind.CREATORS, _STATE
        ),
    ),
    (Area.CONTENT, 3): (
        _measure_step(
            N_("Obsolescence and changes of the technologies content depends on are watched."),
            MeasureKind.FORMAT_WATCH,
            _STATE,
        ),
    ),
    (Area.CONTENT, 4): (
        Criterion(
            N_("Migration, normalisation or emulation ensures that content can be accessed."),
            proofs.accessible,
            N_("Take a bag of every medium back once a year, or do it and state it as a measure."),
            1,
            MeasureKind.FORMAT_ACTION,
            Deed.DRILL,
        ),
    ),
}
