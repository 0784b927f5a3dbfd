"""Room on a medium: asked before anything is written."""

from __future__ import annotations

from collections.abc import Collection

from archiver.counter.stores import Stores
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.register.model.media import Medium
from archiver.wording.storage import telling
from storage.medium import require
from storage.store import Store

_TAG_FILES, _FOLDERS = 8, 5
_TAGS, _TAGS_OF_A_FILE = 16 << 10, 2 << 10
"""Bytes of the tag files of a bag at most: what every bag has, and for each document (digests, PREMIS)."""


def room_for(sizes: Collection[int], unit: int) -> int:
    """Bytes that a bag with documents of these sizes takes where files take whole units."""
    tags = _TAGS + _TAGS_OF_A_FILE * len(sizes)
    return (
        sum(-(-size // unit) * unit for size in sizes)
        + -(-tags // unit) * unit
        + (_TAG_FILES + _FOLDERS) * unit
    )


def with_room(stores: Stores, medium: Medium, sizes: Collection[int]) -> Store:
    """The store of a medium that is still itself and has room for a bag with documents of these sizes.

    Raises OutputFailed (no room, not connected) and Refused (another medium).
    """
    store = stores.open(medium)
    with telling(medium.inventory_number):
        require(store, medium.identity)
        space = store.space()
    free, need = space.free, room_for(sizes, space.unit)
    if free is not None and free < need:
        raise OutputFailed(
            _(
                "The medium {number} has no room: {need} MB are needed, {free} MB are free. "
                "Take another medium; what is registered stays as it is."
            ).format(number=medium.inventory_number, need=-(-need // 2**20), free=free // 2**20)
        )
    return store
