"""Fixity: media and bags compared with what the register keeps of them, to the end, resumable, on record.

A check of a medium goes through its copies in the order of their ids and keeps where it stands after every
copy, inside a copy too when its budget ends there. It is over when every copy has been compared and the
medium has been searched for bags that nobody registered; only then its date counts (domain 2.14, 2.15).
Copies of files that an act is destroying are not compared: what is missing of them is no fault.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from archiver.archive.custody.identity import files_named
from archiver.archive.custody.told_destroyed import FOLDER, Destroyed, told_on
from archiver.archive.preservation.allowance import Allowance
from archiver.archive.preservation.copies import (
    CHECKED,
    Known,
    check_copy,
    faults_of,
    is_unreadable,
    known_of,
    settle,
)
from archiver.archive.preservation.cursor import CheckCursor
from archiver.archive.preservation.parity_known import faults_of_parity, made_of
from archiver.archive.preservation.selection import being_destroyed
from archiver.archive.preservation.unregistered import Stranger, find_strangers, note_strangers
from archiver.counter.stores import open_store
from archiver.progress import Progress, Unit
from archiver.register.model.checks import CheckOutcome, Fault, FixityCheck
from archiver.register.model.files import FileState
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import telling
from storage.errors import BagRefused
from storage.fixity import Cursor, FixityReport
from storage.store import Store

MOST_FAULTS = 5000
"""So many faults of one check are kept in the register; all of them are told while it runs."""
STALE = dt.timedelta(days=90)
"""A check that was broken off longer ago begins anew: half of it would be of another season."""
_PAGE = 200

Told = Callable[[Medium, Copy, FixityReport], None]


@dataclass(frozen=True, slots=True)
class MediumChecked:
    """How the check of a medium stands: `finished` when its budget did not end before it.

    `whole` and `faulty` count copies, `size` bytes. `check` holds the faults by place. `forgotten` are acts
    that the medium tells of and the register does not: files that it keeps are destroyed by them.
    """

    medium: Medium
    check: FixityCheck
    whole: int
    faulty: int
    size: int
    strangers: tuple[Stranger, ...]
    finished: bool
    forgotten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyChecked:
    """How the check of one copy stands."""

    medium: Medium
    bag: Bag
    check: FixityCheck
    finished: bool


class Verification:
    """Checks in the name of the person `by`; `told` hears of every copy that is done."""

    def __init__(
        self,
        register: Register,
        settings: ArchiveSettings,
        by: str,
        *,
        progress: Progress,
        allowance: Allowance | None = None,
        told: Told | None = None,
    ) -> None:
        self._register, self._settings, self._by = register, settings, by
        self._progress, self._allowance = progress, allowance or Allowance()
        self._told = told or (lambda _medium, _copy, _report: None)

    @property
    def exhausted(self) -> bool:
        """Whether the budget of the run is used up."""
        return self._allowance.over

    def medium(self, medium: Medium) -> MediumChecked:
        """Check a whole medium, or go on with its check.

        Raises OutputFailed (it is not there, or was taken away), Refused (another medium is there): what has
        been compared by then is kept.
        """
        with contextlib.closing(open_store(medium, self._settings)) as store:
            return self._medium(medium, store)

    def copy(self, medium: Medium, copy: Copy, bag: Bag) -> CopyChecked:
        """Check one copy alone, or go on with its check; raises what `medium` does."""
        with contextlib.closing(open_store(medium, self._settings)) as store:
            with self._register.transaction(self._by) as work:
                check, at = _begun(work, medium, copy.id)
                known = known_of(work, bag)
            self._progress.expect(bag.size, Unit.BYTES, f"{medium.inventory_number}: {bag.external_id}")
            report = self._compared(medium, store, (copy, bag, known), Cursor.decode(at.inside))
            parity = self._parity(medium, store, copy, report)
        faults = (*faults_of(copy, report), *parity)[:MOST_FAULTS]
        with self._register.transaction(self._by) as work:
            if report.cursor is not None:
                at = replace(at, copy=copy.id, inside=report.cursor.encode())
                check = work.checks.reached(
                    check, at.encode(), files=report.files, size=report.size, faults=faults
                )
                return CopyChecked(medium, bag, check, finished=False)
            settle(work, copy, report)
            outcome = CheckOutcome.PASSED if report.intact else CheckOutcome.FAULTY
            check = work.checks.finish(check, outcome, files=report.files, size=report.size, faults=faults)
        self._told(medium, copy, report)
        return CopyChecked(medium, bag, check, finished=True)

    def _medium(self, medium: Medium, store: Store) -> MediumChecked:
        with self._register.transaction(self._by) as work:
            check, at = _begun(work, medium)
            _count, size = work.copies.volume(medium.id, after=at.after)
        self._progress.expect(size, Unit.BYTES, medium.inventory_number)
        for copy, bag, known in self._copies(medium, at.after):
            if self._allowance.over:
                return MediumChecked(medium, check, at.whole, at.faulty, check.bytes, (), finished=False)
            cursor = Cursor.decode(at.inside) if at.copy == copy.id else None
            report = self._compared(medium, store, (copy, bag, known), cursor)
            parity = self._parity(medium, store, copy, report)
            at, check = self._reached(at, check, copy, report, parity)
            if not report.finished:
                size = check.bytes + report.size
                return MediumChecked(medium, check, at.whole, at.faulty, size, (), finished=False)
            self._told(medium, copy, report)
        with telling(medium.inventory_number):
            strangers = find_strangers(self._register, medium, store)
        told, unread = _notices(store)
        with self._register.transaction(self._by) as work:
            note_strangers(work, medium, strangers)
            forgotten = _forgotten(work, told)
            outcome = CheckOutcome.FAULTY if unread and not at.faulty else _outcome(at)
            faults = (*check.faults, *unread)[:MOST_FAULTS]
            check = work.checks.finish(check, outcome, files=check.files, size=check.bytes, faults=faults)
            medium = work.media.get(medium.id)
        return MediumChecked(
            medium, check, at.whole, at.faulty, check.bytes, strangers, finished=True, forgotten=forgotten
        )

    def _copies(self, medium: Medium, after: int) -> Iterator[tuple[Copy, Bag, Known]]:
        """Copies to compare, by id; the register is not held open while they are read."""
        while True:
            with self._register.reading() as work:
                page = work.copies.on_medium(medium.id, after=after, limit=_PAGE)
                destroyed = being_destroyed(work)
            if not page:
                return
            after = page[-1].id
            for copy in page:
                if copy.state not in CHECKED:
                    continue
                with self._register.reading() as work:
                    bag = work.bags.get(copy.bag_id)
                    known = known_of(work, bag)
                if bag.file_id not in destroyed:
                    yield copy, bag, known

    def _compared(
        self, medium: Medium, store: Store, place: tuple[Copy, Bag, Known], cursor: Cursor | None
    ) -> FixityReport:
        copy, bag, known = place
        before = cursor.size if cursor else 0
        report = check_copy(
            medium,
            self._settings,
            store,
            (copy, bag),
            self._progress.done,
            self._allowance.budget(),
            cursor,
            known,
        )
        self._allowance.spend(max(0, report.size - before))
        return report

    def _parity(self, medium: Medium, store: Store, copy: Copy, report: FixityReport) -> tuple[Fault, ...]:
        """What is lost or rotten of the parity beside a copy that has been compared to its end."""
        if not report.finished:
            return ()
        with self._register.reading() as work:
            made = made_of(work, copy)
        return faults_of_parity(store, copy, made, medium.inventory_number)

    def _reached(
        self,
        at: CheckCursor,
        check: FixityCheck,
        copy: Copy,
        report: FixityReport,
        parity: tuple[Fault, ...],
    ) -> tuple[CheckCursor, FixityCheck]:
        """Keep how far the check has come, together with what it found."""
        with self._register.transaction(self._by) as work:
            if report.cursor is not None:
                at = replace(at, copy=copy.id, inside=report.cursor.encode())
                check = work.checks.reached(
                    check, at.encode(), files=check.files, size=check.bytes, faults=check.faults
                )
                return at, check
            settle(work, copy, report)
            at = replace(
                at,
                after=copy.id,
                copy=0,
                inside="",
                whole=at.whole + report.intact,
                faulty=at.faulty + (not report.intact),
                unreadable=at.unreadable + is_unreadable(report),
            )
            faults: tuple[Fault, ...] = (*check.faults, *faults_of(copy, report), *parity)
            check = work.checks.reached(
                check,
                at.encode(),
                files=check.files + report.files,
                size=check.bytes + report.size,
                faults=faults[:MOST_FAULTS],
            )
        return at, check


def _notices(store: Store) -> tuple[Destroyed, tuple[Fault, ...]]:
    """What the medium tells of acts; what cannot be read is a fault, and keeps no check from its end."""
    try:
        return told_on(store), ()
    except BagRefused as error:
        return {}, (Fault(FOLDER, f"lies:{error.offence}"),)


def _forgotten(work: Work, told: Destroyed) -> tuple[str, ...]:
    """The acts told of by which files go that the register keeps, in no act that is being carried out."""
    going, files = work.acts.being_destroyed(), files_named(work, told)
    kept = [name for name, one in files.items() if one.state is FileState.KEPT and one.id not in going]
    return tuple(sorted({told[name] for name in kept}))


def _begun(work: Work, medium: Medium, copy_id: int | None = None) -> tuple[FixityCheck, CheckCursor]:
    """The check that is under way, unless it was broken off too long ago, or a new one, and where it is."""
    check = work.checks.begin(medium, copy_id)
    at = CheckCursor.decode(check.cursor)
    if at is not None and work.now() - at.since <= STALE:
        return check, at
    at = CheckCursor(work.now())
    return work.checks.reached(check, at.encode(), files=0, size=0), at


def _outcome(at: CheckCursor) -> CheckOutcome:
    if not at.faulty:
        return CheckOutcome.PASSED
    nothing = not at.whole and at.unreadable == at.faulty
    return CheckOutcome.UNREADABLE if nothing else CheckOutcome.FAULTY
