"""Holds and periods as the buckets enforce them: legal hold and lock, set, read back and remembered.

The register says what should be, a bucket what is. `project` brings the second to the first and may be
called again at any time: what could not be reached or was interrupted is simply still different.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archiver.counter.stores import open_store
from archiver.errors import ArchiverError
from archiver.register.enforcement import Enforcement, unenforced
from archiver.register.model.media import Medium
from archiver.register.register import Register
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import refusal
from storage.bag.custody import hold_bag, lock_bag, locks_of
from storage.errors import StorageError
from storage.store import Feature, Lock, Store

_PASSES = 3
"""A hold may be placed while another is being lifted: what differs afterwards is done once more."""


class Result(StrEnum):
    """What became of a copy."""

    DONE = "done"
    UNABLE = "unable"  # the store has no such thing
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Projected:
    """A copy whose lock or hold was to be changed: on which medium, what became of it, and why."""

    medium: str
    bag: str
    result: Result
    hold: bool
    until: dt.datetime | None = None
    message: str = ""


def project(
    register: Register, settings: ArchiveSettings, *, by: str, files: Collection[int] | None = None
) -> tuple[Projected, ...]:
    """Bring locks and legal holds in buckets to what the register says, of `files` or of all.

    A medium that cannot be reached is told of, not raised: the next call does what is left.
    """
    told: dict[int, Projected] = {}
    for _pass in range(_PASSES):
        with register.reading() as work:
            left = [
                one
                for one in unenforced(work.connection, work.now(), files)
                if one.copy.id not in told or told[one.copy.id].result is Result.DONE
            ]
            media = {one.copy.medium_id: work.media.get(one.copy.medium_id) for one in left}
        if not left:
            break
        for medium_id, medium in media.items():
            copies = [one for one in left if one.copy.medium_id == medium_id]
            told |= dict(_on_medium(register, settings, medium, copies, by))
    return tuple(told.values())


def _on_medium(
    register: Register, settings: ArchiveSettings, medium: Medium, copies: Sequence[Enforcement], by: str
) -> Iterator[tuple[int, Projected]]:
    number = medium.inventory_number
    try:
        store = open_store(medium, settings, guard=register.ask_turn)
    except ArchiverError as error:
        for one in copies:
            yield one.copy.id, Projected(number, one.bag, Result.FAILED, one.hold, message=error.message)
        return
    with_lock, with_hold = Feature.LOCK in store.features, Feature.HOLD in store.features
    try:
        for one in copies:
            if not with_hold and not with_lock:
                yield one.copy.id, Projected(number, one.bag, Result.UNABLE, one.hold)
                continue
            try:
                lock = _enforced(store, one, with_lock=with_lock, with_hold=with_hold)
            except StorageError as error:
                why = refusal(error, number).message
                yield one.copy.id, Projected(number, one.bag, Result.FAILED, one.hold, message=why)
                continue
            with register.transaction(by=by) as work:
                mode = lock.mode.value if lock.mode else ""
                work.copies.locked(work.copies.get(one.copy.id), lock.until, mode, legal_hold=lock.hold)
            yield one.copy.id, Projected(number, one.bag, Result.DONE, lock.hold, lock.until)
    finally:
        store.close()


def _enforced(store: Store, one: Enforcement, *, with_lock: bool, with_hold: bool) -> Lock:
    """Set what is wanted on every file of the bag; the weakest of what the store tells of afterwards."""
    prefix = one.copy.prefix
    if with_hold and one.copy.legal_hold is not one.hold:
        hold_bag(store, prefix, one.hold)
    if with_lock and one.until is not None:
        lock_bag(store, prefix, one.until)
    return weakest_lock(locks_of(store, prefix).values())


def weakest_lock(locks: Collection[Lock]) -> Lock:
    """What protects a whole bag: the lock that ends first, and a hold only when it is on every file."""
    if not locks:
        return Lock()
    least = min(locks, key=lambda lock: lock.until or dt.datetime.min.replace(tzinfo=dt.UTC))
    return Lock(least.until, least.mode, all(lock.hold for lock in locks))
