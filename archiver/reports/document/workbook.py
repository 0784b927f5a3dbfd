"""A document of reports as an XLSX workbook: one sheet a report, set up for the printer like its page.

Text is written as text: no cell can become a formula, a link or a number it was not (domain: names
may begin with «=»). The same document gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from archiver.disk.names import UniqueNames
from archiver.press.text.printable import printable
from archiver.reports.document.layout import as_wide_as_texts, heading_height
from archiver.reports.document.report import (
    RIGHT_MARGIN_MM,
    VERTICAL_MARGINS_MM,
    Align,
    Column,
    Document,
    Emphasis,
    PaperFormat,
    Report,
    Row,
    Signature,
    Table,
)

_INCH_MM = 25.4
_PIXELS_MM = 96 / 25.4
_UNIT_PIXELS, _PADDING_PIXELS = 7, 5
"""A column of n units is so many pixels for each, and those between cells (Excel's usual face)."""
_LETTER_MM, _HEAD_LETTER_MM, _LINE_POINTS = 1.75, 1.55, 12.0
"""A letter of a cell and of a heading, and a line: faces that stand in for ours are wider."""
_ROOM_MM = 400.0
_LEAST_MM = 6.0
_WIDER = 1.35
"""A text of a workbook takes so much of what it takes on a page."""
_POINTS_MM = 72 / 25.4
_PAPERS = {PaperFormat.A4: 9, PaperFormat.A3: 8}
_CREATED = dt.datetime(2000, 1, 1)
_TAB = 31
_FACE = "PT Sans Narrow"
_MAX_TEXT = 32_767
_MAX_FOOT = 230
"""A footer has 255 signs, codes and the number of the sheet included."""


def workbook(document: Document) -> bytes:
    """The workbook's bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": printable(document.title)[0], "created": _CREATED})
    names = UniqueNames()
    formats: dict[tuple[tuple[str, Any], ...], Any] = {}
    for report in document.reports:
        _Tab(book, report, _tab_name(names, report.name or report.title), formats).write()
    book.close()
    return stream.getvalue()


def _foot(text: str) -> str:
    """The text as a footer takes it: «&» begins a code there, and what is too long loses its middle."""
    whole = text.replace("&", "&&")
    if len(whole) <= _MAX_FOOT:
        return whole
    plain = text.replace("&", "и")
    ends = _MAX_FOOT // 2
    return f"{plain[: ends - 1].rstrip()}…{plain[-ends:].lstrip()}"


def _tab_name(names: UniqueNames, wanted: str) -> str:
    """A name that a workbook takes: short, unique, without brackets and apostrophes at the ends."""
    plain = printable(wanted)[0].translate(str.maketrans("[]'", "() "))
    for length in (_TAB, _TAB - 5):
        name = names.take(plain[:length].strip())
        if len(name) <= _TAB:
            return name
    return names.take(plain[: _TAB - 8].strip())[:_TAB]


@dataclass(slots=True)
class _Tab:
    """One sheet while it is written; `row` is the next free line."""

    book: Any
    report: Report
    name: str
    formats: dict[tuple[tuple[str, Any], ...], Any]
    row: int = 0
    sheet: Any = None
    width: int = 1

    def write(self) -> None:
        report = self.report
        self.sheet = self.book.add_worksheet(self.name)
        self.width = max([len(table.columns) for table in report.tables], default=8)
        self._set_up()
        if report.approval:
            for text in ("УТВЕРЖДАЮ", report.approval.post, f"______________ {report.approval.name}"):
                self._line(text, align="right")
        self._line(report.organisation, align="center", wrap=True)
        self._line(report.title, align="center", bold=True, font_size=13)
        for text in report.subtitle:
            self._line(text, align="center", font_size=11)
        for fact in report.facts:
            label = f"{fact.said_by}: " if fact.said_by else ""
            self._line(f"{label}{fact.value or '____________________'}")
        for number, table in enumerate(report.tables):
            self.row += 1
            self._table(table, first=number == 0)
        if report.missing:
            self.row += 1
            self._line("Чего не хватает в исходных данных", bold=True)
            for text in report.missing:
                self._line(f"— {text}", wrap=True)
        for text in (*report.remarks, *report.closing):
            self._line(text, wrap=True)
        self._signed(report.signatures, seal=report.seal)
        if report.dated:
            self._line("«____» ________________ 20____ г.")
        if report.resolution:
            self.row += 1
            for text in report.resolution.lines:
                self._line(text, wrap=True)
            self._signed(report.resolution.signatures)

    def _signed(self, signatures: tuple[Signature, ...], *, seal: bool = False) -> None:
        self.row += bool(signatures)
        for number, one in enumerate(signatures):
            place = "  М.П." if seal and number == 0 else ""
            self._line(f"{one.post}{place}  __________________  {one.name or '____________________'}")

    def _set_up(self) -> None:
        sheet, paper = self.sheet, self.report.sheet
        sheet.set_paper(_PAPERS[paper.paper])
        if paper.landscape:
            sheet.set_landscape()
        above, below = VERTICAL_MARGINS_MM
        sheet.set_margins(
            left=paper.binding_margin_mm / _INCH_MM,
            right=RIGHT_MARGIN_MM / _INCH_MM,
            top=above / _INCH_MM,
            bottom=below / _INCH_MM,
        )
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{_foot(printable(self.report.imprint)[0])}&R&8лист &P из &N")

    def _format(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            every = {"font_name": _FACE, "font_size": 9, "valign": "vcenter", **wanted}
            self.formats[key] = self.book.add_format(every)
        return self.formats[key]

    def _line(self, text: str, *, wrap: bool = False, **wanted: Any) -> None:
        """A text across the whole sheet."""
        if not text:
            return
        form = self._format(text_wrap=wrap, **wanted)
        self._merge(self.row, 0, self.width, text, form)
        if wrap:
            room = self.width * 9
            self.sheet.set_row(self.row, 12.5 * (1 + len(text) // max(room, 60)))
        self.row += 1

    def _merge(self, row: int, column: int, span: int, value: object, form: Any, rows: int = 1) -> None:
        if span > 1 or rows > 1:
            self.sheet.merge_range(row, column, row + rows - 1, column + span - 1, "", form)
        self._put(row, column, value, form)

    def _put(self, row: int, column: int, value: object, form: Any) -> None:
        if isinstance(value, (int, Decimal)):
            self.sheet.write_number(row, column, value, form)
        elif value:
            self.sheet.write_string(row, column, printable(str(value))[0][:_MAX_TEXT], form)
        else:
            self.sheet.write_blank(row, column, None, form)

    def _table(self, table: Table, *, first: bool) -> None:
        table = _fitted(table)
        if table.caption:
            self._line(table.caption, bold=True)
        if first:
            for place, column in enumerate(table.columns):
                units = (_width(column) * _PIXELS_MM - _PADDING_PIXELS) / _UNIT_PIXELS
                self.sheet.set_column(place, place, units)
        top = self.row
        self._head(table, heading_height(table, _ROOM_MM))
        if first:
            self.sheet.repeat_rows(top, self.row - 1)
        for row in table.rows:
            self._row(row, table.columns)

    def _head(self, table: Table, height_mm: float) -> None:
        grouped = any(column.group for column in table.columns)
        place = 0
        while place < len(table.columns):
            column = table.columns[place]
            run = 1
            while (
                column.group
                and place + run < len(table.columns)
                and table.columns[place + run].group == column.group
            ):
                run += 1
            if column.group:
                form = self._format(border=1, bold=True, align="center", text_wrap=True)
                self._merge(self.row, place, run, column.group, form)
                for number in range(place, place + run):
                    self._heading(self.row + 1, number, table.columns[number], 1)
            else:
                self._heading(self.row, place, column, 2 if grouped else 1)
            place += run
        self.row += 1
        if grouped:
            self.row += 1
        level = max((_lines_of_head(column) for column in table.columns if not column.rotated), default=1)
        if height_mm:
            self.sheet.set_row(self.row - 1, min(height_mm + 24, 120) * _POINTS_MM)
        elif level > 1:
            self.sheet.set_row(self.row - 1, level * _LINE_POINTS)

    def _heading(self, row: int, place: int, column: Column, rows: int) -> None:
        text = column.title + (f"\n{column.note}" if column.note else "")
        form = self._format(
            border=1, align="center", text_wrap=True, rotation=90 if column.rotated else 0, font_size=8
        )
        self._merge(row, place, 1, text, form, rows)

    def _row(self, row: Row, columns: tuple[Column, ...]) -> None:
        place, lines = 0, 1
        for cell in row.cells:
            column = columns[place]
            wanted: dict[str, Any] = {"border": 1, "align": (cell.align or column.align).value}
            if cell.strong or row.emphasis is Emphasis.TOTAL:
                wanted["bold"] = True
            if column.shaded and cell.span == 1:
                wanted["bg_color"] = "#D9D9D9"
            if row.emphasis in (Emphasis.SUBTOTAL, Emphasis.TOTAL):
                wanted["top"] = 2
            if (cell.align or column.align) is Align.LEFT:
                wanted["text_wrap"] = True
                room = sum(_width(one) for one in columns[place : place + cell.span])
                lines = max(lines, _lines(str(cell.value), room, _LETTER_MM))
            if isinstance(cell.value, Decimal):
                places = max(0, -int(cell.value.as_tuple().exponent))
                wanted["num_format"] = "0." + "0" * places if places else "0"
            self._merge(self.row, place, cell.span, cell.value, self._format(**wanted))
            place += cell.span
        if lines > 1:
            self.sheet.set_row(self.row, lines * _LINE_POINTS)
        self.row += 1


def _fitted(table: Table) -> Table:
    """The table with columns that fit their texts as wide as those are in a workbook."""
    columns = (
        replace(column, width_mm=column.width_mm * _WIDER) if column.fits else column
        for column in as_wide_as_texts(table).columns
    )
    return replace(table, columns=tuple(columns))


def _width(column: Column) -> float:
    """The width of a column in mm: a workbook does not spread what room is left."""
    return max(column.width_mm, 45.0 if column.grows else _LEAST_MM)


def _lines(text: str, room_mm: float, letter_mm: float) -> int:
    """How many lines a text takes, word by word: programs differ in whether they find out themselves."""
    letters = max(1, int((room_mm - 1.5) / letter_mm))
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > letters:
            lines, used = lines + 1, 0
        used += len(word) + bool(used)
    return lines


def _lines_of_head(column: Column) -> int:
    found = _lines(column.title, _width(column), _HEAD_LETTER_MM)
    return found + (_lines(column.note, _width(column), _HEAD_LETTER_MM) if column.note else 0)
