"""Fixity: media and bags compared with the register's seals, to the end, resumable, on record.

A check of a medium goes through its copies in the order of their ids and keeps where it stands after every
copy, inside a copy too when its budget ends there. It is over when every copy has been compared and the
medium has been searched for bags that nobody registered; only then its date counts (domain 2.14, 2.15).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from archiver.media_stores import open_store
from archiver.preservation.allowance import Allowance
from archiver.preservation.copies import CHECKED, check_copy, faults_of, is_unreadable, settle
from archiver.preservation.cursor import MediumCursor
from archiver.preservation.strangers import Stranger, find_strangers, note_strangers
from archiver.preservation.watch import Watch
from archiver.register.model.checks import CheckOutcome, Fault, FixityCheck
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy
from archiver.register.register import Register
from archiver.settings_of_archive import ArchiveSettings
from archiver.storage_refusals import telling
from storage.fixity import Cursor, FixityReport
from storage.store import Store

MOST_FAULTS = 5000
"""So many faults of one check are kept in the register; all of them are told while it runs."""
STALE = dt.timedelta(days=90)
"""A check that was broken off longer ago begins anew: half of it would be of another season."""
_PAGE = 200

Told = Callable[[Copy, Bag, FixityReport], None]


@dataclass(frozen=True, slots=True)
class MediumChecked:
    """How the check of a medium stands: `finished` when its budget did not end before it.

    `whole` and `faulty` count copies. `check` holds the faults by place.
    """

    medium: Medium
    check: FixityCheck
    whole: int
    faulty: int
    strangers: tuple[Stranger, ...]
    finished: bool


@dataclass(frozen=True, slots=True)
class CopyChecked:
    """How the check of one copy stands."""

    medium: Medium
    bag: Bag
    copy: Copy
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
        watch: Watch,
        allowance: Allowance | None = None,
        told: Told | None = None,
    ) -> None:
        self._register, self._settings, self._by = register, settings, by
        self._watch, self._allowance = watch, allowance or Allowance()
        self._told = told or (lambda _copy, _bag, _report: None)

    def medium(self, medium: Medium) -> MediumChecked:
        """Check a whole medium, or go on with its check.

        Raises OutputFailed (it is not there, or was taken away), Refused (another medium is there): what has
        been compared by then is kept.
        """
        store = open_store(medium, self._settings)
        try:
            return self._medium(medium, store)
        finally:
            store.close()

    def copy(self, medium: Medium, copy: Copy, bag: Bag) -> CopyChecked:
        """Check one copy alone, or go on with its check; raises what `medium` does."""
        store = open_store(medium, self._settings)
        try:
            with self._register.transaction(self._by) as work:
                check = work.checks.begin(medium, copy.id)
            self._watch.expect(f"{medium.inventory_number}: {bag.external_id}", bag.size)
            cursor = Cursor.decode(check.cursor) if check.cursor else None
            report = self._compared(medium, store, copy, bag, cursor)
        finally:
            store.close()
        faults = tuple(faults_of(copy, report))[:MOST_FAULTS]
        with self._register.transaction(self._by) as work:
            if report.cursor is not None:
                check = work.checks.reached(
                    check, report.cursor.encode(), files=report.files, size=report.size, faults=faults
                )
                return CopyChecked(medium, bag, copy, check, finished=False)
            copy = settle(work, copy, report)
            outcome = CheckOutcome.PASSED if report.whole else CheckOutcome.FAULTY
            check = work.checks.finish(check, outcome, files=report.files, size=report.size, faults=faults)
        self._told(copy, bag, report)
        return CopyChecked(medium, bag, copy, check, finished=True)

    def _medium(self, medium: Medium, store: Store) -> MediumChecked:
        with self._register.transaction(self._by) as work:
            check = work.checks.begin(medium)
            if check.cursor and work.now() - check.started_at > STALE:
                check = work.checks.reached(check, "", files=0, size=0)
            at = MediumCursor.decode(check.cursor)
            _count, size = work.copies.volume(medium.id, after=at.after)
        self._watch.expect(medium.inventory_number, size)
        for copy, bag in self._copies(medium, at.after):
            if self._allowance.over:
                return MediumChecked(medium, check, at.whole, at.faulty, (), finished=False)
            cursor = Cursor.decode(at.inside) if at.copy == copy.id else None
            report = self._compared(medium, store, copy, bag, cursor)
            at, check = self._reached(at, check, copy, report)
            if not report.finished:
                return MediumChecked(medium, check, at.whole, at.faulty, (), finished=False)
            self._told(copy, bag, report)
        with telling(medium.inventory_number):
            strangers = find_strangers(self._register, medium, store)
        with self._register.transaction(self._by) as work:
            note_strangers(work, medium, strangers)
            check = work.checks.finish(
                check, _outcome(at), files=check.files, size=check.bytes, faults=check.faults
            )
            medium = work.media.get(medium.id)
        return MediumChecked(medium, check, at.whole, at.faulty, strangers, finished=True)

    def _copies(self, medium: Medium, after: int) -> Iterator[tuple[Copy, Bag]]:
        """Copies to compare, by id; the register is not held open while they are read."""
        while True:
            with self._register.reading() as work:
                page = work.copies.on_medium(medium.id, after=after, limit=_PAGE)
                bags = {copy.bag_id: work.bags.get(copy.bag_id) for copy in page if copy.state in CHECKED}
            if not page:
                return
            after = page[-1].id
            for copy in page:
                if copy.state in CHECKED:
                    yield copy, bags[copy.bag_id]

    def _compared(
        self, medium: Medium, store: Store, copy: Copy, bag: Bag, cursor: Cursor | None
    ) -> FixityReport:
        before = cursor.size if cursor else 0
        report = check_copy(
            medium,
            self._settings,
            store,
            (copy, bag),
            self._watch.bytes,
            self._allowance.budget(),
            cursor,
        )
        self._allowance.spend(max(0, report.size - before))
        return report

    def _reached(
        self, at: MediumCursor, check: FixityCheck, copy: Copy, report: FixityReport
    ) -> tuple[MediumCursor, FixityCheck]:
        """Keep how far the check has come, together with what it found."""
        with self._register.transaction(self._by) as work:
            if report.cursor is not None:
                at = replace(at, copy=copy.id, inside=report.cursor.encode())
                check = work.checks.reached(
                    check, at.encode(), files=check.files, size=check.bytes, faults=check.faults
                )
                return at, check
            settle(work, copy, report)
            at = MediumCursor(
                after=copy.id,
                whole=at.whole + report.whole,
                faulty=at.faulty + (not report.whole),
                unreadable=at.unreadable + is_unreadable(report),
            )
            faults: tuple[Fault, ...] = (*check.faults, *faults_of(copy, report))
            check = work.checks.reached(
                check,
                at.encode(),
                files=check.files + report.files,
                size=check.bytes + report.size,
                faults=faults[:MOST_FAULTS],
            )
        return at, check


def _outcome(at: MediumCursor) -> CheckOutcome:
    if not at.faulty:
        return CheckOutcome.PASSED
    nothing = not at.whole and at.unreadable == at.faulty
    return CheckOutcome.UNREADABLE if nothing else CheckOutcome.FAULTY
