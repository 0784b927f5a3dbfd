"""What the spreadsheet library does not tell of a sheet, from either kind of workbook."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from archiver.intake.report.sheets import grid
from archiver.intake.report.sheets.compound import Outline
from archiver.intake.report.sheets.filled import Filled
from archiver.intake.report.sheets.grid import Cell, Grid, Objects, address, cell_text
from archiver.intake.report.sheets.number_words import word_for
from archiver.intake.report.sheets.ods_details import is_encrypted, sheets_of
from archiver.intake.report.sheets.strokes import stroked
from archiver.intake.report.sheets.xlsx_details import details_of


@dataclass(frozen=True, slots=True)
class Details:
    """Of one sheet: texts of errors, cells struck whole, struck parts as text with strokes.

    `objects` lie on it in none of its cells; `merged` are ranges that the library does not tell; `filled`
    are the cells that it must tell, `shown` the texts of those that it reads otherwise than they are shown,
    `words` the codes of formats that may show a word for a number.
    """

    errors: Mapping[Cell, str] = field(default_factory=dict)
    whole: frozenset[Cell] = frozenset()
    parts: Mapping[Cell, str] = field(default_factory=dict)
    objects: Objects = field(default_factory=Objects)
    merged: Sequence[tuple[Cell, Cell]] = ()
    filled: Filled = field(default_factory=Filled)
    shown: Mapping[Cell, str] = field(default_factory=dict)
    words: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def amended(self) -> Mapping[int, set[int]]:
        """Columns, by row, of cells whose text may be another one than the library gives."""
        found: dict[int, set[int]] = {}
        for row, column in (*self.errors, *self.shown, *self.words):
            found.setdefault(row, set()).add(column)
        return found

    def text_of(self, cell: Cell, value: object, text: str) -> str:
        """What a cell shows of which the library gave `value`, read as `text`; an error comes as ""."""
        text = self.shown.get(cell, text)
        code = self.words.get(cell)
        if code and isinstance(value, (int, float)) and not isinstance(value, bool):
            text = word_for(code, value) or text
        return text or self.errors.get(cell, "")

    def struck_in(self, sheet: Grid) -> dict[Cell, str]:
        """The texts with strokes of the cells of a sheet."""
        struck = {cell: cell_text(text)[0] for cell, text in self.parts.items()}
        return struck | {cell: stroked(text) for cell in self.whole if (text := sheet.text(*cell))}


OfSheet = Callable[[int, str], Details]
"""The details of a sheet by its number in the workbook and its name."""


@dataclass(frozen=True, slots=True)
class Look:
    """A workbook looked through: its sheets' details, formulas, those without a value.

    `sheets` are their names, None where the library tells all of them.
    """

    details: OfSheet
    formulas: tuple[str, ...]
    valueless: tuple[str, ...]
    sheets: tuple[str, ...] | None = None


def of_xlsx(file: str, data: bytes) -> Look:
    """What an .xlsx holds; raises FileRefused for a damaged package."""
    try:
        found = details_of(data)
    except (zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError, ValueError, OSError) as error:
        raise grid.broken(file) from error

    def of_sheet(number: int, _name: str) -> Details:
        one = found[number]
        return Details(one.errors, one.whole, one.parts, one.objects, filled=one.filled, words=one.words)

    return Look(
        of_sheet,
        tuple(address(*cell) for one in found for cell in one.formulas),
        tuple(address(*cell) for one in found for cell in one.valueless),
    )


def of_ods(file: str, data: bytes) -> Look:
    """What an .ods holds; raises FileRefused for a damaged package."""
    try:
        if is_encrypted(data):
            raise grid.encrypted(file)
        found = sheets_of(data)
    except (zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError, ValueError, OSError) as error:
        raise grid.broken(file) from error

    sheets = [one for _name, one in found]

    def of_sheet(number: int, _name: str) -> Details:
        one = sheets[number]
        kept = Filled.of(one.filled)
        return Details({}, frozenset(one.whole), one.parts, one.objects, one.merged, kept, one.shown)

    return Look(
        of_sheet,
        tuple(address(*cell) for one in sheets for cell in one.formulas),
        tuple(address(*cell) for one in sheets for cell in one.valueless),
        tuple(name for name, _one in found),
    )


def of_biff(outline: Outline) -> OfSheet:
    """The details of an .xls, whose records know sheets by where they begin in the file."""
    found = outline.details

    def of_sheet(number: int, _name: str) -> Details:
        at = outline.sheets[number] if number < len(outline.sheets) else -1
        return Details(
            {cell: text for (sheet, cell), text in found.errors.items() if sheet == at},
            frozenset(cell for sheet, cell in found.whole if sheet == at),
            {cell: text for (sheet, cell), text in found.parts.items() if sheet == at},
            found.objects_of(at),
            words={cell: code for (sheet, cell), code in found.words.items() if sheet == at},
        )

    return of_sheet
