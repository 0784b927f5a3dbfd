"""The marks grid of a page: rules between months, lessons and students, and the text of every cell.

The measures follow CSS 2.2, section 17, for collapsing borders and rows of a set height, as the engine
applies it: a cell's text is centred between the halves of its rules.
"""

from __future__ import annotations

from itertools import accumulate

from archiver.press.laying.canvas import Canvas, width_of
from archiver.press.laying.form import PX_PER_MM, GridForm, Sheet, Type
from archiver.press.laying.letters import Line, letters
from archiver.press.laying.lines import broken
from archiver.press.laying.refusal import CannotLayError
from archiver.press.laying.rules import EVERY, Columns, Rules
from archiver.press.spec import Grid, MarksPage, Row

_NUMBER, _NAME = "№", "Фамилия, имя, отчество"


class GridLayer:
    """Lays the grids of one section."""

    def __init__(self, form: GridForm, sheet: Sheet, grid: Grid) -> None:
        self._form, self._sheet, self._grid = form, sheet, grid
        self._mark = form.mark.at(grid.mark_pt)
        self._day = form.heading.at(grid.day_pt)
        self._number, self._name = form.number.at(grid.name_pt), form.name.at(grid.name_pt)
        self._texts: dict[tuple[str, float], tuple[Line, float]] = {}

    def lay(self, canvas: Canvas, page: MarksPage, top: float) -> float:
        """Put the grid on `canvas` below `top`; returns where it ends. Raises CannotLayError."""
        form = self._form
        if not page.rows:
            raise CannotLayError("no students")
        columns = self._columns(page)
        rules = Rules(canvas, form, columns)
        y = top + form.outer / 2
        y, head_bottom = self._head(canvas, rules, page, columns, y), y
        rules.open(head_bottom, y, len(page.days))
        for index, row in enumerate(page.rows):
            y = self._row(canvas, rules, page, columns, row, index, y)
        rules.close(y)
        bottom = y + form.outer / 2
        if bottom > self._sheet.bottom - 0.5:
            raise CannotLayError("a grid longer than its page")
        return self._notes(canvas, page, bottom)

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
        titles: list[list[Line]] = []
        for index, title in enumerate(page.periods):
            pad = form.period_padding
            room = columns.room(first + index, first + index + 1) - pad.left - pad.right
            if not title:
                titles.append([])
                continue
            titles.append(broken(letters(form.period.face), title, form.period.size, (room,)))
        tallest = max((len(lines) for lines in titles), default=0) * form.period.line
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
        needed = max(len(lines) * name_type.line, self._number.line)
        laid = []
        at = 2
        for cell in row.cells:
            if cell.lines:
                type_ = self._mark if cell.points is None else form.mark.at(cell.points)
                room = columns.room(at, at + cell.span)
                shaped = [self._shaped(line, type_, room) for line in cell.lines]
                laid.append((shaped, columns.middle(at, at + cell.span), type_))
                needed = max(needed, len(shaped) * type_.line)
            if cell.span > 1:
                rules.spanned(index, at, at + cell.span)
            at += cell.span
        if at != len(columns.edges) - 1:
            raise CannotLayError("a row of another length")
        height = max(height, needed + borders)
        middle = y + height / 2 + (above - below) / 4
        self._centred(canvas, row.number, columns.middle(0, 1), middle, self._number)
        baseline = middle - len(lines) * name_type.line / 2 + name_type.drop
        left = columns.edges[1] + columns.half[1] + pad.left
        for number, line in enumerate(lines):
            canvas.text(line, left, baseline + number * name_type.line, name_type)
        for shaped, where, type_ in laid:
            baseline = middle - len(shaped) * type_.line / 2 + type_.drop
            for number, (line, width) in enumerate(shaped):
                canvas.text(line, where - width / 2, baseline + number * type_.line, type_)
        rules.row(index, y, above)
        return y + height

    def _notes(self, canvas: Canvas, page: MarksPage, y: float) -> float:
        """What a cell had no room for, note after note on one line."""
        form = self._form
        if page.notes:
            y += form.notes_gap
            x = self._sheet.left
            for index, note in enumerate(page.notes):
                # Each note is an element of its own: nothing is kerned from one to the next.
                x += width_of(" ", form.notes) if index else 0.0
                x = canvas.write(f"{note}.", x, y + form.notes.drop, form.notes)
            if x > self._sheet.left + self._sheet.measure - 1:
                raise CannotLayError("notes of several lines")
            y += form.notes.line
        return y

    def remark(self, canvas: Canvas, text: str, y: float) -> float:
        """A sentence under the grid, such as «Занятий нет.»; returns where it ends."""
        return self._remark(canvas, text, y)

    def _remark(self, canvas: Canvas, text: str, y: float) -> float:
        form = self._form
        y += form.none_gap
        canvas.write(text, self._sheet.left, y + form.none.drop, form.none)
        return y + form.none.line

    def _broken(self, text: str, type_: Type, room: float) -> list[Line]:
        if not text:
            return []
        return broken(letters(type_.face), text, type_.size, (room,))

    def _shaped(self, text: str, type_: Type, room: float) -> tuple[Line, float]:
        known = self._texts.get((text, type_.size))
        if known is None:
            line = letters(type_.face).line(text)
            known = self._texts[text, type_.size] = line, line.width * type_.size / 1000
        if known[1] > room:
            raise CannotLayError("a mark wider than its cell")
        return known

    def _fit(self, text: str, type_: Type, room: float) -> None:
        self._shaped(text, type_, room)

    def _centred(self, canvas: Canvas, text: str, x: float, middle: float, type_: Type) -> None:
        if not text:
            return
        line, width = self._shaped(text, type_, float("inf"))
        canvas.text(line, x - width / 2, middle - type_.line / 2 + type_.drop, type_)

    def _block(self, canvas: Canvas, lines: list[Line], x: float, middle: float, type_: Type) -> None:
        baseline = middle - len(lines) * type_.line / 2 + type_.drop
        for number, line in enumerate(lines):
            width = line.width * type_.size / 1000
            canvas.text(line, x - width / 2, baseline + number * type_.line, type_)
