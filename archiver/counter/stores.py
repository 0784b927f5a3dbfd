"""The media of a run: each opened once, when it is needed, guarded by the run's turn, closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeVar

from archiver.counter.media_stores import open_store
from archiver.errors import ArchiverError
from archiver.register.model.media import Medium
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import refusal
from storage.errors import StorageError
from storage.store import Store

T = TypeVar("T")


class Stores:
    """Open stores of `media` and of others by their card; `guard` is asked before each change of one.

    `absent` says by inventory number why a medium could not be asked: nothing more is asked of it.
    """

    def __init__(
        self,
        settings: ArchiveSettings,
        *,
        media: Iterable[Medium] = (),
        guard: Callable[[], None] | None = None,
    ) -> None:
        self._settings, self._guard = settings, guard
        self._media = {medium.inventory_number: medium for medium in media}
        self._open: dict[int, Store] = {}
        self.absent: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        for store in self._open.values():
            store.close()

    def open(self, medium: Medium) -> Store:
        """The store, recognised; raises OutputFailed (not connected) and Refused (another medium)."""
        if medium.id not in self._open:
            self._open[medium.id] = open_store(medium, self._settings, guard=self._guard)
        return self._open[medium.id]

    def reached(self, medium: Medium) -> Store | None:
        """The store; None when it is not connected or another one, which `absent` then tells."""
        number = medium.inventory_number
        if number in self.absent:
            return None
        try:
            return self.open(medium)
        except ArchiverError as error:
            self.absent[number] = error.message
            return None

    def get(self, number: str) -> Store | None:
        """As `reached`, of one of `media`; None for a number that is none of theirs."""
        medium = self._media.get(number)
        return None if medium is None else self.reached(medium)

    def lose(self, number: str, error: StorageError) -> None:
        """A medium stopped answering: nothing more is asked of it in this run."""
        self.absent[number] = refusal(error, number).message

    def each(self, ask: Callable[[Store], Iterator[T]]) -> Iterator[T]:
        """What every one of `media` that is in service and connected answers."""
        for number, medium in self._media.items():
            store = self.reached(medium) if medium.retired_on is None else None
            if store is None:
                continue
            try:
                yield from ask(store)
            except StorageError as error:
                self.lose(number, error)
