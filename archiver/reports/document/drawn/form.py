"""A table of a report drawn: headings upright and turned, rules as collapsed borders fall, rows of texts.

Rules stand in the middle of the grid's lines; half of each is of the cell beside it (CSS 2.1, 17.6.2).
Sizes are those of reports.css.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from archiver.press.text.letters import Line
from archiver.press.text.type import PX_PER_POINT, Type
from archiver.reports.document.density import Density
from archiver.reports.document.drawn.paper import Paper
from archiver.reports.document.drawn.texts import NARROW, NARROW_BOLD, lines_of, plain, put, px, type_of
from archiver.reports.document.layout import HEADING_PT, NOTE_PT, Laid, cell_pt
from archiver.reports.document.report import Column, Emphasis, Row, shown

_LEADING = 1.12
_THIN, _THICK = px(0.12), px(0.35)
_SIDE = px(0.6)
_ABOVE = px(0.45)
_TURNED_SIDE = px(0.7)

_HEADING = type_of(NARROW, HEADING_PT, _LEADING)
_TITLE = type_of(NARROW_BOLD, HEADING_PT, _LEADING)
_NOTE_PX = NOTE_PT * PX_PER_POINT
_NOTE = Type(NARROW, _NOTE_PX, _HEADING.line / _NOTE_PX, _HEADING.drop / _NOTE_PX)
"""On the baselines of the heading it stands in."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell over columns `first` to `last`, with its lines of one type."""

    first: int
    last: int
    type: Type
    lines: tuple[Line, ...]
    align: str = "c"
    shaded: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.type.line


class DrawnTable:
    """A table with its heights; `draw` puts it on a sheet. Raises CannotLayError."""

    def __init__(self, part: Laid, density: Density) -> None:
        self._part = part
        self._columns = part.table.columns
        self._edges = [px(edge) for edge in accumulate(part.widths_mm, initial=0.0)]
        self._pad = px(density.padding_mm)
        self._leading = 1.0 if density.dense else _LEADING
        self._density = density
        self._grouped = any(column.group for column in self._columns)
        self._groups, self._upright, self._head = self._heads()
        self._rows = [tuple(self._cells(row)) for row in part.table.rows]
        emphases = [row.emphasis for row in part.table.rows]
        self._thick_above = [
            number == 0 or emphasis in (Emphasis.SUBTOTAL, Emphasis.TOTAL)
            for number, emphasis in enumerate(emphases)
        ]
        self._heights = [
            max(cell.height for cell in cells) + 2 * self._pad + self._half(number) + self._half(number + 1)
            for number, cells in enumerate(self._rows)
        ]

    @property
    def height(self) -> float:
        """With both halves of the outer border."""
        return sum(self._head) + sum(self._heights) + _THICK

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """With the corner of its border there."""
        left, top = left + _THICK / 2, top + _THICK / 2
        y = self._draw_head(paper, left, top)
        right = left + self._edges[-1]
        for number, cells in enumerate(self._rows):
            bottom = y + self._heights[number]
            if number:
                paper.rule((left, y), (right, y), 2 * self._half(number))
            for cell in cells:
                self._draw_cell(paper, cell, left, (y, bottom), number)
            y = bottom
        self._frame(paper, left, top, right, y)

    def _frame(self, paper: Paper, left: float, top: float, right: float, bottom: float) -> None:
        half = _THICK / 2
        for y in (top, top + sum(self._head), bottom):
            paper.rule((left - half, y), (right + half, y), _THICK)
        for x in (left, right):
            paper.rule((x, top - half), (x, bottom + half), _THICK)

    def _half(self, number: int) -> float:
        """Half of the rule above body row `number`, or below the last."""
        thick = number == len(self._rows) or self._thick_above[number]
        return (_THICK if thick else _THIN) / 2

    def _sides(self, first: int, last: int) -> tuple[float, float]:
        """Halves of the rules at the left and right of a cell."""
        outer = len(self._columns) - 1
        return (_THICK if first == 0 else _THIN) / 2, (_THICK if last == outer else _THIN) / 2

    def _inside(self, first: int, last: int) -> tuple[float, float]:
        """From where texts of a cell stand, and how wide."""
        before, after = self._sides(first, last)
        left = self._edges[first] + before + _SIDE
        return left, self._edges[last + 1] - after - _SIDE - left

    def _cells(self, row: Row) -> Iterator[_Cell]:
        start, density = 0, self._density
        for cell in row.cells:
            column, last = self._columns[start], start + cell.span - 1
            align = (cell.align or column.align).value[0]
            bold = cell.strong or row.emphasis is Emphasis.TOTAL
            text = plain(shown(cell.value))
            width = sum(self._part.widths_mm[start : last + 1])
            points = cell_pt(text, width, density.body_pt, bold=bold) or density.body_pt
            type_ = type_of(NARROW_BOLD if bold else NARROW, points, self._leading)
            lines = lines_of(text, type_, self._inside(start, last)[1])
            yield _Cell(start, last, type_, lines, align, column.shaded and cell.span == 1)
            start = last + 1
        if start != len(self._columns):
            raise ValueError("a row does not fill its table")

    def _draw_cell(
        self, paper: Paper, cell: _Cell, left: float, between: tuple[float, float], number: int
    ) -> None:
        top, bottom = between
        if cell.shaded:
            paper.ground(left + self._edges[cell.first], top, left + self._edges[cell.last + 1], bottom)
        if cell.first:
            x = left + self._edges[cell.first]
            paper.rule((x, top), (x, bottom), _THIN)
        above, below = self._half(number), self._half(number + 1)
        x, width = self._inside(cell.first, cell.last)
        y = (top + above + bottom - below - cell.height) / 2
        put(paper, cell.lines, cell.type, (left + x, y, width), cell.align)

    def _heads(self) -> tuple[list[_Cell], dict[int, tuple[_Cell, _Cell]], tuple[float, ...]]:
        """Titles of groups, upright headings with their notes, and the heights of the rows of the head."""
        groups, alone = [], []
        for title, run in groupby(enumerate(self._columns), lambda one: one[1].group):
            places = [place for place, _column in run]
            if title:
                lines = lines_of(title, _TITLE, self._inside(places[0], places[-1])[1])
                groups.append(_Cell(places[0], places[-1], _TITLE, lines))
            else:
                alone += places
        upright = {
            place: self._heading(place, column)
            for place, column in enumerate(self._columns)
            if not column.rotated
        }
        needs = {
            place: px(max(self._part.heading_mm, self._part.widths_mm[place]))  # turned within its own box
            if column.rotated
            else sum(cell.height for cell in upright[place]) + 2 * _ABOVE
            for place, column in enumerate(self._columns)
        }
        if not groups:
            return groups, upright, (max(needs.values()) + _THICK,)
        first = max(cell.height for cell in groups) + 2 * _ABOVE + (_THICK + _THIN) / 2
        second = max(need for place, need in needs.items() if place not in alone) + (_THICK + _THIN) / 2
        joint = max((needs[place] for place in alone), default=0.0) + _THICK
        return groups, upright, (first, max(second, joint - first))

    def _heading(self, place: int, column: Column) -> tuple[_Cell, _Cell]:
        width = self._inside(place, place)[1]
        return (
            _Cell(place, place, _HEADING, lines_of(column.title, _HEADING, width)),
            _Cell(place, place, _NOTE, lines_of(column.note, _NOTE, width)),
        )

    def _draw_head(self, paper: Paper, left: float, top: float) -> float:
        bottom = top + sum(self._head)
        middle = top + self._head[0] if self._groups else top
        under = {place for cell in self._groups for place in range(cell.first, cell.last + 1)}
        titles = {cell.first: cell for cell in self._groups}
        for place in range(len(self._columns)):
            if place in titles:
                self._title(paper, titles[place], left, top, middle)
            if place not in under:
                self._heading_at(paper, place, left, (top + _THICK / 2, bottom))
            if place:
                inner = place in under and place not in titles
                x = left + self._edges[place]
                paper.rule((x, middle if inner else top), (x, bottom), _THIN)
        for place in sorted(under):
            self._heading_at(paper, place, left, (middle + _THIN / 2, bottom))
        return bottom

    def _heading_at(self, paper: Paper, place: int, left: float, between: tuple[float, float]) -> None:
        if self._columns[place].rotated:
            self._turned(paper, place, left, between[0])
        else:
            self._erect(paper, place, left, (between[0], between[1] - _THICK / 2))

    def _title(self, paper: Paper, cell: _Cell, left: float, top: float, middle: float) -> None:
        x, width = self._inside(cell.first, cell.last)
        y = (top + _THICK / 2 + middle - _THIN / 2 - cell.height) / 2
        put(paper, cell.lines, cell.type, (left + x, y, width), "c")
        ends = left + self._edges[cell.first], left + self._edges[cell.last + 1]
        paper.rule((ends[0], middle), (ends[1], middle), _THIN)

    def _erect(self, paper: Paper, place: int, left: float, between: tuple[float, float]) -> None:
        title, note = self._upright[place]
        x, width = self._inside(place, place)
        y = (sum(between) - title.height - note.height) / 2
        put(paper, title.lines, title.type, (left + x, y, width), "c")
        put(paper, note.lines, note.type, (left + x, y + title.height, width), "c")

    def _turned(self, paper: Paper, place: int, left: float, top: float) -> None:
        column, heading = self._columns[place], self._part.headings[place]
        long = px(self._part.heading_mm)
        x = left + self._edges[place] + self._sides(place, place)[0]
        x += px(round(heading.before_mm, 2)) if heading else 0.0
        for text, type_ in ((column.title, _HEADING), (column.note, _NOTE)):
            for line in lines_of(text, type_, long - 2 * _TURNED_SIDE):
                paper.text(line, x + type_.drop, top + long - _TURNED_SIDE, type_, turned=True)
                x += type_.line
