"""The media of a run: opened when first needed, all of them before the first byte, closed at the end."""

from __future__ import annotations

from typing import Self

from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.media_stores import open_store
from archiver.register.model.media import Medium
from archiver.register.register import Register
from archiver.settings_of_archive import ArchiveSettings
from archiver.storage_refusals import telling
from storage.medium import require
from storage.store import Store

_MARGIN = 8 << 20
"""Bytes beyond the documents: tag files, folders, the unit of allocation of the file system."""


class Shelves:
    """Open stores by medium, each guarded by the turn that the run holds of `register`."""

    def __init__(self, register: Register, settings: ArchiveSettings) -> None:
        self._register, self._settings = register, settings
        self._open: dict[int, Store] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        for store in self._open.values():
            store.close()

    def fetch(self, media: list[Medium]) -> None:
        """Open and recognise media; raises OutputFailed (not connected) and Refused (another medium)."""
        for medium in media:
            if medium.id not in self._open:
                self._open[medium.id] = open_store(medium, self._settings, guard=self._register.ask_turn)

    def ready(self, medium: Medium, size: int) -> Store:
        """The store of a medium that is still itself and has room for `size` bytes more."""
        self.fetch([medium])
        store = self._open[medium.id]
        with telling(medium.inventory_number):
            require(store, medium.identity)
            free = store.space().free
        if free is not None and free < size + _MARGIN:
            raise OutputFailed(
                _(
                    "The medium {number} has no room: {need} MB are needed, {free} MB are free. "
                    "Take another medium; what is registered stays as it is."
                ).format(
                    number=medium.inventory_number, need=(size + _MARGIN) // 2**20 + 1, free=free // 2**20
                )
            )
        return store
