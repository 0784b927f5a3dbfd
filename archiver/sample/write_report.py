"""The printed report as spreadsheets: .xls (BIFF, what the system itself gives) and .xlsx."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from archiver.journal.model import Journal, Term
from archiver.sample.export_file import ExportFile
from archiver.sample.report_pages import Pages, ReportPage, heading, printed_terms, report_name, report_pages

SHEET = "Журнал"
_CREATED = dt.datetime(2026, 1, 1)  # a fixed day: the same sample has the same bytes

Span = tuple[int, int, int, int]


def xls_files(
    position: int, journal: Journal, suffix: str = "", pages: Pages = report_pages
) -> Iterator[ExportFile]:
    """One .xls file for every term."""
    for term in printed_terms(journal):
        yield ExportFile(f"{report_name(journal, term)}{suffix}.xls", _xls(journal, term, pages), position)


def xlsx_files(
    position: int, journal: Journal, suffix: str = "", pages: Pages = report_pages
) -> Iterator[ExportFile]:
    """One .xlsx file for every term."""
    for term in printed_terms(journal):
        yield ExportFile(f"{report_name(journal, term)}{suffix}.xlsx", _xlsx(journal, term, pages), position)


class _Grid:
    """Cells to write: `put(row, column, value)` or a merged range; implemented for both libraries."""

    def put(self, row: int, column: int, value: str | int) -> None:
        """Write one cell."""
        raise NotImplementedError

    def merge(self, span: Span, value: str) -> None:
        """Write a merged range: first row, first column, last row, last column."""
        raise NotImplementedError


def _fill(grid: _Grid, journal: Journal, term: Term, pages: Pages) -> None:
    row = 0
    for line in heading(term):
        grid.put(row, 0, line)
        row += 1
    row += 1
    for page in pages(journal, term):
        row = _block(grid, page, row) + 1


def _block(grid: _Grid, page: ReportPage, top: int) -> int:
    """Write one block; returns the row after it. Rows are those of the report's known layout."""
    grid.put(top, 0, f"Предмет : {page.title}")
    if page.teacher:
        grid.put(top + 1, 0, f"Преподаватель : {page.teacher}")
    grid.merge((top + 2, 0, top + 3, 0), "№ п/п")
    grid.merge((top + 2, 1, top + 3, 1), "ФИО")
    column = 2
    for month, width in page.months:
        grid.merge((top + 2, column, top + 2, column + width - 1), month)
        column += width
    for offset, day in enumerate(page.days):
        grid.put(top + 3, 2 + offset, day)
    for title in page.periods:
        grid.merge((top + 2, column, top + 3, column), title)
        column += 1
    row = top + 4
    for number, name, cells in page.rows:
        if number is not None:
            grid.put(row, 0, number)
        if name:
            grid.put(row, 1, name)
        for offset, text in enumerate(cells):
            if text:
                grid.put(row, 2 + offset, int(text) if text.isdecimal() else text)
        row += 1
    return row


def _xls(journal: Journal, term: Term, pages: Pages) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(SHEET)

    class Xls(_Grid):
        def put(self, row: int, column: int, value: str | int) -> None:
            sheet.write(row, column, value)

        def merge(self, span: Span, value: str) -> None:
            top, left, bottom, right = span
            sheet.write_merge(top, bottom, left, right, value)

    _fill(Xls(), journal, term, pages)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsx(journal: Journal, term: Term, pages: Pages) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    # Names are data: a surname that looks like a formula or an address stays a string.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _CREATED, "title": heading(term)[0]})
    sheet = book.add_worksheet(SHEET)

    class Xlsx(_Grid):
        def put(self, row: int, column: int, value: str | int) -> None:
            sheet.write(row, column, value)

        def merge(self, span: Span, value: str) -> None:
            if span[:2] == span[2:]:
                sheet.write(span[0], span[1], value)
            else:
                sheet.merge_range(*span, value)

    _fill(Xlsx(), journal, term, pages)
    book.close()
    return stream.getvalue()
