"""The media of an execution: opened when needed, and told of when they are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeVar

from archiver.errors import ArchiverError
from archiver.media_stores import open_store
from archiver.register.model.media import Medium
from archiver.session import Session
from archiver.storage_refusals import refusal
from storage.errors import StorageError
from storage.store import Store

T = TypeVar("T")


class Shelves:
    """Open stores by inventory number; `absent` says why a medium could not be asked.

    Each is guarded by the turn that the run holds of the session's register.
    """

    def __init__(self, media: Iterable[Medium], session: Session) -> None:
        self._media = {medium.inventory_number: medium for medium in media}
        self._settings, self._guard = session.settings.archive, session.register.ask_turn
        self._open: dict[str, Store] = {}
        self.absent: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        for store in self._open.values():
            store.close()

    def get(self, number: str) -> Store | None:
        """The store of a medium, recognised; None when it is not connected, retired, or another one."""
        medium = self._media.get(number)
        if number in self.absent or medium is None:
            return None
        if number not in self._open:
            try:
                self._open[number] = open_store(medium, self._settings, guard=self._guard)
            except ArchiverError as error:
                self.absent[number] = error.message
                return None
        return self._open[number]

    def lose(self, number: str, error: StorageError) -> None:
        """A medium stopped answering: nothing more is asked of it in this run."""
        self.absent[number] = refusal(error, number).message

    def each(self, ask: Callable[[Store], Iterator[T]]) -> Iterator[T]:
        """What every medium in service that is connected answers."""
        for number, medium in self._media.items():
            store = self.get(number) if medium.retired_on is None else None
            if store is None:
                continue
            try:
                yield from ask(store)
            except StorageError as error:
                self.lose(number, error)
