"""Repair: damaged copies put back from good ones, checked again, and both entered in the register.

What is right is decided by the seal the register keeps, which was signed off at the deposit. Nothing of a
file that was destroyed, or that an act is destroying now, is ever put back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archiver.errors import ArchiverError, Refused
from archiver.locale import _
from archiver.media_stores import open_store
from archiver.preservation.copies import CHECKED, counted_again, faults_of, settle
from archiver.preservation.salvaging import salvaged
from archiver.preservation.selection import being_destroyed, copies_of, is_destroyed
from archiver.preservation.watch import Watch
from archiver.register.level.facts import REPAIRED
from archiver.register.model import packages
from archiver.register.model.checks import CheckOutcome
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, CopyState
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings_of_archive import ArchiveSettings
from archiver.storage_refusals import message
from storage.errors import RepairImpossible, StorageError, StoreUnreachable
from storage.fixity import FixityReport, verify_bag
from storage.medium import require
from storage.repair import Copy, Mended, RepairReport, repair_bag


@dataclass(frozen=True, slots=True)
class BagMended:
    """What became of a bag.

    `whole` are inventory numbers of copies proven whole now, `faulty` of those that are not, `mended` what
    was put back; `lost` are files of which no copy at hand has the right content; `absent` are media not
    at hand, `failed` copies that could not be written, both with the reason. `impossible` says why
    nothing was even tried.
    """

    bag: Bag
    whole: tuple[str, ...] = ()
    faulty: tuple[str, ...] = ()
    mended: tuple[Mended, ...] = ()
    lost: tuple[str, ...] = ()
    absent: tuple[tuple[Medium, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    impossible: str = ""

    @property
    def good(self) -> bool:
        """Whether every copy at hand is whole."""
        return bool(self.whole) and not (self.faulty or self.lost or self.failed or self.impossible)


class Mending:
    """Repairs in the name of the person `by`."""

    def __init__(self, register: Register, settings: ArchiveSettings, by: str, *, watch: Watch) -> None:
        self._register, self._settings, self._by, self._watch = register, settings, by, watch

    def waiting(self, medium: Medium | None = None) -> tuple[Bag, ...]:
        """Bags with a copy that is damaged or missing, of all media or of one."""
        with self._register.reading() as work:
            ids = dict.fromkeys(
                copy.bag_id
                for copy in work.copies.troubled(limit=1_000_000)
                if copy.state is not CopyState.WRITING and (medium is None or copy.medium_id == medium.id)
            )
            return tuple(work.bags.get(bag_id) for bag_id in ids)

    def bag(self, bag: Bag) -> BagMended:
        """Check and repair every copy of a bag on the media at hand.

        Raises Refused when its file is destroyed or being destroyed.
        """
        with self._register.reading() as work:
            self._refuse_destroyed(work, bag)
            places = copies_of(work, bag)
        with contextlib.ExitStack() as stack:
            at_hand: dict[str, tuple[packages.Copy, Copy]] = {}
            absent = []
            for medium, copy in places:
                try:
                    store = open_store(medium, self._settings)
                except ArchiverError as error:
                    absent.append((medium, error.message))
                    continue
                stack.callback(store.close)
                at_hand[medium.inventory_number] = copy, Copy(medium.inventory_number, store, copy.prefix)
            self._watch.expect(bag.external_id, bag.size * len(at_hand))
            if not at_hand:
                return BagMended(
                    bag, absent=tuple(absent), impossible=_("no medium with a copy is connected")
                )
            try:
                report = self._repaired(bag, [copy for _known, copy in at_hand.values()])
            except RepairImpossible as error:
                self._note_hopeless(bag, at_hand)
                return BagMended(bag, faulty=tuple(at_hand), absent=tuple(absent), impossible=message(error))
            return self._entered(bag, report, at_hand, tuple(absent), {one.id: one for one, _c in places})

    def _refuse_destroyed(self, work: Work, bag: Bag) -> None:
        if is_destroyed(work, bag):
            raise Refused(
                _("The file of the bag {id} is destroyed by an act; it is not put back.").format(
                    id=bag.external_id
                )
            )
        if bag.file_id in being_destroyed(work):
            raise Refused(
                _("The file of the bag {id} is being destroyed by an act; it is not put back.").format(
                    id=bag.external_id
                )
            )

    def _repaired(self, bag: Bag, copies: list[Copy]) -> RepairReport:
        """Repair from the copies; when that is not enough, once more with what parity gives back."""
        best: RepairReport | None = None
        hopeless = RepairImpossible("no-tag-manifest")
        try:
            best = repair_bag(copies, seal=bag.digest, progress=self._watch.bytes)
        except RepairImpossible as error:
            hopeless = error
        for copy in copies:
            if best is not None and not best.lost:
                break
            with salvaged(copy) as extra, contextlib.suppress(RepairImpossible):
                if extra is not None:
                    more = repair_bag([*copies, extra], seal=bag.digest, progress=self._watch.bytes)
                    best = _together(best, more)
        if best is None:
            raise hopeless
        return best

    def _entered(
        self,
        bag: Bag,
        report: RepairReport,
        at_hand: dict[str, tuple[packages.Copy, Copy]],
        absent: tuple[tuple[Medium, str], ...],
        media: dict[int, Medium],
    ) -> BagMended:
        after = {name: one for name, one in report.after.items() if name in at_hand}
        failed = {name: error for name, error in report.failed.items() if name in at_hand}
        for name in failed:
            # Part of it may have been put back before the medium refused: how it stands is looked at again.
            copy = at_hand[name][1]
            with contextlib.suppress(StorageError):
                after[name] = verify_bag(copy.store, copy.prefix, seal=bag.digest)
        by_id = {medium.inventory_number: medium for medium in media.values()}
        for name, found in after.items():
            known, place = at_hand[name]
            try:
                require(place.store, by_id[name].identity)
            except StorageError as error:
                failed.setdefault(name, error)
                continue
            mended = [one for one in report.mended if one.copy == name]
            with self._register.transaction(self._by) as work:
                _enter(work, by_id[name], known, found, mended, report)
        return BagMended(
            bag,
            whole=tuple(name for name, found in after.items() if found.whole and name not in failed),
            faulty=tuple(name for name, found in after.items() if not found.whole),
            mended=tuple(one for one in report.mended if one.copy in at_hand),
            lost=report.lost,
            absent=absent,
            failed=tuple((name, message(error)) for name, error in failed.items()),
        )

    def _note_hopeless(self, bag: Bag, at_hand: dict[str, tuple[packages.Copy, Copy]]) -> None:
        """Nothing could be decided: that the copies are damaged is entered all the same."""
        for known, copy in at_hand.values():
            try:
                found = verify_bag(copy.store, copy.prefix, seal=bag.digest)
            except StoreUnreachable:
                continue
            with self._register.transaction(self._by) as work:
                settle(work, known, found)


def _enter(
    work: Work,
    medium: Medium,
    copy: packages.Copy,
    found: FixityReport,
    mended: Iterable[Mended],
    report: RepairReport,
) -> None:
    """The repair, the check after it, and the copy's state, all in one unit of work."""
    put_back = list(mended)
    now = work.copies.get(copy.id)
    if now.state not in CHECKED:
        return
    check = work.checks.begin(medium, copy.id)
    outcome = CheckOutcome.PASSED if found.whole else CheckOutcome.FAULTY
    faults = tuple(faults_of(copy, found))
    work.checks.finish(check, outcome, files=found.files, size=found.size, faults=faults)
    if put_back:
        work.trail.note(
            REPAIRED,
            f"copy:{copy.id}",
            "whole" if found.whole else "faulty",
            bag=copy.bag_id,
            medium=copy.medium_id,
            decision=report.decision,
            seal=report.seal,
            files=[
                {"path": one.path, "fault": one.fault, "source": one.source, "sha256": one.digest.sha256}
                for one in put_back
            ],
        )
    if found.whole and put_back and now.state is CopyState.REGISTERED:
        counted_again(work, now, found)
    else:
        settle(work, now, found)


def _together(before: RepairReport | None, after: RepairReport) -> RepairReport:
    """Two repairs one after the other: what both put back, and how it stands after the second."""
    return after if before is None else replace(after, mended=(*before.mended, *after.mended))
