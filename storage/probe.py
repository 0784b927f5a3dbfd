"""What a bucket really enforces: it is written to, robbed of, and asked again; nothing it says of itself
counts.

Servers exist that answer 200 to a lock and keep none, or take a wrong checksum for a right one. A probe
writes small objects under a name of its own, tries what must fail, and notes for each fact what happened. The
lock is GOVERNANCE
for some seconds, so that nothing is left behind.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.errors import StorageError, StoreUnreachable
from storage.probe_facts import Fact, Outcome

if TYPE_CHECKING:
    from storage.s3.store import S3Store

__all__ = ["Fact", "Outcome", "Verdict", "probe_bucket"]

LOCK_SECONDS = 6
"""Long enough to try everything against, short enough to wait for."""
_WORM = ("versioning", "lock", "lock-delete", "lock-shorten", "lock-overwrite")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The facts, when they were found (UTC), of what place, and what could not be cleaned away."""

    place: str
    identity: str
    when: dt.datetime
    facts: tuple[Fact, ...]
    leftovers: tuple[str, ...]

    def outcome(self, name: str) -> Outcome:
        """What was found of a fact; UNKNOWN when it was not tried."""
        return next((fact.outcome for fact in self.facts if fact.name == name), Outcome.UNKNOWN)

    @property
    def worm(self) -> bool:
        """Whether it may be called write once, read many: every fact a lock consists of is enforced."""
        return all(self.outcome(name) is Outcome.ENFORCED for name in _WORM)


def probe_bucket(store: S3Store, now: Callable[[], dt.datetime]) -> Verdict:
    """Try everything on `store` and return the verdict; takes some seconds more than LOCK_SECONDS.

    `now` is asked for this moment, with its zone: locks are set and waited for by the caller's clock.

    Facts: list, conditional-put, conditional-multipart, content-md5, checksum, read-back, versioning, lock,
    lock-delete, lock-shorten, lock-overwrite, lock-bypass, lock-expiry, hold, hold-delete, delete. Raises
    StoreUnreachable, StoreDenied when nothing at all can be written.
    """
    from storage.probe_trials import Trials

    when = now()
    trials = Trials(store, dt.timedelta(seconds=LOCK_SECONDS), now)
    try:
        facts = tuple(trials.all())
    finally:
        leftovers = tuple(_clean(store, trials.prefix))
    return Verdict(store.place, store.identity(), when, facts, leftovers)


def _clean(store: S3Store, prefix: str) -> Iterator[str]:
    """Erase what the trials wrote; what is locked still is waited for, once."""
    for patience in (0, LOCK_SECONDS + 1):
        try:
            left = [entry.key for entry in store.list(prefix, hidden=True)]
            if left and patience:
                time.sleep(patience)
            for key in left:
                store.erase(key, bypass=True)
        except StoreUnreachable:
            raise
        except StorageError:
            continue
    yield from (entry.key for entry in store.list(prefix, hidden=True))
