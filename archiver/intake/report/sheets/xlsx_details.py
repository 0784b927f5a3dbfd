"""What the spreadsheet library does not tell of an .xlsx: errors of formulas, and what is struck out.

An error («#ДЕЛ/0!») would come out as an empty cell, a struck grade as a live one. The parts of the
package are looked into only where their bytes hold a word of either. Source: ECMA-376 part 1, chapter 18.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from archiver.intake.report.sheets.filled import Filled
from archiver.intake.report.sheets.grid import Cell, Objects, cell_of
from archiver.intake.report.sheets.number_words import shows_words
from archiver.intake.report.sheets.plain import count_filled, formulas, plain_rows
from archiver.intake.report.sheets.strokes import joined
from archiver.intake.report.sheets.xlsx_objects import objects_of
from archiver.intake.report.sheets.xlsx_walk import (
    blank_texts,
    look_at_texts,
    walked,
    well_formed,
)

_STRIKE, _FORMAT = b"strike", b"numFmts"
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_FOLDER = "/worksheets/"
_TABLE = re.compile(rb"<(?:\w+:)?worksheet\b.*<(?:\w+:)?c\b", re.DOTALL)
_OFF = {"0", "false", "off"}


class OfSheet(NamedTuple):
    """Texts of errors, cells struck whole, struck parts with strokes, codes of formats that show words, what
    lies on the sheet, its cells, its formulas, and those without a value."""

    errors: dict[Cell, str]
    whole: frozenset[Cell]
    parts: dict[Cell, str]
    words: dict[Cell, str]
    objects: Objects
    filled: Filled
    formulas: Sequence[Cell]
    valueless: Sequence[Cell]


def details_of(data: bytes) -> list[OfSheet]:
    """The details of the sheets in the order of the workbook.

    Raises zipfile.BadZipFile, KeyError, ValueError or lxml's errors for a damaged package; KeyError also for
    a sheet that the workbook does not name.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}

        def read(part: str) -> bytes:
            return package.read(parts[part.lower()]) if part.lower() in parts else b""

        styles, strings = read("xl/styles.xml"), read("xl/sharedStrings.xml")
        formats = _struck_formats(styles) if _STRIKE in styles else frozenset()
        words = _word_formats(styles) if _FORMAT in styles else {}
        shared = _struck_strings(strings) if _STRIKE in strings else {}
        if strings:
            look_at_texts(strings)
        found = []
        unnamed = {part for part in parts if _FOLDER in part and part.endswith(".xml")}
        for part in _sheets(read("xl/workbook.xml"), read("xl/_rels/workbook.xml.rels")):
            sheet = read(part)
            unnamed.discard(part.lower())
            objects = objects_of(part, read)
            filled, formulas, valueless = _counted(sheet, strings)
            looked = formats or words or shared or _STRIKE in sheet or _ERROR.search(sheet)
            cells = _of_cells(sheet, formats, words, shared) if looked else ({}, frozenset[Cell](), {}, {})
            found.append(OfSheet(*cells, objects, filled, formulas, valueless))
        if any(_TABLE.search(read(part)) for part in unnamed):
            raise KeyError(_FOLDER)
        return found


def _counted(sheet: bytes, strings: bytes) -> tuple[Filled, Sequence[Cell], Sequence[Cell]]:
    def blank() -> frozenset[int]:
        return blank_texts(strings)

    rows = plain_rows(sheet)
    if rows is None:
        met = walked(sheet)
        return Filled(lambda: met.filled, blank), met.formulas, met.valueless
    well_formed(sheet)
    return Filled(lambda: walked(sheet).filled, blank, count_filled(rows)), formulas(rows), ()


def _sheets(workbook: bytes, relations: bytes) -> Iterator[str]:
    """The sheets' parts."""
    targets = {one.get("Id"): one.get("Target", "") for one in _elements(relations, "Relationship")}
    for sheet in _elements(workbook, "sheet"):
        identity = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        if target := targets.get(identity):
            yield posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _struck_formats(styles: bytes) -> frozenset[int]:
    """The indices of cell formats whose font is struck out."""
    root = _root(styles)
    fonts = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    formats = root.iterfind("{*}cellXfs/{*}xf")
    return frozenset(
        number
        for number, one in enumerate(formats)
        if (font := int(one.get("fontId", "0"))) < len(fonts) and fonts[font]
    )


def _word_formats(styles: bytes) -> dict[int, str]:
    """The indices of cell formats that show words for numbers, with the codes of their number formats."""
    root = _root(styles)
    told = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    codes = {number: code for number, code in told.items() if shows_words(code)}
    formats = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return {index: codes[number] for index, one in formats if (number := one.get("numFmtId")) in codes}


def _struck_strings(strings: bytes) -> dict[int, str]:
    texts = (joined(_runs(one)) for one in _elements(strings, "si"))
    return {number: text for number, text in enumerate(texts) if text}


def _of_cells(
    sheet: bytes, formats: frozenset[int], words: dict[int, str], shared: dict[int, str]
) -> tuple[dict[Cell, str], frozenset[Cell], dict[Cell, str], dict[Cell, str]]:
    errors: dict[Cell, str] = {}
    whole: set[Cell] = set()
    parts: dict[Cell, str] = {}
    worded: dict[Cell, str] = {}
    for one in _elements(sheet, "c"):
        cell = cell_of(one.get("r", "").upper())
        if cell is None:
            if int(one.get("s", "0")) in words.keys() | formats:
                raise ValueError(one.tag)  # what is told of a cell without an address is told of none
            continue
        kind, value = one.get("t", "n"), one.findtext("{*}v", "")
        if kind == "e":
            errors[cell] = value
        form = int(one.get("s", "0"))
        if form in words:
            worded[cell] = words[form]
        if form in formats:
            whole.add(cell)
        elif kind == "s" and value.isdecimal() and int(value) in shared:
            parts[cell] = shared[int(value)]
        elif kind == "inlineStr" and (inline := one.find("{*}is")) is not None:
            text = joined(_runs(inline))
            if text:
                parts[cell] = text
    return errors, frozenset(whole), parts, worded


def _runs(text: Any) -> Iterator[tuple[str, bool]]:
    """The runs of a string: its text and whether it is struck out; phonetic help is no text."""
    for one in text:
        name = etree.QName(one).localname
        if name == "t":
            yield one.text or "", False
        elif name == "r":
            properties = one.find("{*}rPr")
            yield one.findtext("{*}t", "") or "", properties is not None and _is_struck(properties)


def _is_struck(properties: Any) -> bool:
    strike = properties.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in _OFF


def _root(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _elements(data: bytes, name: str) -> Iterator[Any]:
    """The elements of that name one after another, each let go when the next is asked for."""
    if not data:
        return
    for _event, element in etree.iterparse(
        io.BytesIO(data), events=("end",), tag=f"{{*}}{name}", resolve_entities=False, no_network=True
    ):
        yield element
        element.clear()
