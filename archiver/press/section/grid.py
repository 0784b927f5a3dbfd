"""The marks grid of a page: rules between months, lessons and students, and the text of every cell.

The measures follow CSS 2.2, section 17, for collapsing borders and rows of a set height, as the engine
applies it: a cell's text is centred between the halves of its rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from archiver.press.paint.canvas import Canvas, fine
from archiver.press.refusal import CannotLayError
from archiver.press.section.blocks import Block, Blocks, blocks
from archiver.press.section.form import GridForm, Sheet
from archiver.press.section.notes import lay_notes
from archiver.press.section.rules import EVERY, Columns, Rules
from archiver.press.section.slots import Slots
from archiver.press.section.spec import EMPTY, Cell, Grid, MarksPage, Row
from archiver.press.text.type import PX_PER_MM

NEAR = 0.02
"""Px from the end of the page within which the engine is left to decide what fits."""

_NUMBER, _NAME = "№", "Фамилия, имя, отчество"


@dataclass(frozen=True, slots=True)
class _Open:
    """A page being laid: its canvas, rules and columns, the blocks of numbers, and of marks by column.

    Marks are known by the identity of their cell (`_set`).
    """

    canvas: Canvas
    rules: Rules
    columns: Columns
    numbers: Blocks
    marks: list[dict[int, Block]]
    names_at: int


class GridLayer:
    """Lays the grids of one section."""

    def __init__(self, form: GridForm, sheet: Sheet, grid: Grid, slots: Slots) -> None:
        self._form, self._sheet, self._grid, self._slots = form, sheet, grid, slots
        self._day = form.heading.at(grid.day_pt)
        self._number = form.number.at(grid.name_pt)
        self._mark = form.mark.at(grid.mark_pt)
        self._names: dict[float | None, Blocks] = {}
        self._blocks: dict[tuple[float | None, float], Blocks] = {}
        self._days: dict[float, Blocks] = {}
        self._cells: dict[float, dict[int, Block]] = {}
        self._held: list[Cell] = []

    def lay(self, canvas: Canvas, page: MarksPage, top: float) -> float:
        """Put the grid on `canvas` below `top`; returns where it ends. Raises CannotLayError."""
        form = self._form
        columns = self._columns(page)
        rules = Rules(canvas, form, columns)
        y = top + form.outer / 2
        y, head_bottom = self._head(canvas, rules, page, columns, y), y
        rules.open(head_bottom, y, len(page.days))
        opened = _Open(
            canvas,
            rules,
            columns,
            blocks(self._number, columns.rooms[0]),
            [self._cells.setdefault(room, {}) for room in columns.rooms],
            fine(columns.edges[1] + columns.half[1] + form.name_padding.left),
        )
        for index in range(len(page.rows)):
            y = self._row(opened, page, index, y)
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
            blocks(
                form.period, columns.room(at, at + 1) - pad.left - pad.right, most=self._slots.period.lines
            ).of((title,))
            for at, title in enumerate(page.periods, first)
        ]
        days = [_one_line(self._in_days(columns.rooms[at]).of((day,))) for at, day in enumerate(page.days, 2)]
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
        middle = fine((y + form.outer / 2 + bottom - form.head_rule / 2) / 2)
        canvas.row(
            (
                (_one_line(blocks(form.heading, columns.rooms[at]).of((text,))), columns.middles[at], 0)
                for at, text in enumerate((_NUMBER, _NAME))
            ),
            middle,
        )
        canvas.row(self._months(page, columns), fine(y + (form.outer / 2 + months_row - form.thin / 2) / 2))
        canvas.row(
            ((block, columns.middles[at], 0) for at, block in enumerate(titles, first)),
            middle,
        )
        lower = fine((y + months_row + form.thin / 2 + bottom - form.head_rule / 2) / 2)
        canvas.row(((block, columns.middles[at], 0) for at, block in enumerate(days, 2)), lower)
        rules.head(y, y + months_row if days else None, first)
        return bottom

    def _months(self, page: MarksPage, columns: Columns) -> Iterator[tuple[Block, int, int]]:
        at = 2
        for month in page.months:
            end = at + month.days
            block = blocks(self._form.heading, columns.room(at, end)).of((month.label,))
            yield _one_line(block), fine(columns.middle(at, end)), 0
            at = end

    def _row(self, opened: _Open, page: MarksPage, index: int, y: float) -> float:
        form, row, columns = self._form, page.rows[index], opened.columns
        above = form.head_rule if index == 0 else form.fifth_rule if index % EVERY == 0 else form.thin
        last = index + 1 == len(page.rows)
        below = form.outer if last else form.fifth_rule if (index + 1) % EVERY == 0 else form.thin
        number, name = opened.numbers.of((row.number,)), self._name(row, columns)
        needed = max(name.height, number.height)
        middles, marks = columns.middles, opened.marks
        laid = [(number, middles[0], 0), (name, opened.names_at, 0)]
        at = 2
        for cell in row.cells:
            if cell is EMPTY:  # most of them
                at += 1
                continue
            if cell.span > 1:
                end = at + cell.span
                opened.rules.spanned(index, at, end)
                room, middle = columns.room(at, end), fine(columns.middle(at, end))
            else:
                end = at + 1
                if not cell.lines:
                    at = end
                    continue
                room, middle = columns.rooms[at], middles[at]
            if cell.lines:
                known = marks[at] if cell.span == 1 else self._cells.setdefault(room, {})
                block = known.get(id(cell)) or self._set(cell, room, known)
                laid.append((block, middle, 0))
                if block.height > needed:  # noqa: PLR1730 - half as long as max(), for every mark of a year
                    needed = block.height
            at = end
        if at != len(columns.edges) - 1:
            raise CannotLayError("a row of another length")
        height = max(page.row_mm * PX_PER_MM, needed + (above + below) / 2)
        opened.canvas.row(laid, fine(y + height / 2 + (above - below) / 4))
        opened.rules.row(index, y, above)
        return y + height

    def _in_days(self, room: float) -> Blocks:
        known = self._days.get(room)
        if known is None:
            known = self._days[room] = blocks(self._day, room)
        return known

    def _marks(self, points: float | None, room: float) -> Blocks:
        known = self._blocks.get((points, room))
        if known is None:
            type_ = self._form.mark.at(points) if points else self._mark
            known = self._blocks[points, room] = blocks(type_, room, most=self._slots.mark.lines)
        return known

    def _set(self, cell: Cell, room: float, known: dict[int, Block]) -> Block:
        """The block of a cell that is met first; cells that say the same are mostly one and the same."""
        self._held.append(cell)  # or another might take its identity
        block = known[id(cell)] = self._marks(cell.points, room).of(cell.lines)
        return block

    def _name(self, row: Row, columns: Columns) -> Block:
        names = self._names.get(row.points)
        if names is None:
            pad = self._form.name_padding
            type_ = self._form.name.at(row.points or self._grid.name_pt)
            room = columns.rooms[1] - pad.left - pad.right
            # The names' column is as wide on every page of a section.
            names = self._names[row.points] = blocks(type_, room, left=True, most=self._slots.name.lines)
        return names.of((row.name,))

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


def _one_line(block: Block) -> Block:
    if len(block.lines) > 1:
        raise CannotLayError("a title of the grid wider than its cell")
    return block
