"""What the spreadsheet library does not tell of an .ods: what is struck out, merged, hung on cells or lost.

The library gives the values of cells only, and a cell repeated no times shifts those behind it. Source:
OASIS OpenDocument 1.2 part 1, sections 9.1 (tables), 14.1 (annotations), 16.2 (styles), 20.385 (strokes).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from archiver.intake.report.grid import MAX_COLUMNS, MAX_ROWS, Cell, Objects
from archiver.intake.report.strokes import joined

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_STROKES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
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


def sheets_of(data: bytes) -> dict[str, OdsSheet]:
    """The details of every sheet by its name.

    Raises zipfile.BadZipFile, KeyError, ValueError or lxml's errors for a damaged package; ValueError also
    for a cell or row that is repeated no times and for a table in a cell of another.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml")
        common = package.read("styles.xml") if "styles.xml" in package.namelist() else b""
    styles: dict[str, tuple[str | None, bool | None]] = {}
    for element in _elements(common, f"{_STYLE}style") if common else ():
        _take_style(element, styles)
    found: dict[str, OdsSheet] = {}
    table = _Table(styles)
    tags = [
        f"{_STYLE}style",
        f"{_TABLE}table-column",
        f"{_TABLE}shapes",
        f"{_TABLE}table-row",
        f"{_TABLE}table",
    ]
    for element in _elements(content, *tags):
        if element.tag == tags[0]:
            _take_style(element, styles)
        elif element.tag == f"{_TABLE}table":
            if next(element.iterancestors(f"{_TABLE}table"), None) is not None:
                raise ValueError(element.tag)  # the library ends the sheet where the inner table ends
            found[element.get(f"{_TABLE}name", "")] = table.closed()
            table = _Table(styles)
        else:
            table.take(element)
    return found


def _take_style(element: Any, styles: dict[str, tuple[str | None, bool | None]]) -> None:
    """A style: its parent, and whether its letters are struck out, None where it does not say."""
    struck: bool | None = None
    for properties in element.iterfind(f"{_STYLE}text-properties"):
        told = [value for name in _STROKES if (value := properties.get(name)) is not None]
        struck = any(value != "none" for value in told) if told else struck
    styles[element.get(f"{_STYLE}name", "")] = (element.get(f"{_STYLE}parent-style-name"), struck)


class _Table:
    """A sheet as its rows come."""

    def __init__(self, styles: Mapping[str, tuple[str | None, bool | None]]) -> None:
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
        for at in self._places(first, width, times if text else 1):
            of_column = self._columns[at[1]] if at[1] < len(self._columns) else None
            if text and self._strikes(cell.get(f"{_TABLE}style-name") or row_style or of_column):
                self._sheet.whole.add(at)
            elif part:
                self._sheet.parts[at] = part
        self._comments += [first] * (cell.find(f"{_OFFICE}annotation") is not None)
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
            elif isinstance(one.tag, str) and one.tag.startswith(_TEXT):
                yield from self._letters(one, struck=struck or self._strikes(one.get(f"{_TEXT}style-name")))
            yield one.tail or "", struck

    def _strikes(self, style: str | None) -> bool:
        """Whether a style strikes letters out, by itself or by one it is made from."""
        for _step in range(len(self._styles)):
            if style is None or style not in self._styles:
                return False
            style, struck = self._styles[style]
            if struck is not None:
                return struck
        return False


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
