"""The facing list: what was taught at each lesson, row under row, over as many pages as it needs.

Rows are as high as their longest cell and never broken (CSS 2.2, 17.5.3); the head is repeated. Under
the last row stand the hours and the teacher's signature, never alone on a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.press.laying.canvas import Canvas, width_of
from archiver.press.laying.form import ListForm, Sheet, Type
from archiver.press.laying.grid import NEAR
from archiver.press.laying.letters import Line
from archiver.press.laying.paragraphs import baselines, height_of, set_lines
from archiver.press.laying.refusal import CannotLayError
from archiver.press.laying.rules import EVERY
from archiver.press.spec import LessonRow


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row broken into lines: what stands in the columns, and the heights it needs."""

    cells: tuple[tuple[int, Sequence[Line], Type, float], ...]
    above: float
    below: float
    height: float


class ListLayer:
    """Lays the facing lists of one section."""

    def __init__(self, form: ListForm, sheet: Sheet, points: float) -> None:
        self._form, self._sheet = form, sheet
        self._plain, self._text = form.plain.at(points), form.text.at(points)
        self._rooms = tuple(self._room(at) for at in range(len(form.columns)))
        self._lefts = tuple(self._left(at) for at in range(len(form.columns)))
        self._known: dict[tuple[int, str], Sequence[Line]] = {}

    def rows(self, rows: tuple[LessonRow, ...]) -> list[ListRow]:
        """The rows of one list, broken into lines; raises CannotLayError."""
        return [self._row(row, index, len(rows)) for index, row in enumerate(rows)]

    def _row(self, row: LessonRow, index: int, count: int) -> ListRow:
        form = self._form
        above = form.outer if index == 0 else form.fifth_rule if index % EVERY == 0 else form.thin
        last = index + 1 == count
        below = form.outer if last else form.fifth_rule if (index + 1) % EVERY == 0 else form.thin
        pad = form.padding
        cells = []
        height = 0.0
        texts = (str(row.number), row.date, row.hours, row.kind, row.topic, row.homework)
        for at, text in enumerate(texts):
            if text:
                cells.append((at, self._lines(at, text), self._text if at >= _TOPIC else self._plain))
        # Cells stand on one baseline, that of their first lines (CSS 2.2, 17.5.3).
        deepest = max((lines[0].above + type_.drop for _at, lines, type_ in cells), default=0.0)
        placed = []
        for at, lines, type_ in cells:
            shift = deepest - lines[0].above - type_.drop
            placed.append((at, lines, type_, shift))
            height = max(height, shift + height_of(lines, type_))
        borders = (above + below) / 2
        return ListRow(tuple(placed), above, below, height + pad.top + pad.bottom + borders)

    def _lines(self, at: int, text: str) -> Sequence[Line]:
        if at >= _TOPIC:
            return set_lines(text, self._text, (self._rooms[at],), hyphens=True)
        # Dates, hours and kinds come again and again.
        known = self._known.get((at, text))
        if known is None:
            known = self._known[at, text] = set_lines(text, self._plain, (self._rooms[at],))
        return known

    def _room(self, at: int) -> float:
        form = self._form
        column, last = form.columns[at], len(form.columns) - 1
        left = form.outer if at == 0 else form.thin
        right = form.outer if at == last else form.thin
        return column.width - (left + right) / 2 - form.padding.left - form.padding.right

    def fitting(self, rows: list[ListRow], top: float) -> int:
        """How many of `rows` fit under the titles of a page whose head ends at `top`."""
        y = top + self._form.outer / 2 + self._form.titles_row
        for count, row in enumerate(rows):
            y += row.height
            if abs(y - self._sheet.bottom) < NEAR:
                raise CannotLayError("a row that just fits")
            if y > self._sheet.bottom:
                if not count:
                    raise CannotLayError("a row longer than its page")
                return count
        return len(rows)

    def lay(self, canvas: Canvas, rows: list[ListRow], top: float) -> float:
        """Put titles and rows on `canvas` below `top`; returns where the list ends."""
        form = self._form
        y = top + form.outer / 2
        edges = [column.left for column in form.columns]
        edges.append(form.columns[-1].left + form.columns[-1].width)
        left, right = edges[0] - form.outer / 2, edges[-1] + form.outer / 2
        canvas.across(left, right, y, form.outer)
        head = y
        middle = y + form.titles_row / 2
        for at, column in enumerate(form.columns):
            width = width_of(column.title, form.title)
            x = self._lefts[at] + (self._rooms[at] - width) / 2
            canvas.write(column.title, x, middle - form.title.line / 2 + form.title.drop, form.title)
        y += form.titles_row
        canvas.across(left, right, y, form.outer)
        for number, row in enumerate(rows):
            if number:
                canvas.across(left, right, y, row.above)
            self._lay_row(canvas, row, y)
            y += row.height
        canvas.across(left, right, y, rows[-1].below)
        for at, x in enumerate(edges):
            outer = at in (0, len(edges) - 1)
            canvas.down(x, head - form.outer / 2, y + rows[-1].below / 2, form.outer if outer else form.thin)
        return y + form.outer / 2

    def _lay_row(self, canvas: Canvas, row: ListRow, y: float) -> None:
        form, flow = self._form, canvas.flow
        for at, lines, type_, shift in row.cells:
            top = y + row.above / 2 + form.padding.top + shift
            left = self._lefts[at]
            for line, baseline in zip(lines, baselines(lines, type_), strict=True):
                x = left
                if at < _KIND:
                    x += max(0.0, self._rooms[at] - line.width * type_.size / 1000) / 2
                flow(line, x, top + baseline, type_)

    def _left(self, at: int) -> float:
        form = self._form
        half = (form.outer if at == 0 else form.thin) / 2
        return form.columns[at].left + half + form.padding.left


_KIND, _TOPIC = 3, 4
"""Columns set from the left: the kind of a lesson; from here on in the face of running text."""
