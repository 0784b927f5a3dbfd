"""The deposit: each file onto its media, read back from each, and only then into the register.

Steps of one file: begun in the trail → written and read back on every medium → locked in buckets →
registered with copies, contents and names in one transaction. A run killed at any of them is finished
by the same command: the event that began a bag says what it looks like, and what is on the media is
believed only when it is read back (storage.bag.writer).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from archiver.archive.custody.paper import VOLUMES
from archiver.archive.custody.projection import Result, project
from archiver.archive.custody.told_destroyed import Destroyed, refuse_told_destroyed
from archiver.archive.deposit.bagging import (
    bag_id,
    begin,
    begun_of,
    contents_of,
    note_writing,
    plan_of,
    registered_bag,
)
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.kept_names import with_kept_names
from archiver.archive.deposit.onto_medium import Written, locked, write_onto
from archiver.archive.deposit.outcome import DepositOutcome, DepositStatus, LockTold, in_words
from archiver.archive.deposit.placing import CopiesWanted, choose, obstacle
from archiver.archive.deposit.reading_ahead import Read, Unreadable, read_ahead
from archiver.archive.deposit.record import Candidate, Candidates, Record
from archiver.archive.deposit.registered import Registered
from archiver.archive.deposit.room import with_room
from archiver.counter.stores import Stores
from archiver.errors import OutputFailed, Refused
from archiver.locale import _
from archiver.progress import Progress, Unit
from archiver.register.model.files import File
from archiver.register.model.media import Medium
from archiver.register.model.trail import AnchorKind
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import Settings
from archiver.wording.storage import telling
from storage.store import weakest

Steps = Callable[[str], None]
"""Told the name of each step before it is taken; tests stop a run there."""


@dataclass
class Deposit:
    """One run. `new_version` is the reason why files with other contents than before become new versions;
    nothing is taken in that acts on the media have `told` of as destroyed.
    """

    register: Register
    filing: Filing
    wanted: CopiesWanted
    progress: Progress
    by: str
    new_version: str = ""
    told: Destroyed = field(default_factory=dict)
    step: Steps = lambda _name: None

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.filing.settings

    def run(self, found: Candidates) -> Iterator[DepositOutcome]:
        """Deposit every candidate, each outcome as soon as it is certain.

        Raises Refused and UsageError before anything is written when the media do not do, OutputFailed and
        Refused when a medium fails under way: what was registered by then stays, and the same call goes on.
        """
        with self.register.reading() as work:
            media = work.media.all(retired=bool(self.wanted.media))
        chosen = self._chosen(found.candidates, media)
        # Each document is written and read back on each medium.
        moved = sum(2 * len(chosen[one.series, one.academic_year]) * one.size for one in found.candidates)
        self.progress.expect(len(found.not_ready) + len(found.candidates), Unit.FILES)
        self.progress.expect(moved, Unit.BYTES)
        for name, reason in found.not_ready.items():
            yield self._told(DepositOutcome(name, DepositStatus.NOT_READY, message=reason))
        with (
            Stores(self.settings.archive, guard=self.register.ask_turn) as stores,
            closing(read_ahead(found.candidates)) as ahead,
        ):
            for candidate, read in ahead:
                targets = chosen[candidate.series, candidate.academic_year]
                yield self._told(self._file(candidate, read, targets, stores))

    def _chosen(
        self, candidates: Sequence[Candidate], media: Sequence[Medium]
    ) -> dict[tuple[str, int], list[Medium]]:
        chosen: dict[tuple[str, int], list[Medium]] = {}
        fixed: dict[int, int] = {}
        for one in candidates:
            key = (one.series, one.academic_year)
            if key not in chosen:
                year = self.filing.destruction_year(*key)
                free = [medium for medium in media if fixed.get(medium.id, year or 0) == (year or 0)]
                chosen[key] = choose(one, year, free, self.wanted)
                # A medium that cannot be rewritten takes the destruction year of what comes first.
                fixed |= {medium.id: year or 0 for medium in chosen[key] if not medium.rewritable}
        return chosen

    def _told(self, outcome: DepositOutcome) -> DepositOutcome:
        self.progress.done(1, Unit.FILES)
        self.progress.line(f"{outcome.name}: {in_words(outcome)}")
        return outcome

    def _file(
        self, candidate: Candidate, read: Read, targets: list[Medium], stores: Stores
    ) -> DepositOutcome:
        record = read()
        if isinstance(record, Unreadable):
            remedies = () if record.remedy is None else (record.remedy,)
            return DepositOutcome(
                candidate.name, DepositStatus.FAILED, message=record.message, remedies=remedies
            )
        self.progress.expect(2 * len(targets) * (record.size - candidate.size), Unit.BYTES)
        with self.register.reading() as work:
            record = with_kept_names(work, record)
            state = Registered.of(work, record)
        try:
            refuse_told_destroyed(self.told, record.file)
        except Refused as error:
            remedies = () if error.remedy is None else (error.remedy,)
            return DepositOutcome(
                candidate.name, DepositStatus.FAILED, message=error.message, remedies=remedies
            )
        if state.destroyed:
            return DepositOutcome(
                candidate.name,
                DepositStatus.FAILED,
                message=_("the file is destroyed, or being destroyed, under an act"),
            )
        if state.changed and not (self.new_version and state.bag is None):
            message = _earlier() if state.bag else _changed()
            return DepositOutcome(candidate.name, DepositStatus.CHANGED, bag_id(record), message=message)
        troubled = [one.inventory_number for one in targets if one.id in state.troubled]
        warnings = [
            _("the copy on the medium {number} is damaged or missing").format(number=number)
            for number in troubled
        ]
        repair = (Remedy(Deed.REPAIR),) if troubled else ()
        left = [one for one in targets if one.id not in state.registered | state.troubled]
        if not left:
            self.progress.done(2 * len(targets) * record.size)
            return DepositOutcome(
                candidate.name,
                DepositStatus.ALREADY,
                bag_id(record),
                warnings=tuple(warnings),
                remedies=repair,
                notes=record.told,
            )
        if len(left) + len(state.registered) < self.wanted.copies:
            raise Refused(
                _("{group} would have {count} copies, and {wanted} are asked for. Name more media.").format(
                    group=candidate.name,
                    count=len(left) + len(state.registered),
                    wanted=self.wanted.copies,
                ),
                remedy=Remedy(Deed.ADD_MEDIUM_OR_TAKE_FEWER),
            )
        self._admitted(candidate, record, left)
        written, lock_warnings = self._write(record, left, stores)
        file = self._register(record, written, state)
        return DepositOutcome(
            candidate.name,
            DepositStatus.COMPLETED if state.bag else DepositStatus.DEPOSITED,
            bag_id(record),
            tuple(one.medium.inventory_number for one in written),
            record.size,
            weakest(one.receipt.way for one in written).value,
            locks=tuple(
                LockTold(one.medium, record.file.keep_until if one.lock.until else None, one.lock.mode)
                for one in written
                if one.medium.kind.locks
            ),
            warnings=(*warnings, *lock_warnings, *self._held(file)),
            remedies=repair,
            notes=record.told,
        )

    def _admitted(self, candidate: Candidate, record: Record, media: Sequence[Medium]) -> None:
        """A journal closed in another year than its fellows may need other media."""
        for medium in media:
            why = obstacle(medium, record.file.series, record.file.destruction_year)
            if why is not None:
                raise Refused(
                    _("{group}: {why}.").format(group=candidate.name, why=why),
                    remedy=Remedy(Deed.TAKE_ANOTHER_MEDIUM),
                )

    def _write(self, record: Record, media: list[Medium], stores: Stores) -> tuple[list[Written], list[str]]:
        self._fetch(media, stores)
        sizes = [one.digest.size for one in record.documents]
        ready = {medium.id: with_room(stores, medium, sizes) for medium in media}
        self.step("begin")
        with self.register.transaction(by=self.by) as work:
            _refuse_destroyed(work, record)
            for medium in media:  # before the first byte: what is begun on a disc stays on it
                work.media.admit(work.media.get(medium.id), record.file)
            before = {one.bag for one in begun_of(work, record)}
            begun = begin(work, record, self.settings)
            others = [one for one in begun_of(work, record) if one.prefix != begun.prefix]
            known = work.bags.by_external_id(begun.bag)
            forgotten = known is not None and begun.bag not in before
            note_writing(work, record, begun, [medium.id for medium in media])
        plan = plan_of(record, begun)
        receipts = []
        for medium in media:
            store = ready[medium.id]
            self.step(f"write {medium.inventory_number}")
            with telling(medium.inventory_number):
                receipt = write_onto(
                    store, plan, begun, others, known, self.progress.done, forgotten=forgotten
                )
            receipts.append((medium, receipt))
        written, warnings = [], []
        for medium, receipt in receipts:
            self.step(f"lock {medium.inventory_number}")
            lock, warning = locked(ready[medium.id], medium, begun, record)
            written.append(Written(medium, receipt, lock))
            warnings += warning
        return written, warnings

    def _fetch(self, media: list[Medium], stores: Stores) -> None:
        """A medium that is not there is told of before anything is written."""
        try:
            for medium in media:
                stores.open(medium)
        except OutputFailed as error:
            if self.wanted.media:
                raise
            hint = _("To deposit without it, name the media that are at hand: --medium NUMBER.")
            raise OutputFailed(f"{error.message}\n{hint}", remedy=error.remedy) from error

    def _held(self, file: File) -> list[str]:
        """A file under hold is under legal hold on its new copies too; what could not be set is told."""
        with self.register.reading() as work:
            if not work.holds.of_file(file.id):
                return []
        told = project(self.register, self.settings.archive, by=self.by, files=[file.id])
        return [one.message for one in told if one.result is Result.FAILED]

    def _register(self, record: Record, written: Sequence[Written], state: Registered) -> File:
        self.step("register")
        with self.register.transaction(by=self.by) as work:
            _refuse_destroyed(work, record)
            begun = begin(work, record, self.settings)
            file = work.files.by_external_id(record.file.external_id)
            if file is None:
                file = work.files.add(record.file, record.roster)
                if record.statement_document:
                    work.files.statement_lies(file, record.statement_document)
            elif state.changed:
                longest = [day for day in (file.keep_until, record.file.keep_until) if day is not None]
                closings = [day for day in (file.closed_on, record.file.closed_on) if day is not None]
                file = work.files.correct(
                    file,
                    self.new_version,
                    closed_on=max(closings, default=None),
                    keep_until=max(longest) if longest else None,
                    sheets=record.file.sheets,
                    volumes=record.file.volumes,
                    roster=record.roster,
                )
            new = work.bags.by_external_id(begun.bag) is None
            if new and record.volume_sheets:
                work.trail.note(VOLUMES, f"file:{file.id}", sheets=list(record.volume_sheets))
            receipt = written[0].receipt
            bag = work.bags.add(registered_bag(file.id, begun, receipt), contents_of(record, receipt))
            for one in written:
                copy = work.copies.begin(bag, one.medium.id, begun.prefix)
                work.copies.register(
                    copy,
                    one.receipt.way.value,
                    locked_until=one.lock.until,
                    lock_mode=one.lock.mode.value if one.lock.mode else "",
                )
            if new:
                work.trail.anchor(AnchorKind.BAG, begun.bag, begun.head)
        self.step("registered")
        return file


def _refuse_destroyed(work: Work, record: Record) -> None:
    """An act may have begun on another computer since the file was looked up."""
    if Registered.of(work, record).destroyed:
        raise Refused(
            _("The file {id} is destroyed, or being destroyed, under an act.").format(
                id=record.file.external_id
            )
        )


def _changed() -> str:
    return _(
        "deposited before with other contents; the copies on the media were not touched. If the journal was "
        "rightly made anew, deposit it as a new version: --new-version REASON"
    )


def _earlier() -> str:
    return _(
        "these contents were deposited as an earlier version, which another has replaced; the copies on the "
        "media were not touched. Name the folder with the binders in force"
    )
