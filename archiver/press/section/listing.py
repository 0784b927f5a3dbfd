"""The facing list: what was taught at each lesson, row under row, over as many pages as it needs.

Rows are as high as their longest cell and never broken (CSS 2.2, 17.5.3); the head is repeated. Under
the last row stand the hours and the teacher's signature, never alone on a page.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from functools import cached_property

from archiver.press.paint.canvas import Canvas, fine
from archiver.press.refusal import CannotLayError
from archiver.press.section.blocks import Block, blocks
from archiver.press.section.form import ListForm, Sheet
from archiver.press.section.grid import NEAR
from archiver.press.section.rules import EVERY
from archiver.press.section.slots import Slots
from archiver.press.section.spec import LessonRow
from archiver.press.text.paragraphs import set_line, width_of
from templates.long_texts import WHOLE


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row broken into lines: its blocks, each with its place right of and below the corner, its height.

    `above` and `below` are the widths of its rules.
    """

    cells: tuple[tuple[Block, int, int], ...]
    above: float
    below: float
    height: float


class ListLayer:
    """Lays the facing lists of one size; kept from section to section."""

    def __init__(self, form: ListForm, sheet: Sheet, points: float, slots: Slots) -> None:
        self._form, self._sheet = form, sheet
        columns = range(len(form.columns))
        self._lefts = tuple(self._left(at) for at in columns)
        self._rooms = tuple(self._room(at) for at in columns)
        plain, text = form.plain.at(points), form.text.at(points)
        most = {_KIND: slots.kind.lines, _TOPIC: slots.topic.lines, _HOMEWORK: slots.homework.lines}
        self._blocks = tuple(
            blocks(
                text if at >= _TOPIC else plain,
                self._rooms[at],
                left=at >= _KIND,
                upper=True,
                hyphens=at >= _TOPIC,
                most=most.get(at),
            )
            for at in columns
        )
        self._places = tuple(
            fine(self._lefts[at] + (0.0 if at >= _KIND else self._rooms[at] / 2)) for at in columns
        )

    @cached_property
    def _titles(self) -> tuple[tuple[Block, int, int], ...]:
        """The titles of the columns, each in the middle of its own; raises CannotLayError."""
        type_ = self._form.title
        titles = []
        for column, left, room in zip(self._form.columns, self._lefts, self._rooms, strict=True):
            line = set_line(column.title, type_)
            if line.above or line.below:
                raise CannotLayError("a title higher than its line")
            block = Block.of(((0, 0, line),), type_.line, type_.drop, type_)
            titles.append((block, fine(left + (room - width_of(line, type_)) / 2), 0))
        return tuple(titles)

    def rows(self, rows: tuple[LessonRow, ...]) -> list[ListRow]:
        """The rows of one list, broken into lines; raises CannotLayError."""
        return [self._row(row, index, len(rows)) for index, row in enumerate(rows)]

    def _row(self, row: LessonRow, index: int, count: int) -> ListRow:
        form = self._form
        above = form.outer if index == 0 else form.fifth_rule if index % EVERY == 0 else form.thin
        last = index + 1 == count
        below = form.outer if last else form.fifth_rule if (index + 1) % EVERY == 0 else form.thin
        texts = (str(row.number), row.date, row.hours, row.kind, row.topic, row.homework)
        if len(row.topic) > WHOLE or len(row.homework) > WHOLE:
            raise CannotLayError("a text longer than a page")
        cells = [
            (column.of((text,)), place)
            for text, column, place in zip(texts, self._blocks, self._places, strict=False)
            if text
        ]
        # Cells stand on one baseline, that of their first lines (CSS 2.2, 17.5.3).
        deepest = max([block.first for block, _place in cells])
        height = max([deepest - block.first + block.height for block, _place in cells])
        placed = tuple([(block, place, fine(deepest - block.first)) for block, place in cells])
        pad = form.padding
        return ListRow(placed, above, below, height + pad.top + pad.bottom + (above + below) / 2)

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
        canvas.row(self._titles, fine(y + form.titles_row / 2 - form.title.line / 2 + form.title.drop))
        y += form.titles_row
        canvas.across(left, right, y, form.outer)
        for number, row in enumerate(rows):
            if number:
                canvas.across(left, right, y, row.above)
            canvas.row(row.cells, fine(y + row.above / 2 + form.padding.top))
            y += row.height
        canvas.across(left, right, y, rows[-1].below)
        for at, x in enumerate(edges):
            outer = at in (0, len(edges) - 1)
            canvas.down(x, head - form.outer / 2, y + rows[-1].below / 2, form.outer if outer else form.thin)
        return y + form.outer / 2

    def _left(self, at: int) -> float:
        form = self._form
        half = (form.outer if at == 0 else form.thin) / 2
        return form.columns[at].left + half + form.padding.left


@functools.lru_cache(maxsize=50)
def list_layer(form: ListForm, sheet: Sheet, points: float, slots: Slots) -> ListLayer:
    """The layer of lists set in `points`."""
    return ListLayer(form, sheet, points, slots)


_KIND, _TOPIC, _HOMEWORK = 3, 4, 5
"""Columns set from the left: the kind of a lesson; then those in the face of running text."""
