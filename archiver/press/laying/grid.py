"""The marks grid of a page: rules between months, lessons and students, and the text of every cell.

The measures follow CSS 2.2, section 17, for collapsing borders and rows of a set height, as the engine
applies it: a cell's text is centred between the halves of its rules.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import accumulate

from archiver.press.laying.blocks import Block, Blocks, blocks
from archiver.press.laying.canvas import Canvas
from archiver.press.laying.form import PX_PER_MM, GridForm, Sheet, Type
from archiver.press.laying.letters import Line
from archiver.press.laying.notes import lay_notes
from archiver.press.laying.paragraphs import baselines, height_of, set_lines
from archiver.press.laying.refusal import CannotLayError
from archiver.press.laying.rules import EVERY, Columns, Rules
from archiver.press.spec import Grid, MarksPage, Row

NEAR = 0.02
"""Px from the end of the page within which the engine is left to decide what fits."""

_NUMBER, _NAME = "№", "Фамилия, имя, отчество"


@dataclass(frozen=True, slots=True)
class _Name:
    """The lines of a name, each with its baseline under the middle of the row."""

    lines: tuple[tuple[Line, float], ...]
    height: float
    type: Type


class GridLayer:
    """Lays the grids of one section."""

    def __init__(self, form: GridForm, sheet: Sheet, grid: Grid) -> None:
        self._form, self._sheet, self._grid = form, sheet, grid
        self._heading, self._period = blocks(form.heading), blocks(form.period)
        self._day = blocks(form.heading.at(grid.day_pt))
        self._number = blocks(form.number.at(grid.name_pt))
        self._marks: dict[float, Blocks] = {}
        self._names: dict[float | None, Type] = {}

    def lay(self, canvas: Canvas, page: MarksPage, top: float) -> float:
        """Put the grid on `canvas` below `top`; returns where it ends. Raises CannotLayError."""
        form = self._form
        columns = self._columns(page)
        rules = Rules(canvas, form, columns)
        y = top + form.outer / 2
        y, head_bottom = self._head(canvas, rules, page, columns, y), y
        rules.open(head_bottom, y, len(page.days))
        for index in range(len(page.rows)):
            y = self._row(canvas, rules, page, columns, index, y)
        if page.rows:
            rules.close(y)
        else:
            # The engine makes a row of its own where a table has none; only its rules have a height.
            y += (form.head_rule + form.outer) / 2
            rules.close_empty(y)
        if y > self._sheet.bottom - NEAR:
            raise CannotLayError("a grid longer than its page")
        return self._notes(canvas, page, y + form.outer / 2)

    def _columns(self, page: MarksPage) -> Columns:
        grid, form = self._grid, self._form
        widths = [grid.number_mm, grid.name_mm]
        widths += [grid.lesson_mm] * len(page.days) + [grid.period_mm] * len(page.periods)
        left = self._sheet.left + form.outer / 2
        edges = tuple(accumulate((width * PX_PER_MM for width in widths), initial=left))
        heavy = {0, len(widths)}
        at = 2
        for month in page.months:
            heavy.add(at)
            at += month.days
        if page.periods:
            heavy.add(at)
        last = len(edges) - 1
        widths = [
            form.outer if i in (0, last) else form.month_rule if i in heavy else form.thin
            for i in range(len(edges))
        ]
        half = tuple(width / 2 for width in widths)
        return Columns.of(edges, frozenset(heavy), half)

    def _head(self, canvas: Canvas, rules: Rules, page: MarksPage, columns: Columns, y: float) -> float:
        form = self._form
        first = 2 + len(page.days)
        pad = form.period_padding
        titles = [
            self._period.block((title,), columns.room(at, at + 1) - pad.left - pad.right)
            for at, title in enumerate(page.periods, first)
        ]
        days = [
            _one_line(self._day.block((day,), columns.room(at, at + 1)))
            for at, day in enumerate(page.days, 2)
        ]
        borders = (form.outer + form.head_rule) / 2
        tallest = max((block.height for block in titles), default=0.0) + borders
        months_row, days_row = form.months_row, 0.0
        if days:
            days_row = max(form.days_row, tallest, form.heading.line + borders)
            if days[0].height + (form.thin + form.head_rule) / 2 > form.days_row:
                raise CannotLayError("large days")
        else:
            months_row = max(form.months_row, tallest)
        bottom = y + months_row + days_row
        middle = (y + form.outer / 2 + bottom - form.head_rule / 2) / 2
        for column, text in enumerate((_NUMBER, _NAME)):
            room = columns.room(column, column + 1)
            block = _one_line(self._heading.block((text,), room))
            block.lay(canvas, columns.middle(column, column + 1), middle)
        upper = (y + form.outer / 2 + y + months_row - form.thin / 2) / 2
        at = 2
        for month in page.months:
            block = _one_line(self._heading.block((month.label,), columns.room(at, at + month.days)))
            block.lay(canvas, columns.middle(at, at + month.days), upper)
            at += month.days
        for at, block in enumerate(titles, first):
            block.lay(canvas, columns.middle(at, at + 1), middle)
        lower = (y + months_row + form.thin / 2 + bottom - form.head_rule / 2) / 2
        for at, block in enumerate(days, 2):
            block.lay(canvas, columns.middle(at, at + 1), lower)
        rules.head(y, y + months_row if days else None, first)
        return bottom

    def _row(
        self, canvas: Canvas, rules: Rules, page: MarksPage, columns: Columns, index: int, y: float
    ) -> float:
        form, row = self._form, page.rows[index]
        above = form.head_rule if index == 0 else form.fifth_rule if index % EVERY == 0 else form.thin
        last = index + 1 == len(page.rows)
        below = form.outer if last else form.fifth_rule if (index + 1) % EVERY == 0 else form.thin
        number = self._number.block((row.number,), columns.rooms[0])
        name = self._name(row, columns)
        needed = max(name.height, number.height)
        laid: list[tuple[Block, float]] = []
        at = 2
        for cell in row.cells:
            if cell.span > 1:
                end = at + cell.span
                rules.spanned(index, at, end)
                room, where = columns.room(at, end), columns.middle(at, end)
            else:
                end, room, where = at + 1, columns.rooms[at], columns.middles[at]
            if cell.lines:
                block = self._mark(cell.points).block(cell.lines, room)
                laid.append((block, where))
                needed = max(needed, block.height)
            at = end
        if at != len(columns.edges) - 1:
            raise CannotLayError("a row of another length")
        height = max(page.row_mm * PX_PER_MM, needed + (above + below) / 2)
        middle = y + height / 2 + (above - below) / 4
        number.lay(canvas, columns.middles[0], middle)
        left = columns.edges[1] + columns.half[1] + form.name_padding.left
        for line, down in name.lines:
            canvas.flow(line, left, middle + down, name.type)
        for block, where in laid:
            block.lay(canvas, where, middle)
        rules.row(index, y, above)
        return y + height

    def _mark(self, points: float | None) -> Blocks:
        size = points or self._grid.mark_pt
        known = self._marks.get(size)
        if known is None:
            known = self._marks[size] = blocks(self._form.mark.at(size))
        return known

    def _name(self, row: Row, columns: Columns) -> _Name:
        pad = self._form.name_padding
        type_ = self._names.get(row.points)
        if type_ is None:
            type_ = self._names[row.points] = self._form.name.at(row.points or self._grid.name_pt)
        return _set_name(row.name, type_, columns.rooms[1] - pad.left - pad.right)

    def _notes(self, canvas: Canvas, page: MarksPage, y: float) -> float:
        """What a cell had no room for, note after note on one line."""
        form = self._form
        if page.notes:
            y += form.notes_gap
            sheet = self._sheet
            count = lay_notes(canvas, page.notes, form.notes, sheet.left, sheet.measure, y)
            y += count * form.notes.line
        if not page.rows:
            y = self.remark(canvas, "Студентов в списке нет.", y)
        return y

    def remark(self, canvas: Canvas, text: str, y: float) -> float:
        """A sentence under the grid, such as «Занятий нет.»; returns where it ends."""
        form = self._form
        y += form.none_gap
        canvas.write(text, self._sheet.left, y + form.none.drop, form.none)
        return y + form.none.line


@functools.lru_cache(maxsize=20_000)
def _set_name(name: str, type_: Type, room: float) -> _Name:
    # A student's name stands in every subject of the year.
    lines = set_lines(name, type_, (room,)) if name else ()
    height = height_of(lines, type_)
    downs = [down - height / 2 for down in baselines(lines, type_)]
    return _Name(tuple(zip(lines, downs, strict=True)), height, type_)


def _one_line(block: Block) -> Block:
    if len(block.lines) > 1:
        raise CannotLayError("a title of the grid wider than its cell")
    return block
