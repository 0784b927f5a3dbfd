"""What is done to a bag as a whole: finding, locking, holding, erasing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from storage.bag.layout import COMMIT, MOST_FILES, parity_prefix
from storage.bag.reading import is_bag
from storage.errors import BagConflict, BagRefused, HostileEntry
from storage.keys import joined
from storage.store import Erased, Lock, Store


def find_bags(store: Store, prefix: str = "") -> Iterator[str]:
    """The prefixes of all finished bags of a medium, for rebuilding a register from the media alone.

    A bagit.txt inside another bag's documents is found too; documents of ours never have that name.
    """
    for entry in store.list(prefix):
        above, _, name = entry.key.rpartition("/")
        if name == COMMIT and not entry.offence:
            yield above


def keys_of(store: Store, prefix: str, *, hidden: bool = False) -> list[str]:
    """All keys under a bag's prefix, sorted. Raises HostileEntry, BagRefused (too-many-entries)."""
    keys = []
    for entry in store.list(prefix, hidden=hidden):
        if entry.offence:
            raise HostileEntry(store.place, entry.key, entry.offence)
        keys.append(entry.key)
        if len(keys) > MOST_FILES:
            raise BagRefused(prefix, "too-many-entries")
    return sorted(keys)


def lock_bag(store: Store, prefix: str, until: dt.datetime, *, bypass: bool = False) -> dict[str, Lock]:
    """Forbid erasing any file of the bag until `until` (UTC); what the store says of each afterwards, by key.

    May be repeated: a file locked so long already is left. Raises Unsupported, StoreDenied, LockNotKept.
    """
    return {key: store.lock(key, until, bypass=bypass) for key in keys_of(store, prefix)}


def hold_bag(store: Store, prefix: str, on: bool) -> dict[str, Lock]:
    """Set or lift the legal hold of every file; what the store says afterwards.

    Raises Unsupported, LockNotKept.
    """
    return {key: store.hold(key, on) for key in keys_of(store, prefix)}


def locks_of(store: Store, prefix: str) -> dict[str, Lock]:
    """What the store says of every file's lock and hold. Raises Unsupported."""
    return {key: store.lock_of(key) for key in keys_of(store, prefix)}


def erase_bag(
    store: Store, prefix: str, *, bypass: bool = False, known: Collection[str] = ()
) -> tuple[Erased, ...]:
    """Erase the bag and its parity: bagit.txt first, so that what an interruption leaves is no bag.

    On buckets every version, delete marker and unfinished upload. May be repeated until all answers are
    `gone` and a further call answers nothing; a refused file does not stop the others. `known` are keys that
    are erased whether a list shows them or not.
    """
    for below in (prefix, parity_prefix(prefix)):
        store.sweep(below)  # first: where nothing can be listed any more, nothing unfinished is left either
    commit = joined(prefix, COMMIT)
    keys = keys_of(store, prefix, hidden=True) + keys_of(store, parity_prefix(prefix), hidden=True)
    keys += sorted(set(known) - set(keys))
    first = [commit] if commit in keys else []
    answers = [
        answer
        for key in first + [key for key in keys if key != commit]
        for answer in store.erase(key, bypass=bypass)
    ]
    return tuple(answers)


def abandon_bag(store: Store, prefix: str) -> tuple[Erased, ...]:
    """Erase a bag that was never finished; raises BagConflict when there is a finished one."""
    if is_bag(store, prefix):
        raise BagConflict(store.place, prefix, [COMMIT])
    return erase_bag(store, prefix)
