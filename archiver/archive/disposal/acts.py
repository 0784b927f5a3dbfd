"""What every step works with: an act by its number, who takes the step, a clock that is believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archiver.archive.custody.identity import identifier_of, person_of
from archiver.archive.disposal.clock import compared, reading_of
from archiver.counter.session import Session
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.agreeing import differing, differing_acts, differing_paper
from archiver.register.model.disposal import ActEntry
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.retention_words import word
from retention.act import DestructionAct
from retention.moments import Reading
from retention.people import Person
from retention.words import Identifier


def officer_of(session: Session) -> Person:
    """Whoever acts, as acts name people; Refused for somebody the register does not know."""
    return person_of(session.acting.known())


def clock_of(session: Session, work: Work) -> Reading:
    """A look at the clock; its `check` refuses one that cannot be believed."""
    return compared(reading_of(work, officer_of(session), session.confirmed), session, work)


def act_of(work: Work, number: str) -> tuple[DestructionAct, ActEntry]:
    """The act of that number, and that it is what its steps were taken on.

    Refused when there is none, and when its steps are not those that the trail tells of; raises ActEdited.
    """
    act, entry = work.acts.get(number), work.acts.entry(number)
    if act is None or entry is None:
        there = ", ".join(one.number for one in work.acts.all()) or "—"
        raise Refused(_("There is no act {number}. There are: {acts}.").format(number=number, acts=there))
    act.verify()
    if next(differing_acts(work.connection, number), None) is not None:
        raise Refused(
            _("The steps of the act {number} are not those that the audit trail tells of.").format(
                number=number
            ),
            remedy=Remedy(Deed.CHECK_TRAIL),
        )
    return act, entry


def refuse_other_files(work: Work, files: Mapping[Identifier, int]) -> None:
    """Raise Refused when a row of an act stands for another file of the register, or volumes have no rows."""
    for name, file_id in files.items():
        if identifier_of(work.files.get(file_id)) != name:
            raise Refused(
                _("The file {id} of the act is another one in the register now.").format(id=name),
                remedy=Remedy(Deed.CHECK_TRAIL),
            )
    refuse_lost_paper(work, files.values())


def refuse_changed(work: Work, files: Mapping[Identifier, int]) -> None:
    """Raise Refused when the tables say of these files otherwise than the trail, or they are others now."""
    changed = next(differing(work.connection, files.values()), None)
    if changed is not None:
        raise Refused(
            _("The register says of the file {id} otherwise than its audit trail: {fact}.").format(
                id=changed.subject, fact=word(changed.fact, "fact")
            ),
            remedy=Remedy(Deed.CHECK_TRAIL),
        )
    refuse_other_files(work, files)


def refuse_lost_paper(work: Work, file_ids: Iterable[int]) -> None:
    """Raise Refused when a volume that was entered is not in the register any more."""
    lost = next(differing_paper(work.connection, file_ids), None)
    if lost is not None:
        raise Refused(
            _("{told} of the file {id} was entered, and is in the register no more.").format(
                told=lost.told, id=lost.subject
            ),
            remedy=Remedy(Deed.CHECK_TRAIL),
        )
