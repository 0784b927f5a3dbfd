"""Progress of a long run, as use cases tell it: nothing here shows anything (cli/telling/progress.py does).

A use case is handed a `Progress` by its door. Each of its methods may raise `Stopped`: that is how whoever
watches a run ends it, from whatever thread it runs in.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol, Self


class Unit(Enum):
    """What is counted."""

    GROUPS = auto()
    """Study groups, in binding."""
    FILES = auto()
    """Files of the archive («дела»)."""
    PAGES = auto()
    ANSWERS = auto()
    """Of the module, asked one by one."""
    BYTES = auto()
    """Written, or read back and compared."""


class Stopped(KeyboardInterrupt):
    """The run is wanted no more: it ends as at Ctrl-C, with what is ready kept and nothing half-written."""


class Progress(Protocol):
    """What a run reports, inside a `with` block of its door."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_exc: object) -> None: ...

    def expect(self, total: int, unit: Unit, of: str = "") -> None:
        """So many more are to be done (fewer, when negative), from now on those of the medium or bag `of`."""

    def done(self, count: int, unit: Unit = Unit.BYTES) -> None:
        """So many more are done."""

    def line(self, text: str) -> None:
        """Something is done, or to be known: a line for the user."""


class Silent:
    """Shows nothing, stops nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None

    def expect(self, total: int, unit: Unit, of: str = "") -> None:
        """Nothing to show."""

    def done(self, count: int, unit: Unit = Unit.BYTES) -> None:
        """Nothing to show."""

    def line(self, text: str) -> None:
        """Nothing to show."""
