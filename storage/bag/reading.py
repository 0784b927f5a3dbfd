"""Reading what a bag says of itself, from a medium that may be damaged or hostile."""

from __future__ import annotations

from storage.bag import info
from storage.bag.layout import COMMIT, INFO, LARGEST_TAG
from storage.errors import BagRefused
from storage.keys import joined
from storage.store import Store


def is_bag(store: Store, prefix: str) -> bool:
    """Whether a bag was finished there; says nothing of its being whole."""
    return store.stat(joined(prefix, COMMIT)) is not None


def read_info(store: Store, prefix: str) -> tuple[tuple[str, str], ...]:
    """Labels and values of bag-info.txt, unverified. Raises Missing, BagRefused."""
    return info.parse(read_tag(store, prefix, INFO))


def read_tag(store: Store, prefix: str, path: str) -> bytes:
    """A tag file whole. Raises Missing, HostileEntry, BagRefused (too-large)."""
    content = store.read(joined(prefix, path), LARGEST_TAG)
    if len(content) > LARGEST_TAG:
        raise BagRefused(path, "too-large")
    return content
