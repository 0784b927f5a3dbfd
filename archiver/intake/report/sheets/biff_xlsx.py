"""Workbooks, old (.xls, BIFF), new (.xlsx) and OpenDocument (.ods), read into grids.

Sizes and passwords are judged before the spreadsheet library sees the file, so that the refusal can say
what is wrong; a file at which the library runs wild or dies is the quarantine's to end.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from archiver.intake.detect import Format
from archiver.intake.refusal import FileRefused
from archiver.intake.report.sheets import code_page, compound, grid, package
from archiver.intake.report.sheets.grid import Grid, Sheets, address, cell_text
from archiver.intake.report.sheets.workbook_details import Details, of_biff, of_ods, of_xlsx

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from archiver.settings.tables import Limits


_EMPTY = ("", False, None)


def read_workbook(file: str, data: bytes, kind: Format, limits: Limits) -> Sheets:
    """The sheets of a workbook with cached values of formulas. Raises FileRefused."""
    formulas: tuple[str, ...] = ()
    valueless: tuple[str, ...] = ()
    named: tuple[str, ...] | None = None
    told = again = None
    if kind is Format.BIFF_XLS:
        book, outline = _look_through_biff(file, data)
        formulas = tuple(address(*cell) for cell in outline.values.formulas)
        valueless = tuple(address(*cell) for cell in outline.values.valueless)
        details = of_biff(outline)
        data, told, again = code_page.put_right(data, book)
    else:
        package.look_through(file, data, limits)
        look = of_ods(file, data) if kind is Format.ODS else of_xlsx(file, data)
        named, details, formulas, valueless = look.sheets, look.details, look.formulas, look.valueless
    cleaned: list[str] = []
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as opened:
            if named is not None and named != tuple(opened.sheet_names):
                raise grid.broken(file)  # the library passes over a sheet that it cannot name
            grids = [
                _grid(file, opened.get_sheet_by_name(meta.name), details(number, meta.name), cleaned, again)
                for number, meta in enumerate(opened.sheets_metadata)
                if _is_sheet(meta.typ)
            ]
            if len(set(opened.sheet_names)) < len(opened.sheet_names):
                raise grid.broken(
                    file
                )  # the library finds a sheet by its name: it would read one of them twice
            others = tuple(meta.name for meta in opened.sheets_metadata if not _is_sheet(meta.typ))
    except PasswordError as error:
        raise grid.encrypted(file) from error
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # damage has many names; the library's panics are the quarantine's
        raise grid.broken(file) from error
    return Sheets(
        tuple(grids),
        formulas=formulas,
        cleaned=tuple(cleaned),
        encoding=told,
        others=others,
        valueless=valueless,
    )


def _is_sheet(kind: object) -> bool:
    from python_calamine import SheetTypeEnum

    return kind == SheetTypeEnum.WorkSheet


def _grid(
    file: str, sheet: CalamineSheet, details: Details, cleaned: list[str], encoding: str | None
) -> Grid:
    """A sheet; its texts read anew in `encoding` where the library could not know it."""
    rows: list[tuple[str, ...]] = []
    fractions: set[grid.Cell] = set()
    dates: set[grid.Cell] = set()
    if sheet.end is not None:  # the library's total_height is the last row's index, not a height
        if sheet.end[0] >= grid.MAX_ROWS or sheet.end[1] >= grid.MAX_COLUMNS:
            raise grid.too_many_cells(file)
        read, amended = _reading(encoding), details.amended
        for number, row in enumerate(sheet.to_python(skip_empty_area=False)):
            texts = []
            for column, value in enumerate(row):
                text, changed, kind = read(value) if value != "" else _EMPTY  # as two of three cells are
                if kind is not None:
                    (fractions if kind is float else dates).add((number, column))
                if changed:
                    cleaned.append(address(number, column))
                texts.append(text)
            for column in amended.get(number, set()).intersection(range(len(row))):
                texts[column] = details.text_of((number, column), row[column], texts[column])
            while texts and not texts[-1]:
                texts.pop()
            rows.append(tuple(texts))
    covered: dict[grid.Cell, grid.Cell] = {}
    told = 0
    for (top, left), (bottom, right) in (*(sheet.merged_cell_ranges or ()), *details.merged):
        height = min(bottom, len(rows) - 1) - top + 1
        width = min(right, grid.MAX_COLUMNS) - left + 1
        if height * width > grid.MAX_COLUMNS * 64:
            continue  # a merged range over the whole sheet says nothing of the table
        told += max(0, height) * max(0, width)
        if told > grid.MAX_CELLS:  # ranges lie on one another
            raise grid.too_many_cells(file)
        covered |= {(top + r, left + c): (top, left) for r in range(height) for c in range(width) if r or c}
    made = Grid(
        tuple(rows),
        cell_text(code_page.anew(sheet.name, encoding) if encoding else sheet.name)[0],
        covered,
        frozenset(fractions),
        frozenset(dates),
    )
    if details.filled.missing_in(made) is not None:
        raise grid.broken(file)  # the library left a cell empty that is not
    return replace(made, struck=details.struck_in(made), objects=details.objects)


def _reading(encoding: str | None) -> Callable[[object], tuple[str, bool, type | None]]:
    """Reads values: their text, whether it was cleaned, and their type where it is a fraction or a date.

    A journal has few values that differ, so each is read once.
    """
    known: dict[tuple[type, object], tuple[str, bool, type | None]] = {}

    def read(value: object) -> tuple[str, bool, type | None]:
        key = type(value), value
        found = known.get(key)
        if found is None:
            anew = encoding is not None and isinstance(value, str)
            told = float if isinstance(value, float) and not value.is_integer() else None
            found = known[key] = (
                *cell_text(code_page.anew(str(value), encoding or "") if anew else value),
                dt.date if isinstance(value, (dt.date, dt.time, dt.timedelta)) else told,
            )
        return found

    return read


def _look_through_biff(file: str, data: bytes) -> tuple[bytes, compound.Outline]:
    """The workbook's stream, and what its records say."""
    try:
        streams = compound.streams(data)
        if "EncryptedPackage" in streams:
            raise grid.encrypted(file)
        book = streams.get("Workbook", streams.get("Book"))
        if book is None:
            raise grid.broken(file)
        outline = compound.outline(book)
    except compound.DamagedError as error:
        raise grid.broken(file) from error
    if outline.password:
        raise grid.encrypted(file)
    if outline.values.twice is not None:
        raise grid.written_twice(file, address(*outline.values.twice))
    if outline.cells > grid.MAX_CELLS:
        raise grid.too_many_cells(file)
    return book, outline
