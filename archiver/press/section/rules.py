"""Rules of the marks grid: between students, lessons and months, interrupted where a cell spans columns.

Where two rules of a table meet, the wider one shows (CSS 2.2, 17.6.2); every rule is one stroke from end
to end, which is why a page is small.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.press.paint.canvas import Canvas, fine
from archiver.press.section.form import GridForm

EVERY = 5
"""A heavier rule stands under every fifth row."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Edges of the columns, and which of them are heavy."""

    edges: tuple[float, ...]
    heavy: frozenset[int]
    half: tuple[float, ...]
    middles: tuple[int, ...]
    """Of each column, in hundredths of a point."""
    rooms: tuple[float, ...]

    @classmethod
    def of(cls, edges: tuple[float, ...], heavy: frozenset[int], half: tuple[float, ...]) -> Columns:
        """The columns, with the middle and the room of each."""
        bare = cls(edges, heavy, half, (), ())
        single = range(len(edges) - 1)
        return cls(
            edges,
            heavy,
            half,
            tuple(fine(bare.middle(at, at + 1)) for at in single),
            tuple(bare.room(at, at + 1) for at in single),
        )

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
        self._begins: list[float] = []
        self._rows: list[tuple[float, float]] = []  # where each begins, half the rule above it

    def head(self, top: float, between: float | None, periods: int) -> None:
        """The rule over the head, the one between months and days, the one under them."""
        columns, form = self._columns, self._form
        self._across(top, form.outer)
        if between is not None:
            half = columns.half
            self._canvas.across(
                columns.edges[2] - half[2], columns.edges[periods] + half[periods], between, form.thin
            )
        self._head_between = between

    def open(self, top: float, bottom: float, days: int) -> None:
        """Where vertical rules begin: thin ones between days under the months; the rule under the head."""
        columns, form = self._columns, self._form
        thin = top if self._head_between is None else self._head_between - form.thin / 2
        for index in range(len(columns.edges)):
            between_days = index not in columns.heavy and 2 < index < 2 + days
            self._begins.append(thin if between_days else top - form.outer / 2)
        self._head_bottom = bottom + form.head_rule / 2
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
            start, next_row = self._begins[index], -1
            for row, spans in self._spans.items():
                if not any(first < index < last for first, last in spans):
                    continue
                top, half = self._rows[row]
                if row != next_row:  # between two rows that are spanned there is nothing to draw
                    self._canvas.down(x, start, self._head_bottom if row == 0 else top + half, width)
                next_row = row + 1
                if next_row < len(self._rows):
                    top, half = self._rows[next_row]
                    start = top - half
            if next_row < len(self._rows):
                self._canvas.down(x, start, bottom + half_outer, width)

    def close_empty(self, bottom: float) -> None:
        """The rules of a grid without students: months and the edges alone."""
        columns, form = self._columns, self._form
        self._across(bottom, form.outer)
        for index, x in enumerate(columns.edges):
            low = bottom + form.outer / 2 if index in columns.heavy else self._head_bottom
            self._canvas.down(x, self._begins[index], low, 2 * columns.half[index])

    def _across(self, y: float, width: float) -> None:
        columns = self._columns
        self._canvas.across(
            columns.edges[0] - columns.half[0], columns.edges[-1] + columns.half[-1], y, width
        )
