"""The marks grid of a page: rules between months, lessons and students, and the text of every cell.

The measures follow CSS 2.2, section 17, for collapsing borders and rows of a set height, as the engine
applies it: a cell's text is centred between the halves of its rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from archiver.press.laying.canvas import Canvas
from archiver.press.laying.form import PX_PER_MM, GridForm, Sheet, Type
from archiver.press.laying.letters import Line
from archiver.press.laying.notes import lay_notes
from archiver.press.laying.paragraphs import baselines, height_of, set_line, set_lines, width_of
from archiver.press.laying.refusal import CannotLayError
from archiver.press.laying.rules import EVERY, Columns, Rules
from archiver.press.spec import Grid, MarksPage, Row

NEAR = 0.02
"""Px from the end of the page within which the engine is left to decide what fits."""

_NUMBER, _NAME = "№", "Фамилия, имя, отчество"


class GridLayer:
    """Lays the grids of one section."""

    def __init__(self, form: GridForm, sheet: Sheet, grid: Grid) -> None:
        self._form, self._sheet, self._grid = form, sheet, grid
        self._mark = form.mark.at(grid.mark_pt)
        self._day = form.heading.at(grid.day_pt)
        self._number, self._name = form.number.at(grid.name_pt), form.name.at(grid.name_pt)
        self._cells: dict[tuple[tuple[str, ...], float, float], Sequence[Line]] = {}

    def lay(self, canvas: Canvas, page: MarksPage, top: float) -> float:
        """Put the grid on `canvas` below `top`; returns where it ends. Raises CannotLayError."""
        form = self._form
        columns = self._columns(page)
        rules = Rules(canvas, form, columns)
        y = top + form.outer / 2
        y, head_bottom = self._head(canvas, rules, page, columns, y), y
        rules.open(head_bottom, y, len(page.days))
        for index, row in enumerate(page.rows):
            y = self._row(canvas, rules, page, columns, row, index, y)
        if page.rows:
            rules.close(y)
        else:
            # The engine makes a row of its own where a table has none; only its rules have a height.
            above, y = y, y + (form.head_rule + form.outer) / 2
            rules.close_empty(above, y)
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
        half = tuple((form.month_rule if i in heavy else form.thin) / 2 for i in range(len(edges)))
        return Columns(edges, frozenset(heavy), half)

    def _head(self, canvas: Canvas, rules: Rules, page: MarksPage, columns: Columns, y: float) -> float:
        form = self._form
        first = 2 + len(page.days)
        titles: list[Sequence[Line]] = []
        for index, title in enumerate(page.periods):
            pad = form.period_padding
            room = columns.room(first + index, first + index + 1) - pad.left - pad.right
            if not title:
                titles.append([])
                continue
            titles.append(set_lines(title, form.period, (room,)))
        tallest = max((height_of(lines, form.period) for lines in titles), default=0)
        borders = (form.outer + form.head_rule) / 2
        months_row, days_row = form.months_row, 0.0
        if page.days:
            days_row = max(form.days_row, tallest + borders, form.heading.line + borders)
            if self._day.line + (form.thin + form.head_rule) / 2 > form.days_row:
                raise CannotLayError("large days")
        else:
            months_row = max(form.months_row, tallest + borders)
        bottom = y + months_row + days_row
        middle = (y + form.outer / 2 + bottom - form.head_rule / 2) / 2
        for column, text in enumerate((_NUMBER, _NAME)):
            self._centred(canvas, text, columns.middle(column, column + 1), middle, form.heading)
        at = 2
        for month in page.months:
            upper = (y + form.outer / 2 + y + months_row - form.thin / 2) / 2
            where = columns.middle(at, at + month.days)
            self._fit(month.label, form.heading, columns.room(at, at + month.days))
            self._centred(canvas, month.label, where, upper, form.heading)
            at += month.days
        for index, lines in enumerate(titles):
            self._block(canvas, lines, columns.middle(first + index, first + index + 1), middle, form.period)
        lower = (y + months_row + form.thin / 2 + bottom - form.head_rule / 2) / 2
        for index, day in enumerate(page.days, 2):
            self._fit(day, self._day, columns.room(index, index + 1))
            self._centred(canvas, day, columns.middle(index, index + 1), lower, self._day)
        rules.head(y, y + months_row if page.days else None, bottom, first)
        return bottom

    def _row(
        self,
        canvas: Canvas,
        rules: Rules,
        page: MarksPage,
        columns: Columns,
        row: Row,
        index: int,
        y: float,
    ) -> float:
        form = self._form
        above = form.head_rule if index == 0 else form.fifth_rule if index % EVERY == 0 else form.thin
        last = index + 1 == len(page.rows)
        below = form.outer if last else form.fifth_rule if (index + 1) % EVERY == 0 else form.thin
        borders = (above + below) / 2
        height = page.row_mm * PX_PER_MM
        name_type = self._name if row.points is None else form.name.at(row.points)
        pad = form.name_padding
        lines = self._broken(row.name, name_type, columns.room(1, 2) - pad.left - pad.right)
        named = height_of(lines, name_type)
        needed = max(named, self._number.line)
        laid = []
        at = 2
        for cell in row.cells:
            if cell.lines:
                type_ = self._mark if cell.points is None else form.mark.at(cell.points)
                room = columns.room(at, at + cell.span)
                shaped = self._marks(cell.lines, type_, room)
                laid.append((shaped, columns.middle(at, at + cell.span), type_))
                needed = max(needed, height_of(shaped, type_))
            if cell.span > 1:
                rules.spanned(index, at, at + cell.span)
            at += cell.span
        if at != len(columns.edges) - 1:
            raise CannotLayError("a row of another length")
        height = max(height, needed + borders)
        middle = y + height / 2 + (above - below) / 4
        self._centred(canvas, row.number, columns.middle(0, 1), middle, self._number)
        left = columns.edges[1] + columns.half[1] + pad.left
        top = middle - named / 2
        for line, baseline in zip(lines, baselines(lines, name_type), strict=True):
            canvas.text(line, left, top + baseline, name_type)
        for shaped, where, type_ in laid:
            self._block(canvas, shaped, where, middle, type_)
        rules.row(index, y, above)
        return y + height

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

    def _broken(self, text: str, type_: Type, room: float) -> Sequence[Line]:
        return set_lines(text, type_, (room,)) if text else ()

    def _marks(self, texts: tuple[str, ...], type_: Type, room: float) -> Sequence[Line]:
        """The lines of a cell; each is one, but for a mark wider than its cell."""
        key = texts, type_.size, room
        known = self._cells.get(key)
        if known is None:
            known = tuple(line for text in texts for line in set_lines(text, type_, (room,)))
            self._cells[key] = known
        return known

    def _fit(self, text: str, type_: Type, room: float) -> None:
        if len(self._marks((text,), type_, room)) > 1:
            raise CannotLayError("a title of the grid wider than its cell")

    def _centred(self, canvas: Canvas, text: str, x: float, middle: float, type_: Type) -> None:
        if text:
            self._block(canvas, (set_line(text, type_),), x, middle, type_)

    def _block(self, canvas: Canvas, lines: Sequence[Line], x: float, middle: float, type_: Type) -> None:
        top = middle - height_of(lines, type_) / 2
        for line, baseline in zip(lines, baselines(lines, type_), strict=True):
            canvas.text(line, x - width_of(line, type_) / 2, top + baseline, type_)
