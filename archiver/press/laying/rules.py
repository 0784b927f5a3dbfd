"""Rules of the marks grid: between students, lessons and months, interrupted where a cell spans columns.

Where two rules of a table meet, the wider one shows (CSS 2.2, 17.6.2); every rule is one stroke from end
to end, which is why a page is small.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.press.laying.canvas import Canvas
from archiver.press.laying.form import GridForm

EVERY = 5
"""A heavier rule stands under every fifth row."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Edges of the columns, and which of them are heavy."""

    edges: tuple[float, ...]
    heavy: frozenset[int]
    half: tuple[float, ...]

    def middle(self, first: int, last: int) -> float:
        """The middle of the text of a cell over columns `first` to `last` - 1."""
        return (self.edges[first] + self.half[first] + self.edges[last] - self.half[last]) / 2

    def room(self, first: int, last: int) -> float:
        """Width between the rules."""
        return self.edges[last] - self.half[last] - self.edges[first] - self.half[first]


class Rules:
    """Draws the rules of one grid: each from end to end, but for the cells that span columns."""

    def __init__(self, canvas: Canvas, form: GridForm, columns: Columns) -> None:
        self._canvas, self._form, self._columns = canvas, form, columns
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._rows: list[tuple[float, float]] = []  # where each begins, half the rule above it

    def head(self, top: float, between: float | None, bottom: float, periods: int) -> None:
        """The rule over the head, the one between months and days, the one under them."""
        columns, form = self._columns, self._form
        self._across(top, form.outer)
        if between is not None:
            half = columns.half
            self._canvas.across(
                columns.edges[2] - half[2], columns.edges[periods] + half[periods], between, form.thin
            )
        self._head_top, self._head_between, self._head_bottom = top, between, bottom

    def open(self, top: float, bottom: float, days: int) -> None:
        """Vertical rules of the head: thin ones between days begin under the months."""
        columns, form = self._columns, self._form
        half_outer = form.outer / 2
        for index, x in enumerate(columns.edges):
            heavy = index in columns.heavy
            begins = top - half_outer
            if not heavy and 2 < index < 2 + days:
                assert self._head_between is not None  # noqa: S101 - there are days
                begins = self._head_between - form.thin / 2
            self._canvas.down(x, begins, bottom + form.head_rule / 2, 2 * columns.half[index])
        self._across(bottom, form.head_rule)

    def spanned(self, row: int, first: int, last: int) -> None:
        """A cell over columns `first` to `last` - 1 of a row has no rules inside."""
        self._spans.setdefault(row, []).append((first, last))

    def row(self, index: int, top: float, above: float) -> None:
        """A row that begins at `top` under a rule `above` px wide; the vertical ones wait for the last."""
        self._rows.append((top, above / 2))
        if index:
            self._across(top, above)

    def close(self, bottom: float) -> None:
        """The rule under the last row, and the vertical ones through all rows."""
        columns, half_outer = self._columns, self._form.outer / 2
        self._across(bottom, self._form.outer)
        for index, x in enumerate(columns.edges):
            width = 2 * columns.half[index]
            start: float | None = None
            for row, (top, half) in enumerate(self._rows):
                inside = any(first < index < last for first, last in self._spans.get(row, ()))
                if inside and start is not None:
                    self._canvas.down(x, start, top + half, width)
                    start = None
                elif not inside and start is None:
                    start = top - half
            if start is not None:
                self._canvas.down(x, start, bottom + half_outer, width)

    def close_empty(self, top: float, bottom: float) -> None:
        """The rules of a grid without students: months and the edges alone."""
        columns, form = self._columns, self._form
        self._across(bottom, form.outer)
        for index in sorted(columns.heavy):
            self._canvas.down(
                columns.edges[index],
                top - form.head_rule / 2,
                bottom + form.outer / 2,
                2 * columns.half[index],
            )

    def _across(self, y: float, width: float) -> None:
        columns = self._columns
        self._canvas.across(
            columns.edges[0] - columns.half[0], columns.edges[-1] + columns.half[-1], y, width
        )
