"""Room on a medium: asked before anything is written."""

from __future__ import annotations

from archiver.counter.stores import Stores
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.register.model.media import Medium
from archiver.wording.storage import telling
from storage.medium import require
from storage.store import Store

_MARGIN = 8 << 20
"""Bytes beyond the documents: tag files, folders, the unit of allocation of the file system."""


def with_room(stores: Stores, medium: Medium, size: int) -> Store:
    """The store of a medium that is still itself and has room for `size` bytes more.

    Raises OutputFailed (no room, not connected) and Refused (another medium).
    """
    store = stores.open(medium)
    with telling(medium.inventory_number):
        require(store, medium.identity)
        free = store.space().free
    if free is not None and free < size + _MARGIN:
        raise OutputFailed(
            _(
                "The medium {number} has no room: {need} MB are needed, {free} MB are free. "
                "Take another medium; what is registered stays as it is."
            ).format(number=medium.inventory_number, need=(size + _MARGIN) // 2**20 + 1, free=free // 2**20)
        )
    return store
