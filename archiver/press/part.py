"""A part: the pages of one section, laid in this process or set by the engine and kept on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of one (subject, subgroup, term), without numbers and without anything of the whole.

    `key` is the hex SHA-256 over what is printed, the template, the fonts and the versions of the
    engine; the same key means the same bytes. `path` is the PDF in the part cache. `spreads` are the pages,
    from 0, at which marks with facing topics begin, each with whether it must lie on the left.
    """

    key: str
    path: Path
    pages: int
    spreads: tuple[tuple[int, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class LaidPart:
    """Pages laid into a form: their content streams, to be bound at once and never kept.

    `key` is the hex SHA-256 of the streams; `faces` are those they show, `size` is the sheet's in points.
    `spreads` are as in `Part`.
    """

    key: str
    contents: tuple[bytes, ...]
    faces: frozenset[str]
    size: tuple[float, float]
    spreads: tuple[tuple[int, bool], ...] = ()

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self.contents)
