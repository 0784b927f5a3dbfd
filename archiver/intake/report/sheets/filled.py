"""Which cells of a workbook hold something, by a count of our own: the library must have given each of them.

A library that comes upon a value spelled in a way that it does not know leaves the cell empty and says
nothing; the mark would be missing in the binder.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from lxml import etree

from archiver.intake.report.sheets.grid import Cell, Grid, cell_of, cell_text

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
_KNOWN = {name.casefold() for name in _PARENTS}
_TABLE = ("sheetData", "row", "c")
_TEXTS = frozenset({"v", "t"})


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of a sheet that hold something, each with the number of its shared text (None: its own).

    `strings` is the part with the shared texts, b"" where there is none.
    """

    cells: Mapping[Cell, int | None] = field(default_factory=dict)
    strings: bytes = b""

    def missing_in(self, sheet: Grid) -> Cell | None:
        """A cell that holds something and came out empty; None if there is none."""
        missing = [cell for cell in self.cells if not sheet.text(*cell)]
        if not missing:
            return None
        blank = _blank_texts(self.strings) if any(self.cells[cell] is not None for cell in missing) else ()
        return next((cell for cell in missing if self.cells[cell] not in blank), None)


def _blank_texts(strings: bytes) -> frozenset[int]:
    """The numbers of the shared texts that show nothing."""
    blank = set()
    events = etree.iterparse(
        io.BytesIO(strings), events=("end",), tag="{*}si", resolve_entities=False, no_network=True
    )
    for number, (_event, one) in enumerate(events):
        texts = *one.iterfind("{*}t"), *one.iterfind("{*}r/{*}t")  # not those of phonetic help
        if not cell_text("".join(text.text or "" for text in texts))[0]:
            blank.add(number)
        one.clear()
    return frozenset(blank)


def well_formed(part: bytes) -> None:
    """Raise ValueError for a part that is no XML to its end, or that declares entities (OPC forbids it)."""
    _parsed(expat.ParserCreate(namespace_separator=" "), part)


def filled_cells(sheet: bytes) -> dict[Cell, int | None]:
    """The cells of a sheet of an .xlsx, read to its end; raises ValueError for cells out of their place."""
    parser = expat.ParserCreate(namespace_separator=" ")
    walk = _Walk()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.letters
    _parsed(parser, sheet)
    return walk.found


def _parsed(parser: Any, part: bytes) -> None:
    def declared(*_told: object) -> None:
        raise ValueError("DOCTYPE")

    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


class _Walk:
    """The elements of a sheet one after another. A cell or row without an address stands behind the last."""

    def __init__(self) -> None:
        self.found: dict[Cell, int | None] = {}
        self._path: list[str] = [""]
        self._row = self._column = -1
        self._cell: Cell = (0, 0)
        self._shared = self._filled = False
        self._text = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        uri, _space, local = name.rpartition(" ")
        above = self._path[-1]
        own = local if uri in _MAIN else ""
        self._path.append(own)
        if above in _TABLE[:2] and own not in {"row", "c", "extLst"}:
            raise ValueError(local)
        if own.casefold() in _KNOWN and _PARENTS.get(own) != above:
            raise ValueError(local)
        if own == "row":
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
        elif own == "c":
            told = cell_of(attributes["r"].upper()) if "r" in attributes else (self._row, self._column + 1)
            if told is None:
                raise ValueError(attributes["r"])
            self._cell, self._column = told, told[1]
            self._shared, self._filled, self._text = attributes.get("t") == "s", False, ""

    def end(self, _name: str) -> None:
        if self._path.pop() == "c" and self._filled:
            if self._cell in self.found:  # by its place; twice by its address is told before, with the cell
                raise ValueError(self._cell)
            shared = self._shared and self._text.isdecimal()
            self.found[self._cell] = int(self._text) if shared else None

    def letters(self, text: str) -> None:
        at = self._path[-1]
        if at in _TABLE and not text.isspace():
            raise ValueError(at)
        if at in _TEXTS and text.strip() and "c" in self._path and "rPh" not in self._path:
            self._filled = True
            self._text += text if at == "v" else ""
