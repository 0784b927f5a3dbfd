"""A plate: what the engine found out about a document, kept as numbers; pixels from the top left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How a run is set: face, size in px, extra space after each letter in px."""

    face: str
    size: float
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its box, how its lines are aligned, the baseline of each.

    `styles` are by the names of markup.Run; `lines` counts the lines of each chunk. What does not wrap
    stays on its line however long it is (CSS `white-space: nowrap`).
    """

    left: float
    width: float
    align: str
    baselines: tuple[float, ...]
    lines: tuple[int, ...]
    styles: dict[str, Style]
    wraps: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal line to write on: from where to where, how far down, how wide."""

    start: float
    end: float
    down: float
    width: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The table that rows are stacked in: where it begins, its head, its rules; see RowPlate for a row.

    `edges` are the middles of its vertical rules, `rule` their width. Places in `head` are relative to
    the top of the head, which is `head_height` high.
    """

    top: float
    head: tuple[Place, ...]
    head_height: float
    edges: tuple[float, ...]
    rule: float
    repeated_top: float
    after_height: float
    after_rules: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class RowPlate:
    """A row of a shape: its height, and places relative to its top."""

    skeleton: str
    height: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands in the margin of every page: text before, between and after «page» and «of pages»."""

    words: tuple[str, str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class Plate:
    """A document of one skeleton and shape. `drawing` is all but words, as PDF operators."""

    skeleton: str
    width: float
    height: float
    bottom: float
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    drawing: str
    picture: tuple[float, float, float] | None
    rows: Rows | None
    footer: Footer | None
