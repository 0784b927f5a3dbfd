"""What the spreadsheet library does not tell of an .ods: what is struck out, merged, hung on cells or lost.

The library gives the values of cells only, and a cell repeated no times shifts those behind it. Source:
OASIS OpenDocument 1.2 part 1, sections 9.1 (tables), 14.1 (annotations), 16.2 (styles), 20.385 (strokes).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from archiver.intake.report.sheets.grid import MAX_COLUMNS, MAX_ROWS, Cell, Objects
from archiver.intake.report.sheets.ods_styles import STYLE, Styles
from archiver.intake.report.sheets.strokes import joined

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_BESIDE = {f"{_TEXT}ruby-text", f"{_TEXT}note"}
_HIDDEN = {f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"}
_VALUES = ("value", "date-value", "time-value", "boolean-value")
_NUMBERS = {"float", "percentage", "currency"}
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_MOST_REPEATED = 100_000  # cells of a table told one by one; repeated ones beyond it are empty


@dataclass(slots=True)
class OdsSheet:
    """What is told of one sheet; `merged` are ranges as (first, last) cells, `formulas` their cells."""

    whole: set[Cell] = field(default_factory=set)
    parts: dict[Cell, str] = field(default_factory=dict)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    formulas: list[Cell] = field(default_factory=list)
    valueless: list[Cell] = field(default_factory=list)
    objects: Objects = field(default_factory=Objects)
    filled: dict[Cell, None] = field(default_factory=dict)
    """Cells that show something."""
    shown: dict[Cell, str] = field(default_factory=dict)
    """What is shown where the library gives nothing or something else."""


def sheets_of(data: bytes) -> list[tuple[str, OdsSheet]]:
    """The name and the details of every sheet in their order; one without a name is called "".

    Raises zipfile.BadZipFile, KeyError, ValueError or lxml's errors for a damaged package; ValueError also
    for a cell or row that is repeated no times and for a table in a cell of another.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml")
        common = package.read("styles.xml") if "styles.xml" in package.namelist() else b""
    styles = Styles()
    for element in _elements(common, STYLE) if common else ():
        styles.take(element)
    found: list[tuple[str, OdsSheet]] = []
    table = _Table(styles)
    tags = [
        STYLE,
        f"{_TABLE}table-column",
        f"{_TABLE}shapes",
        f"{_TABLE}table-row",
        f"{_TABLE}table",
    ]
    for element in _elements(content, *tags):
        if element.tag == STYLE:
            styles.take(element)
        elif element.tag == f"{_TABLE}table":
            if next(element.iterancestors(f"{_TABLE}table"), None) is not None:
                raise ValueError(element.tag)  # the library ends the sheet where the inner table ends
            found.append((element.get(f"{_TABLE}name", ""), table.closed()))
            table = _Table(styles)
        else:
            table.take(element)
    return found


def is_encrypted(data: bytes) -> bool:
    """Whether the document is protected with a password: its manifest says how its parts are encrypted."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        listed = "META-INF/manifest.xml" in package.namelist()
        return listed and b"encryption-data" in package.read("META-INF/manifest.xml")


class _Table:
    """A sheet as its rows come."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._columns: list[str | None] = []
        self._row = 0
        self._told = 0
        self._sheet = OdsSheet()
        self._comments: list[Cell] = []
        self._texts: list[Cell] = []
        self._pictures = self._charts = 0

    def take(self, element: Any) -> None:
        """A column, a row, or what lies on the sheet."""
        if element.tag == f"{_TABLE}table-column":
            style = element.get(f"{_TABLE}default-cell-style-name")
            count = min(_repeated(element, "columns"), MAX_COLUMNS - len(self._columns))
            self._columns += [style] * count
        elif element.tag == f"{_TABLE}table-row":
            self._take_row(element)
        else:
            self._take_drawn(element, (0, 0))

    def closed(self) -> OdsSheet:
        """The sheet when its last row was taken."""
        self._sheet.objects = Objects(tuple(self._comments), tuple(self._texts), self._pictures, self._charts)
        return self._sheet

    def _take_row(self, row: Any) -> None:
        times = _repeated(row, "rows")
        style = row.get(f"{_TABLE}default-cell-style-name")
        column = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            width = _repeated(cell, "columns")
            if (len(cell) or cell.get(f"{_TABLE}formula")) and column < MAX_COLUMNS:
                self._take_cell(cell, column, min(width, MAX_COLUMNS - column), times, style)
            self._take_span(cell, column)
            column += width
        self._row += times

    def _take_cell(self, cell: Any, column: int, width: int, times: int, row_style: str | None) -> None:
        first = self._row, column
        runs = list(self._runs(cell))
        text = "".join(letters for letters, _struck in runs).strip()
        if cell.get(f"{_TABLE}formula") is not None:
            self._sheet.formulas.append(first)
            if not text and cell.get(f"{_OFFICE}value-type") is None:
                self._sheet.valueless.append(first)
        part = joined(runs)
        beside = any(map(_is_beside, cell.iter(*_BESIDE, *_HIDDEN)))
        misread = text and _is_misread(cell, text, beside)
        if text:
            self._sheet.filled[first] = None
        for at in self._places(first, width, times if text else 1):
            of_column = self._columns[at[1]] if at[1] < len(self._columns) else None
            style = cell.get(f"{_TABLE}style-name") or row_style or of_column
            if misread:
                self._sheet.shown[at] = text
            if text and self._styles.strikes(style):
                self._sheet.whole.add(at)
            elif part:
                self._sheet.parts[at] = part
        self._comments += [first] * (next(cell.iter(f"{_OFFICE}annotation"), None) is not None)
        self._texts += [first] * beside
        self._take_drawn(cell, first)

    def _places(self, first: Cell, width: int, times: int) -> Iterator[Cell]:
        for row in range(min(times, MAX_ROWS)):
            for column in range(width):
                self._told += 1
                if self._told > _MOST_REPEATED:
                    return
                yield first[0] + row, first[1] + column

    def _take_span(self, cell: Any, column: int) -> None:
        right = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if right > 1 or down > 1:
            self._sheet.merged.append(((self._row, column), (self._row + down - 1, column + right - 1)))

    def _take_drawn(self, element: Any, at: Cell) -> None:
        for one in element.iter(f"{_DRAW}*"):
            above = one.getparent().tag
            if above.startswith(_DRAW) and above != f"{_DRAW}g":
                continue  # what a frame holds is told with it
            if any("".join(text.itertext()).strip() for text in one.iter(f"{_TEXT}p")):
                self._texts.append(at)
            elif one.find(f".//{_DRAW}object") is not None:
                self._charts += 1
            elif one.find(f".//{_DRAW}image") is not None:
                self._pictures += 1

    def _runs(self, cell: Any) -> Iterator[tuple[str, bool]]:
        for number, paragraph in enumerate(cell.iterfind(f"{_TEXT}p")):
            if number:
                yield " ", False
            yield from self._letters(paragraph, struck=False)

    def _letters(self, element: Any, *, struck: bool) -> Iterator[tuple[str, bool]]:
        yield element.text or "", struck
        for one in element:
            if one.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
                yield " ", struck
            elif isinstance(one.tag, str) and one.tag.startswith(_TEXT) and not _is_beside(one):
                yield from self._letters(
                    one, struck=struck or self._styles.strikes(one.get(f"{_TEXT}style-name"))
                )
            yield one.tail or "", struck


def _is_beside(element: Any) -> bool:
    """Whether the text stands beside the cell's or is hidden: joined to a mark it would be another one."""
    hidden = element.tag in _HIDDEN and element.get(f"{_TEXT}is-hidden") != "false"
    return bool(hidden or element.tag in _BESIDE)


def _is_misread(cell: Any, text: str, beside: bool) -> bool:
    """Whether the library gives something else than the text: nothing, more, or a number for a word.

    A formula that is true is saved as the number 1, shown as «ИСТИНА»: nobody's grade.
    """
    kind, told = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}string-value")
    if kind == "string":
        parted = cell.find(f"{_TEXT}p//*") is not None  # the library joins what a tab or a new line parts
        return bool(told == "" or (told is None and (beside or parted)))
    if kind in _NUMBERS and not any(map(str.isdigit, text)):
        return True
    return all(not cell.get(f"{_OFFICE}{name}") for name in _VALUES)


def _repeated(element: Any, what: str) -> int:
    told = int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    if told < 1:
        raise ValueError(what)  # no program agrees with another on what stands behind it
    return told


def _elements(data: bytes, *tags: str) -> Iterator[Any]:
    """The elements one after another as they end, each let go when the next is asked for."""
    for _event, element in etree.iterparse(
        io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True
    ):
        yield element
        element.clear()
