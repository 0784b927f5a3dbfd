"""Small files that a medium keeps in one folder, where anybody may have put or changed some."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storage.bag.layout import MOST_FILES
from storage.errors import BagRefused, StorageError, StoreUnreachable
from storage.store import Entry, Store


def listed(store: Store, folder: str) -> Iterator[Entry]:
    """What lies in the folder; a medium that lists without end is refused (BagRefused, too-many-entries)."""
    for count, entry in enumerate(store.list(folder)):
        if count >= MOST_FILES:
            raise BagRefused(folder, "too-many-entries")
        yield entry


def small_files(
    store: Store, folder: str, largest: int, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    """Keys and contents of the files whose key is `wanted`, of at most `largest` bytes.

    One that cannot be read is passed over. Raises StoreUnreachable, and StorageErrors of listing.
    """
    for entry in listed(store, folder):
        if entry.offence or entry.size > largest or not wanted(entry.key):
            continue
        try:
            content = store.read(entry.key, largest)
        except StoreUnreachable:
            raise
        except StorageError:
            continue
        yield entry.key, content
