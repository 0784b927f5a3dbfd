"""Fixity: whether a bag is byte for byte what was deposited, and the name of every file that is not.

The comparison is always complete. Each file is judged by the digests the register keeps of it. A bag whose
register is lost is judged by itself: each file by two manifests, each manifest by two tag manifests, the tag
manifests by each other, by their canonical form and by the seal; so a damaged manifest is told from a damaged
document, and no bit of a bag is outside of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from storage.bag.layout import TAG_MANIFESTS
from storage.bag.manifest import ordered
from storage.digests import ALGORITHMS, Digest
from storage.errors import HostileEntry, Missing, StorageError, StoreUnreachable
from storage.fixity_claims import Claims, proven, read_claims
from storage.fixity_values import Budget, Cursor, Fault, FaultKind, FixityReport
from storage.keys import joined
from storage.store import Store, Way, weakest

__all__ = ["Budget", "Cursor", "Fault", "FaultKind", "FixityReport", "verify_bag"]

Progress = Callable[[int], None]


def verify_bag(
    store: Store,
    prefix: str,
    *,
    seal: str | None = None,
    known: Mapping[str, Digest] | None = None,
    budget: Budget | None = None,
    cursor: Cursor | None = None,
    progress: Progress | None = None,
) -> FixityReport:
    """Compare everything under `prefix` with what the bag, and the register's `seal`, say it must be.

    `known` is every file of the bag as the register keeps it; it is believed when it agrees with the seal,
    and then it alone judges. Reads every file past the page cache. With a `budget` it stops after the file
    that reaches it; its report's `cursor` given to the next call goes on there. `progress` is told bytes as
    they are compared.
    Raises StoreUnreachable when the medium is gone; all else that is wrong is a Fault.
    """
    check = _Check(store, prefix, proven(known, seal), progress or (lambda _bytes: None))
    with store.visit():
        return check.go(seal, budget or Budget(), cursor)


class _Check:
    def __init__(self, store: Store, prefix: str, known: Mapping[str, Digest], progress: Progress) -> None:
        self.store, self.prefix, self.known, self.progress = store, prefix, known, progress
        self.found: dict[str, Fault] = {}
        self.files = self.size = 0
        self.way: Way | None = None

    def go(self, seal: str | None, budget: Budget, cursor: Cursor | None) -> FixityReport:
        claims = read_claims(self.store, self.prefix, seal, self.known)
        for fault in claims.faults:
            self._fault(fault)
        after = ""
        if cursor and cursor.basis == claims.basis:
            after, self.files, self.size, self.way = cursor.after, cursor.files, cursor.size, cursor.way
            for fault in cursor.faults:
                self._fault(fault)
        start, begun = time.monotonic(), self.size
        there = claims.present.keys() & self.known.keys() if self.known else claims.present
        paths = [path for path in ordered(there) if path.encode() > after.encode()]
        for number, path in enumerate(paths, 1):
            self._compare(path, claims)
            spent = self.size - begun
            over = budget.size is not None and spent >= budget.size
            late = budget.seconds is not None and time.monotonic() - start >= budget.seconds
            if (over or late) and number < len(paths):
                return self._report(claims, path)
        self._oxum(claims)
        return self._report(claims, None)

    def _report(self, claims: Claims, after: str | None) -> FixityReport:
        faults = tuple(self.found[path] for path in ordered(self.found))
        cursor = None
        if after is not None:
            cursor = Cursor(claims.basis, after, faults, self.files, self.size, self.way)
        return FixityReport(self.prefix, faults, self.files, self.size, claims.seal, self.way, cursor)

    def _fault(self, fault: Fault) -> None:
        # The first thing found about a file is the nearest to its cause.
        self.found.setdefault(fault.path, fault)

    def _compare(self, path: str, claims: Claims) -> None:
        expected = self.known.get(path)
        if expected is not None and expected.size != claims.present[path]:
            # Not read: what is of another length is another file, and may be endless.
            self._fault(Fault(path, FaultKind.CHANGED, "", expected.sha256))
            return
        try:
            back = self.store.read_back(joined(self.prefix, path))
        except StoreUnreachable:
            raise
        except Missing:
            self._fault(Fault(path, FaultKind.MISSING))
            return
        except HostileEntry as error:
            self._fault(Fault(path, FaultKind.HOSTILE, error.offence))
            return
        except StorageError as error:
            self._fault(Fault(path, FaultKind.UNREADABLE, error.code))
            return
        self.files += 1
        self.size += back.digest.size
        self.way = back.way if self.way is None else weakest((self.way, back.way))
        self.progress(back.digest.size)
        if expected is not None:
            if expected != back.digest:
                self._fault(Fault(path, FaultKind.CHANGED, "", expected.sha256, back.digest.sha256))
        elif path not in TAG_MANIFESTS.values():
            self._judge(path, back.digest, claims)

    def _judge(self, path: str, digest: Digest, claims: Claims) -> None:
        """Two manifests judge: both against the file condemn it, one alone condemns itself."""
        if claims.judge("sha256", path) in claims.trusted and claims.of("sha256", path) != digest.sha256:
            expected = claims.of("sha256", path)
            kind = FaultKind.CHANGED if expected else FaultKind.EXTRA
            self._fault(Fault(path, kind, "", expected or "", digest.sha256))
            return
        said = {algorithm: claims.of(algorithm, path) for algorithm in ALGORITHMS}
        right = {algorithm for algorithm, claim in said.items() if claim == digest.of(algorithm)}
        wrong = {algorithm for algorithm, claim in said.items() if claim} - right
        if not right and not wrong:
            return  # nobody lists it: named as extra already
        if not right:
            self._fault(Fault(path, FaultKind.CHANGED, "", claims.of("sha256", path) or "", digest.sha256))
            return
        for algorithm in sorted(set(ALGORITHMS) - right):
            judge = claims.judge(algorithm, path)
            if judge in claims.present:
                self._fault(Fault(judge, FaultKind.CHANGED, "contradicts"))

    def _oxum(self, claims: Claims) -> None:
        payload = [fault for path, fault in self.found.items() if path.startswith("data/")]
        if claims.oxum_lies and not payload:
            self._fault(Fault("bag-info.txt", FaultKind.LIES, "oxum-lies"))
