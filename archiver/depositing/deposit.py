"""The deposit: each file onto its media, read back from each, and only then into the register.

Steps of one file: begun in the trail → written and read back on every medium → locked in buckets →
registered with copies, contents and names in one transaction. A run killed at any of them is finished
by the same command: the event that began a bag says what it looks like, and what is on the media is
believed only when it is read back (storage.bag.writer).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from archiver.depositing.bagging import (
    Begun,
    bag_id,
    begin,
    begun_of,
    contents_of,
    note_writing,
    plan_of,
    registered_bag,
)
from archiver.depositing.filing import Filing
from archiver.depositing.outcome import Outcome, Status, in_words
from archiver.depositing.placing import Wanted, choose, obstacle
from archiver.depositing.progress import DepositProgress
from archiver.depositing.record import Candidate, Found, Record
from archiver.depositing.shelves import Shelves
from archiver.depositing.standing import Standing
from archiver.errors import InputInvalid, Refused
from archiver.locale import _
from archiver.register.model.media import Medium
from archiver.register.model.trail import AnchorKind
from archiver.register.register import Register
from archiver.settings import Settings
from archiver.storage_refusals import refusal, telling
from storage.bag.custody import abandon_bag, erase_bag, lock_bag
from storage.bag.layout import COMMIT
from storage.bag.writer import BagReceipt, write_bag
from storage.errors import LockNotKept, StorageError, StoreDenied, Unsupported
from storage.keys import joined
from storage.store import Feature, Lock, Store, weakest


@dataclass(frozen=True, slots=True)
class _Written:
    """A bag on a medium, read back, with the lock the store tells of."""

    medium: Medium
    receipt: BagReceipt
    lock: Lock


Steps = Callable[[str], None]
"""Told the name of each step before it is taken; tests stop a run there."""


@dataclass
class Deposit:
    """One run. `new_version` is the reason why files with other contents than before become new versions."""

    register: Register
    filing: Filing
    wanted: Wanted
    progress: DepositProgress
    by: str
    new_version: str = ""
    step: Steps = lambda _name: None
    _expected: int = field(default=0, init=False)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.filing.settings

    def run(self, found: Found) -> Iterator[Outcome]:
        """Deposit every candidate, each outcome as soon as it is certain.

        Raises Refused and UsageError before anything is written when the media do not do, OutputFailed and
        Refused when a medium fails under way: what was registered by then stays, and the same call goes on.
        """
        with self.register.reading() as work:
            media = work.media.all(retired=bool(self.wanted.media))
        chosen = self._chosen(found.candidates, media)
        self._expected = sum(
            2 * len(chosen[one.series, one.academic_year]) * one.size for one in found.candidates
        )
        self.progress.expect(self._expected)
        for name, reason in found.not_ready.items():
            yield self._told(Outcome(name, Status.NOT_READY, message=reason))
        with Shelves(self.settings.archive) as shelves:
            for candidate in found.candidates:
                targets = chosen[candidate.series, candidate.academic_year]
                yield self._told(self._file(candidate, targets, shelves))

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

    def _told(self, outcome: Outcome) -> Outcome:
        self.progress.file(outcome.name, in_words(outcome))
        return outcome

    def _file(self, candidate: Candidate, targets: list[Medium], shelves: Shelves) -> Outcome:
        try:
            record = candidate.read()
        except InputInvalid as error:
            return Outcome(candidate.name, Status.FAILED, message=error.message)
        except StorageError as error:
            return Outcome(candidate.name, Status.FAILED, message=refusal(error).message)
        self._expected += 2 * len(targets) * (record.size - candidate.size)
        self.progress.expect(self._expected)
        with self.register.reading() as work:
            state = Standing.of(work, record)
        if state.destroyed:
            return Outcome(
                candidate.name,
                Status.FAILED,
                message=_("the file is destroyed, or being destroyed, under an act"),
            )
        if state.changed and not (self.new_version and state.bag is None):
            return Outcome(candidate.name, Status.CHANGED, bag_id(record), message=_changed())
        troubled = [one.inventory_number for one in targets if one.id in state.troubled]
        warnings = [
            _("the copy on the medium {number} is damaged or missing: archiver repair").format(number=number)
            for number in troubled
        ]
        left = [one for one in targets if one.id not in state.registered | state.troubled]
        if not left:
            self.progress.moved(2 * len(targets) * record.size)
            return Outcome(candidate.name, Status.ALREADY, bag_id(record), warnings=tuple(warnings))
        if len(left) + len(state.registered) < self.wanted.copies:
            raise Refused(
                _(
                    "{group} would have {count} copies, and {wanted} are asked for. Name more media or, "
                    "knowing the risk, ask for fewer copies: --copies 1."
                ).format(
                    group=candidate.name,
                    count=len(left) + len(state.registered),
                    wanted=self.wanted.copies,
                )
            )
        self._admitted(candidate, record, left)
        written, lock_warnings = self._write(record, left, shelves)
        self._register(record, written, state)
        return Outcome(
            candidate.name,
            Status.COMPLETED if state.bag else Status.DEPOSITED,
            bag_id(record),
            tuple(one.medium.inventory_number for one in written),
            record.size,
            weakest(one.receipt.way for one in written).value,
            warnings=(*warnings, *lock_warnings),
        )

    def _admitted(self, candidate: Candidate, record: Record, media: Sequence[Medium]) -> None:
        """A journal closed in another year than its fellows may need other media."""
        for medium in media:
            why = obstacle(medium, record.file.series, record.file.destruction_year)
            if why is not None:
                raise Refused(
                    _("{group}: {why}. Take another medium: archiver media list.").format(
                        group=candidate.name, why=why
                    )
                )

    def _write(
        self, record: Record, media: list[Medium], shelves: Shelves
    ) -> tuple[list[_Written], list[str]]:
        shelves.fetch(media)  # a medium that is not there is told of before anything is written
        stores = {medium.id: shelves.ready(medium, record.size) for medium in media}
        self.step("begin")
        with self.register.transaction(by=self.by) as work:
            begun = begin(work, record, self.settings)
            others = [one for one in begun_of(work, record) if one.prefix != begun.prefix]
            known = work.bags.by_external_id(begun.bag)
            note_writing(work, record, begun, [medium.id for medium in media])
        plan = plan_of(record, begun)
        receipts = []
        for medium in media:
            store = stores[medium.id]
            self.step(f"write {medium.inventory_number}")
            with telling(medium.inventory_number):
                _abandon(store, others)
                receipt = write_bag(plan, store, begun.prefix, progress=self.progress.moved)
                if known is not None and known.digest != receipt.seal:
                    erase_bag(store, begun.prefix)
                    raise Refused(_twin_differs().format(bag=begun.bag))
            receipts.append((medium, receipt))
        written, warnings = [], []
        for medium, receipt in receipts:
            self.step(f"lock {medium.inventory_number}")
            lock, warning = _locked(stores[medium.id], medium, begun, record)
            written.append(_Written(medium, receipt, lock))
            warnings += warning
        return written, warnings

    def _register(self, record: Record, written: Sequence[_Written], state: Standing) -> None:
        self.step("register")
        with self.register.transaction(by=self.by) as work:
            begun = begin(work, record, self.settings)
            file = work.files.by_external_id(record.file.external_id)
            if file is None:
                file = work.files.add(record.file, record.roster)
            elif state.changed:
                longest = [day for day in (file.keep_until, record.file.keep_until) if day is not None]
                file = work.files.correct(
                    file,
                    self.new_version,
                    closed_on=record.file.closed_on,
                    keep_until=max(longest) if longest else None,
                    sheets=record.file.sheets,
                    volumes=record.file.volumes,
                    roster=record.roster,
                )
            new = work.bags.by_external_id(begun.bag) is None
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


def _abandon(store: Store, others: Sequence[Begun]) -> None:
    """Remove what is unfinished of earlier contents of the file; whole bags are never touched."""
    for prefix in {one.prefix for one in others}:
        if store.stat(joined(prefix, COMMIT)) is None:
            abandon_bag(store, prefix)


def _locked(store: Store, medium: Medium, begun: Begun, record: Record) -> tuple[Lock, list[str]]:
    """Lock the bag where the store can, until the end of its period; what it tells of it afterwards."""
    until = record.file.keep_until
    with telling(medium.inventory_number):
        if until is None or Feature.LOCK not in store.features:
            return Lock(), []
        # The day after, in UTC: it begins later than any day of ours ends.
        moment = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), dt.UTC)
        if moment <= dt.datetime.now(dt.UTC):  # an old file, whose period is over already
            return Lock(), []
        try:
            locks = lock_bag(store, begun.prefix, moment)
        except (Unsupported, LockNotKept, StoreDenied) as error:
            return Lock(), [refusal(error, medium.inventory_number).message]
    least = min((lock for lock in locks.values() if lock.until), key=lambda lock: lock.until or moment)
    return least, []


def _changed() -> str:
    return _(
        "deposited before with other contents; the copies on the media were not touched. If the journal was "
        "rightly made anew, deposit it as a new version: --new-version REASON"
    )


def _twin_differs() -> str:
    return _(
        "The bag {bag} was made by another version of the program and cannot be made the same again; the new "
        "copy was removed. Copy it from a whole one: archiver repair."
    )
