"""Repair: damaged copies put back from good ones, checked again, and both entered in the register.

What is right is decided by the seal and the digests the register keeps, which were signed off at the
deposit. Nothing of a file that was destroyed, or that an act is destroying now, is ever put back. A medium
that failed gives what it has and is not written to.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from archiver.archive.custody.told_destroyed import Destroyed, refuse_told_destroyed
from archiver.archive.locks import locked_again
from archiver.archive.preservation.copies import CHECKED, Known, faults_of, known_of, settle
from archiver.archive.preservation.from_folder import copy_in
from archiver.archive.preservation.mended import Absent, BagMended, Failed, Place, together
from archiver.archive.preservation.salvaging import salvaged
from archiver.archive.preservation.selection import being_destroyed, copies_of, is_destroyed
from archiver.counter.stores import open_store
from archiver.errors import ArchiverError, Refused, TurnLost
from archiver.locale import _
from archiver.progress import Progress, Unit
from archiver.register.facts import REPAIRED
from archiver.register.model import packages
from archiver.register.model.checks import CheckOutcome, Fault
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, CopyState
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import message
from storage.errors import RepairImpossible, StorageError, ToolMissing
from storage.fixity import FixityReport, verify_bag
from storage.medium import require
from storage.repair import Copy, RepairReport, repair_bag
from storage.store import Lock

REPAIRING = "copy.repairing"
"""Said before the first file of a copy is replaced: the end may never be entered."""


class Mending:
    """Repairs in the name of the person `by`; nothing that acts on the media have `told` of is put back.

    `folder` is where files of bags may lie that no medium has whole any more.
    """

    def __init__(
        self,
        register: Register,
        settings: ArchiveSettings,
        by: str,
        *,
        progress: Progress,
        told: Destroyed | None = None,
        folder: Path | None = None,
    ) -> None:
        self._folder = folder
        self._register, self._settings, self._by, self._progress = register, settings, by, progress
        self._told: Destroyed = told or {}

    def waiting(self, medium: Medium | None = None) -> tuple[Bag, ...]:
        """Bags with a copy that is damaged or missing, of all media in service or of one.

        Those of files that an act destroys, or has destroyed, do not wait for anything.
        """
        with self._register.reading() as work:
            destroyed = being_destroyed(work)
            kept_on = {one.id for one in work.media.all(retired=False) if medium in (None, one)}
            ids = dict.fromkeys(
                copy.bag_id
                for copy in work.copies.troubled()
                if copy.state is not CopyState.WRITING and copy.medium_id in kept_on
            )
            found = [work.bags.get(bag_id) for bag_id in ids]
            return tuple(bag for bag in found if bag.file_id not in destroyed and not is_destroyed(work, bag))

    def bag(self, bag: Bag) -> BagMended:
        """Check and repair every copy of a bag on the media at hand.

        Raises Refused when its file is destroyed or being destroyed.
        """
        with self._register.reading() as work:
            refuse_destroyed(work, bag, self._told)
            copies = copies_of(work, bag)
            known = known_of(work, bag)
        with contextlib.ExitStack() as stack:
            places: dict[str, Place] = {}
            absent = []
            for medium, copy in copies:
                try:
                    store = open_store(medium, self._settings, guard=self._register.ask_turn)
                    stack.enter_context(contextlib.closing(store))
                except ArchiverError as error:
                    absent.append(Absent(medium, error.message, copy.state is not CopyState.REGISTERED))
                    continue
                places[medium.inventory_number] = Place(medium, copy, store)
            self._progress.expect(bag.size * len(places), Unit.BYTES, bag.external_id)
            if not places:
                why = _("no medium with a copy is connected")
                return BagMended(bag, absent=tuple(absent), impossible=why)
            donors = {name for name, place in places.items() if not place.medium.in_service}
            try:
                report, trouble = self._repaired(bag, known, places.values(), donors)
            except RepairImpossible as error:
                left = self._note_hopeless(bag, known, places)
                return BagMended(bag, left=left, absent=tuple(absent), impossible=message(error))
            return self._entered(bag, known, report, places, donors, tuple(absent), trouble)

    def _repaired(
        self, bag: Bag, known: Known, places: Collection[Place], donors: set[str]
    ) -> tuple[RepairReport, str]:
        """Repair from the copies; when that is not enough, once more with what the folder has, then parity.

        Also why parity could not be used, or «».
        """
        copies = [Copy(place.name, place.store, place.copy.prefix) for place in places]
        best: RepairReport | None = None
        hopeless = RepairImpossible("no-tag-manifest")
        ids = {place.name: place.copy.id for place in places}

        def announce(name: str, paths: Sequence[str]) -> None:
            self._progress.expect(bag.size, Unit.BYTES)  # what is put back is checked once more
            with self._register.transaction(self._by) as work:
                work.trail.note(REPAIRING, f"copy:{ids[name]}", "begun", bag=bag.id, files=list(paths))

        def repaired(these: Sequence[Copy], unwritten: Collection[str]) -> RepairReport:
            return repair_bag(
                these,
                seal=bag.digest,
                known=known,
                donors=unwritten,
                progress=self._progress.done,
                announce=announce,
            )

        try:
            best = repaired(copies, donors)
        except RepairImpossible as error:
            hopeless = error
        if self._folder is not None and (best is None or best.lost):
            with copy_in(self._folder, known) as extra, contextlib.suppress(RepairImpossible):
                if extra is not None:
                    self._progress.expect(bag.size * (len(copies) + 1), Unit.BYTES)
                    best = together(best, repaired([*copies, extra], {*donors, extra.name}))
        trouble = ""
        for copy in copies:
            if best is not None and not best.lost:
                break
            try:
                with salvaged(copy) as extra, contextlib.suppress(RepairImpossible):
                    if extra is not None:
                        self._progress.expect(bag.size * (len(copies) + 1), Unit.BYTES)
                        best = together(best, repaired([*copies, extra], {*donors, extra.name}))
            except ToolMissing as error:
                trouble = message(error)
            except TurnLost:
                raise
            except ArchiverError as error:
                trouble = error.message
        if best is None:
            raise hopeless
        return best, trouble if best.lost else ""

    def _entered(
        self,
        bag: Bag,
        known: Known,
        report: RepairReport,
        places: Mapping[str, Place],
        donors: set[str],
        absent: tuple[Absent, ...],
        trouble: str,
    ) -> BagMended:
        after = {name: one for name, one in report.after.items() if name in places}
        failed = {name: Failed.by(name, error) for name, error in report.failed.items() if name in places}
        for name in failed:
            # Part of it may have been put back before the medium refused: how it stands is looked at again.
            place = places[name]
            with contextlib.suppress(StorageError):
                after[name] = verify_bag(place.store, place.copy.prefix, seal=bag.digest, known=known)
        for name, found in list(after.items()):
            place = places[name]
            try:
                require(place.store, place.medium.identity)
                lock, why = _locked(place, found)
            except StorageError as error:
                failed.setdefault(name, Failed.by(name, error))
                del after[name]  # what cannot be read of a medium that was taken away is no fault of the copy
                continue
            if why:
                failed.setdefault(name, Failed(name, why, device=False))
            if name in donors and not found.intact:
                why = _("the medium has failed, nothing is written to it")
                failed.setdefault(name, Failed(name, why, device=True))
            with self._register.transaction(self._by) as work:
                _enter(work, place, found, report, lock)
        return BagMended(
            bag,
            whole=tuple(name for name, found in after.items() if found.intact),
            left=tuple(
                (name, tuple(faults_of(places[name].copy, found)))
                for name, found in after.items()
                if not found.intact
            ),
            foreign=tuple(
                (name, tuple(faults_of(places[name].copy, found)))
                for name, found in after.items()
                if found.intact and not found.whole
            ),
            mended=tuple(one for one in report.mended if one.copy in places),
            lost=report.lost,
            absent=absent,
            failed=tuple(failed.values()),
            trouble=trouble,
        )

    def _note_hopeless(
        self, bag: Bag, known: Known, places: Mapping[str, Place]
    ) -> tuple[tuple[str, tuple[Fault, ...]], ...]:
        """Nothing could be decided: that the copies are damaged is entered all the same."""
        left = []
        for name, place in places.items():
            try:
                found = verify_bag(place.store, place.copy.prefix, seal=bag.digest, known=known)
                require(place.store, place.medium.identity)
            except StorageError:
                continue  # what cannot be read of a medium that is gone is no fault of the copy
            with self._register.transaction(self._by) as work:
                settle(work, place.copy, found)
            left.append((name, tuple(faults_of(place.copy, found))))
        return tuple(left)


def refuse_destroyed(work: Work, bag: Bag, told: Destroyed) -> None:
    """Raise Refused when the file of a bag is destroyed or being destroyed by an act.

    `told` are the acts on the media, which a register restored from before them does not know.
    """
    refuse_told_destroyed(told, work.files.get(bag.file_id))
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


def _locked(place: Place, found: FixityReport) -> tuple[Lock | None, str]:
    """The lock of a whole copy that has, or had, one: set again, for what is written anew has none."""
    copy = place.copy
    if not found.intact or (copy.locked_until is None and not copy.legal_hold):
        return None, ""
    return locked_again(place.store, copy.prefix, copy.locked_until, hold=copy.legal_hold)


def _enter(work: Work, place: Place, found: FixityReport, report: RepairReport, lock: Lock | None) -> None:
    """The repair, the check after it, and the copy's state, all in one unit of work."""
    copy, medium = place.copy, place.medium
    mended = [one for one in report.mended if one.copy == place.name]
    now = work.copies.get(copy.id)
    if now.state not in CHECKED:
        return
    check = work.checks.begin(medium, copy.id)
    outcome = CheckOutcome.PASSED if found.intact else CheckOutcome.FAULTY
    faults = tuple(faults_of(copy, found))
    work.checks.finish(check, outcome, files=found.files, size=found.size, faults=faults)
    if mended:
        work.trail.note(
            REPAIRED,
            f"copy:{copy.id}",
            "whole" if found.intact else "faulty",
            bag=copy.bag_id,
            medium=copy.medium_id,
            decision=report.decision,
            seal=report.seal,
            files=[
                {"path": one.path, "fault": one.fault, "source": one.source, "sha256": one.digest.sha256}
                for one in mended
            ],
        )
    settled = settle(work, now, found)
    if lock is not None:
        _enter_lock(work, settled, lock)


def _enter_lock(work: Work, copy: packages.Copy, lock: Lock) -> None:
    mode = lock.mode.value if lock.mode else ""
    if (copy.locked_until, copy.lock_mode, copy.legal_hold) != (lock.until, mode, lock.hold):
        work.copies.locked(copy, lock.until, mode, legal_hold=lock.hold)
