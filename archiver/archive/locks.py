"""Locks of buckets: what is written anew has none, so they are set again and read back."""

from __future__ import annotations

import datetime as dt

from archiver import clock
from archiver.wording.storage import message
from storage.bag.custody import hold_bag, lock_bag, locks_of
from storage.errors import StorageError
from storage.store import Feature, Lock, Store


def locked_again(
    store: Store, prefix: str, until: dt.datetime | None, *, hold: bool = False
) -> tuple[Lock, str]:
    """Lock every file of a bag until `until` at least, with a legal hold if `hold`, where the store can.

    Answers the weakest lock the store tells of afterwards, and why it is not the one asked for, or «».
    Raises StorageError when the store cannot be asked.
    """
    if Feature.LOCK not in store.features:
        return Lock(), ""
    why = ""
    try:
        if until is not None and until > clock.now():
            lock_bag(store, prefix, until)
        if hold:
            hold_bag(store, prefix, on=True)
    except StorageError as error:
        why = message(error)
    locks = list(locks_of(store, prefix).values())
    held = bool(locks) and all(lock.hold for lock in locks)
    least = min(locks, key=lambda lock: lock.until or dt.datetime.min.replace(tzinfo=dt.UTC), default=Lock())
    return Lock(least.until, least.mode, held), why
