"""The cells of a sheet of an .xlsx one element after another: which hold something, which a formula.

Texts are walked through too: the library joins all letters that it meets in one, whatever they stand in.
Source: ECMA-376 part 1, 18.3.1 (c, row, sheetData), 18.4 (shared strings).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from lxml import etree

from archiver.intake.report.sheets.grid import MAX_CELLS, MAX_COLUMNS, Cell, cell_of, cell_text

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
_KNOWN = {name.casefold() for name in _PARENTS}
_TABLE = ("sheetData", "row", "c")
_TEXTS = frozenset({"v", "t"})
_HOLDERS = frozenset({"si", "is"})
_IN_HOLDERS = frozenset({"t", "r", "rPh", "phoneticPr", "extLst"})


def blank_texts(strings: bytes) -> frozenset[int]:
    """The numbers of the shared texts that show nothing."""
    if not strings:
        return frozenset()
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


def look_at_texts(strings: bytes) -> None:
    """Raise ValueError for shared texts that the library would read as other ones, or another number of."""
    parser = expat.ParserCreate(namespace_separator=" ")
    shape = _Shape("sst")
    parser.StartElementHandler = lambda name, _attributes: shape.start(_own(name))
    parser.EndElementHandler = lambda _name: shape.end()
    _parsed(parser, strings)


@dataclass(slots=True)
class Walked:
    """What was met: the cells that hold something with the number of their shared text, formulas."""

    filled: dict[Cell, int | None] = field(default_factory=dict)
    formulas: list[Cell] = field(default_factory=list)
    valueless: list[Cell] = field(default_factory=list)


def walked(sheet: bytes) -> Walked:
    """The cells of a sheet of an .xlsx, read to its end; raises ValueError for cells out of their place."""
    parser = expat.ParserCreate(namespace_separator=" ")
    walk = _Walk()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.letters
    _parsed(parser, sheet)
    return walk.met


def _own(name: str) -> str:
    """The name of an element of the standard, "" for any other."""
    uri, _space, local = name.rpartition(" ")
    return local if uri in _MAIN else ""


def _parsed(parser: Any, part: bytes) -> None:
    def declared(*_told: object) -> None:
        raise ValueError("DOCTYPE")

    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


class _Shape:
    """The elements of texts: a text has one `t`, or runs of one `t` each, and nothing within that."""

    def __init__(self, root: str) -> None:
        self._path: list[str] = [""]
        self._root = root
        self._texts = [0]

    def start(self, own: str) -> None:
        above = self._path[-1]
        if own == "si" and above != self._root:
            raise ValueError(own)
        if above in _HOLDERS and own not in _IN_HOLDERS:
            raise ValueError(own)
        if above == "t" or (own == "t" and above not in {*_HOLDERS, "r", "rPh"}):
            raise ValueError(own)
        if above == "r" and own == "r":
            raise ValueError(own)
        if own == "t":
            self._texts[-1] += 1
            if self._texts[-1] > 1:
                raise ValueError(own)
        self._path.append(own)
        self._texts.append(0)

    def end(self) -> None:
        self._path.pop()
        self._texts.pop()


class _Walk:
    """The elements of a sheet one after another. A cell or row without an address stands behind the last."""

    def __init__(self) -> None:
        self.met = Walked()
        self._path: list[str] = [""]
        self._row = self._column = -1
        self._rows = self._columns = 0
        self._cell: Cell = (0, 0)
        self._kind = ""
        self._filled = self._formula = False
        self._text = ""
        self._shape: _Shape | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        own = _own(name)
        above = self._path[-1]
        self._path.append(own)
        if above in _TABLE[:2] and own not in {"row", "c", "extLst"}:
            raise ValueError(name)
        if own.casefold() in _KNOWN and _PARENTS.get(own) != above:
            raise ValueError(own)
        if own == "is":
            self._shape = _Shape("")
        if self._shape is not None:
            self._shape.start(own)
        if own == "row":
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
        elif own == "c":
            told = cell_of(attributes["r"].upper()) if "r" in attributes else (self._row, self._column + 1)
            if told is None:
                raise ValueError(attributes["r"])
            self._cell, self._column = told, told[1]
            self._rows, self._columns = max(self._rows, told[0] + 1), max(self._columns, told[1] + 1)
            if self._columns > MAX_COLUMNS or self._rows * self._columns > MAX_CELLS:
                raise ValueError(told)  # cells without addresses, which nobody has counted before
            self._kind, self._text = attributes.get("t", "n"), ""
            self._filled = self._formula = False
        elif own == "f" and above == "c":
            self._formula = True

    def end(self, _name: str) -> None:
        own = self._path.pop()
        if self._shape is not None:
            self._shape.end()
            self._shape = None if own == "is" else self._shape
        if own != "c":
            return
        if self._formula:
            self.met.formulas.append(self._cell)
        if self._filled:
            if self._cell in self.met.filled:  # by its place; twice by its address is told before
                raise ValueError(self._cell)
            shared = self._kind == "s" and self._text.isdecimal()
            self.met.filled[self._cell] = int(self._text) if shared else None
        elif self._formula and self._kind != "str":  # an empty text is a value
            self.met.valueless.append(self._cell)

    def letters(self, text: str) -> None:
        at = self._path[-1]
        if at in _TABLE and not text.isspace():
            raise ValueError(at)
        if at in _TEXTS and text.strip() and "c" in self._path and "rPh" not in self._path:
            self._filled = True
            self._text += text if at == "v" else ""
