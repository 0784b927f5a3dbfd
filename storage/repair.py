"""Repair: a damaged or missing file is put back from a copy that is proven good, and the bag is checked
again.

Which content is right is decided by the seal the register keeps (the SHA-256 of tagmanifest-sha256.txt,
signed off at deposit) with the digests that belong to it, else by the majority of copies whose manifests hold
together, never by a guess. A damaged file is replaced only when the good one has been written beside it and
read back (Store.replace), so a repair that is killed leaves the old state or the new one of each file, and is
done by calling it again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from storage.bag.custody import keys_of
from storage.bag.layout import COMMIT
from storage.bag.manifest import ordered
from storage.digests import Digest
from storage.errors import (
    ContentDiffers,
    HostileEntry,
    Missing,
    ReadBackDiffers,
    StorageError,
    StoreFailed,
    Unsupported,
)
from storage.fixity import verify_bag
from storage.fixity_values import Fault, FaultKind, FixityReport
from storage.keys import joined
from storage.repair_truth import Decision, Truth, find_truth
from storage.source import BytesSource
from storage.store import Feature, Store

__all__ = ["Copy", "Decision", "Mended", "RepairReport", "repair_bag"]

Progress = Callable[[int], None]
Announce = Callable[[str, Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a bag: where it lies, and what reports call it (an inventory number)."""

    name: str
    store: Store
    prefix: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that was put back: what was wrong, from which copy the content came, and its digest."""

    copy: str
    path: str
    fault: FaultKind
    source: str
    digest: Digest


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was decided by what, what was put back, what nobody had, and how each copy stands afterwards.

    `lost` are paths of which no copy has the right content. `after` is a full check by name of copy; extra
    files are named there and left alone: whose they are, only a person can say. `failed` are copies that
    could not be written or read, with the error.
    """

    decision: Decision
    seal: str
    mended: tuple[Mended, ...]
    lost: tuple[str, ...]
    after: dict[str, FixityReport]
    failed: dict[str, StorageError] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether all copies are proven whole now."""
        return not self.failed and all(report.whole for report in self.after.values())


def repair_bag(
    copies: Sequence[Copy],
    *,
    seal: str | None = None,
    known: Mapping[str, Digest] | None = None,
    donors: Collection[str] = (),
    progress: Progress | None = None,
    announce: Announce | None = None,
) -> RepairReport:
    """Check all copies, decide which content is right, put back what differs, and check again.

    `known` is every file as the register keeps it (see verify_bag). Copies named in `donors` give what they
    have and are not written to. `announce` hears of each copy, and of its files that are to be put back,
    before any is.
    Raises RepairImpossible when nothing proves a content right (nothing is written then).
    """
    progress = progress or (lambda _bytes: None)
    announce = announce or (lambda _copy, _paths: None)
    failed: dict[str, StorageError] = {}
    before: dict[str, FixityReport] = {}
    for copy in copies:
        try:
            if copy.name not in donors:
                copy.store.sweep(copy.prefix)
            before[copy.name] = verify_bag(copy.store, copy.prefix, seal=seal, known=known, progress=progress)
        except StorageError as error:
            failed[copy.name] = error
    able = [copy for copy in copies if copy.name in before]
    truth = find_truth([(copy.name, copy.store, copy.prefix) for copy in able], seal, known)
    mended: list[Mended] = []
    lost: set[str] = set()
    after: dict[str, FixityReport] = {}
    for copy in able:
        work = _Mending(copy, able, before, truth, lost)
        try:
            if copy.name not in donors:
                work.go(announce)
            if work.done:
                after[copy.name] = verify_bag(
                    copy.store, copy.prefix, seal=truth.seal, known=known, progress=progress
                )
            else:
                after[copy.name] = before[copy.name]
        except StorageError as error:
            failed[copy.name] = error
        mended += work.done
    return RepairReport(truth.decision, truth.seal, tuple(mended), tuple(ordered(lost)), after, failed)


class _Mending:
    """Putting back one copy's files."""

    def __init__(
        self,
        copy: Copy,
        copies: Sequence[Copy],
        before: dict[str, FixityReport],
        truth: Truth,
        lost: set[str],
    ) -> None:
        self.copy, self.copies, self.truth, self.lost = copy, copies, truth, lost
        self.before = before
        self.faulty = {name: {fault.path for fault in report.faults} for name, report in before.items()}
        self.done: list[Mended] = []

    def go(self, announce: Announce) -> None:
        faults = {fault.path: fault for fault in self.before[self.copy.name].faults}
        damaged = {path: faults.get(path) or self._difference(path) for path in self.truth.digests}
        if paths := ordered(path for path, fault in damaged.items() if fault):
            announce(self.copy.name, paths)
        try:
            self._put_back_all(damaged)
        finally:
            if self.done:
                self._lock_like_the_others()

    def _put_back_all(self, damaged: Mapping[str, Fault | None]) -> None:
        # bagit.txt comes last here too: a bag that is only half put back stays recognisable as no bag.
        refused: HostileEntry | None = None
        for path, fault in sorted(damaged.items(), key=lambda one: (one[0] == COMMIT, one[0].encode())):
            try:
                if fault:
                    self._mend(path, fault)
            except HostileEntry as error:  # a linked folder bars the way to this file, not to the others
                refused = error
        if refused:
            raise refused

    def _difference(self, path: str) -> Fault | None:
        """What is wrong with a file in a copy whose own manifests are not the right ones."""
        if self.copy.name in self.truth.agreeing:
            return None
        try:
            found = self.copy.store.read_back(joined(self.copy.prefix, path)).digest
        except Missing:
            return Fault(path, FaultKind.MISSING)
        except StorageError as error:
            return Fault(path, FaultKind.UNREADABLE, error.code)
        return None if self.truth.digests[path].fits(found) else Fault(path, FaultKind.CHANGED)

    def _mend(self, path: str, fault: Fault) -> None:
        key = joined(self.copy.prefix, path)
        wanted = self.truth.digests[path]
        made = self.truth.contents.get(path)
        if made is not None:
            self._put_back(path, fault, "manifests", BytesSource(made).digest(), made)
            return
        for donor in self.copies:
            if donor.name == self.copy.name:
                continue
            if self.truth.by_register and path in self.faulty[donor.name]:
                continue  # nor is it read: it may be endless
            try:
                digest = donor.store.read_back(joined(donor.prefix, path)).digest
            except StorageError:
                continue
            if not wanted.fits(digest):
                continue
            try:
                self.copy.store.replace(key, donor.store.source(joined(donor.prefix, path)), digest)
            except ReadBackDiffers:
                raise  # this medium does not keep what is written to it
            except (Missing, ContentDiffers):
                continue  # the donor went bad between two readings
            except StoreFailed as error:
                if error.place != donor.store.place:
                    raise
                continue
            self._settle(path, fault, donor.name, digest)
            return
        self.lost.add(path)

    def _put_back(self, path: str, fault: Fault, source: str, digest: Digest, content: bytes) -> None:
        self.copy.store.replace(joined(self.copy.prefix, path), BytesSource(content), digest)
        self._settle(path, fault, source, digest)

    def _settle(self, path: str, fault: Fault, source: str, digest: Digest) -> None:
        self.done.append(Mended(self.copy.name, path, fault.kind, source, digest))

    def _lock_like_the_others(self) -> None:
        """New versions have no locks of their own: give them the longest of their bag's files."""
        store = self.copy.store
        if Feature.LOCK not in store.features:
            return
        until, held = None, False
        for key in keys_of(store, self.copy.prefix):
            try:
                lock = store.lock_of(key)
            except (Missing, Unsupported, HostileEntry, StoreFailed):
                continue
            held = held or lock.hold
            until = max(filter(None, (until, lock.until)), default=None)
        for key in (joined(self.copy.prefix, one.path) for one in self.done):
            if until:
                store.lock(key, until)
            if held:
                store.hold(key, True)
