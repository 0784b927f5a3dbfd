"""Why a file is kept or may go: rule, mandate, trigger, arithmetic, holds, and the locks as they are.

The locks are read back from the stores: what the register believes of them is shown beside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from archiver import clock
from archiver.archive.custody.closing import closure_of
from archiver.archive.custody.identity import record_of
from archiver.archive.custody.naming import file_named
from archiver.archive.custody.projection import weakest_lock
from archiver.archive.custody.schedule import rule_of, schedule_of
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.errors import ArchiverError
from archiver.permissions import Permission
from archiver.register.enforcement import lock_moment
from archiver.register.model.disposal import Hold
from archiver.register.model.files import File
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy, CopyState
from archiver.settings.tables import Settings
from archiver.wording.storage import refusal
from retention.clock import Explanation, explain
from retention.schedule import Version
from storage.bag.custody import locks_of
from storage.errors import StorageError
from storage.store import Feature, Lock


class Seen(StrEnum):
    """What a store said of a copy's lock."""

    AS_WANTED = "as-wanted"
    WEAKER = "weaker"  # ends too early, or the hold is not as the register asks
    NO_LOCKS = "no-locks"  # a disk: nothing to be read
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class CopyLock:
    """A copy on a medium: what the register remembers, what the store tells now, and what to make of it."""

    medium: Medium
    bag: Bag
    copy: Copy
    seen: Seen
    lock: Lock = field(default_factory=Lock)
    message: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """All there is to say of a file's retention on a day."""

    file: File
    told: Explanation
    version: Version
    holds: tuple[Hold, ...]
    lifted: tuple[Hold, ...]
    copies: tuple[CopyLock, ...]

    @property
    def well(self) -> bool:
        """Whether every store that could be asked enforces what it should, and all could be asked."""
        return all(one.seen in {Seen.AS_WANTED, Seen.NO_LOCKS} for one in self.copies)


@use_case(Permission.ARCHIVE_LOOK)
def why(session: Session, name: str) -> Why:
    """Explain a file today and ask every store that is there for its locks.

    `name` is its id, or a group with one file. Raises Refused for an unknown one, ArchiverError when the
    schedule knows no such series.
    """
    settings, today = session.settings, session.today
    with session.looking() as work:
        file = file_named(work, name, college=settings.college.short_name)
        schedule = schedule_of(work, settings)
        rule = rule_of(schedule, file.series, today)
        told = explain(record_of(file, rule, closure_of(work, file)), schedule, today)
        all_holds = work.holds.of_file(file.id, active=False)
        on_media = [
            (work.media.get(copy.medium_id), bag, copy)
            for bag in work.bags.of_file(file.id)
            for copy in work.copies.of_bag(bag.id)
            if copy.state is not CopyState.ERASED
        ]
    holds = tuple(hold for hold in all_holds if hold.lifted_at is None)
    return Why(
        file,
        told,
        next(version for version in schedule.versions if version.number == rule.version),
        holds,
        tuple(hold for hold in all_holds if hold.lifted_at is not None),
        tuple(_asked(settings, file, bool(holds), *one) for one in on_media),
    )


def _asked(settings: Settings, file: File, held: bool, medium: Medium, bag: Bag, copy: Copy) -> CopyLock:
    try:
        store = open_store(medium, settings.archive)
    except ArchiverError as error:
        return CopyLock(medium, bag, copy, Seen.UNREACHABLE, message=error.message)
    try:
        if not {Feature.LOCK, Feature.HOLD} & store.features:
            return CopyLock(medium, bag, copy, Seen.NO_LOCKS)
        lock = weakest_lock(locks_of(store, copy.prefix).values())
    except StorageError as error:
        why = refusal(error, medium.inventory_number).message
        return CopyLock(medium, bag, copy, Seen.UNREACHABLE, message=why)
    finally:
        store.close()
    wanted = lock_moment(file.keep_until, now=clock.now())
    short = wanted is not None and (lock.until is None or lock.until < wanted)
    return CopyLock(
        medium, bag, copy, Seen.WEAKER if short or lock.hold is not held else Seen.AS_WANTED, lock
    )
