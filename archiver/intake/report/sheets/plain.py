"""Whether a sheet of an .xlsx is written as all usual programs write it: then its cells need only be counted.

To walk through every element costs as much as the rest of the reading, so that is left to sheets in which
something stands that is not here. Source: ECMA-376 part 1, 18.3.1 (c, row, sheetData).
"""

from __future__ import annotations

import re

from archiver.intake.report.sheets.grid import Cell, cell_of

_ATTRIBUTES = rb"""(?: [A-Za-z][\w:]*+="[^"<&]*+")*+"""
_FORMULA = rb"""(?:<f(?: [a-z]\w*+="[^"<&]*+")*+>[^<]*+</f>)?+"""
_CELL = (
    rb"""<c r="[A-Z]{1,3}+[1-9]\d{0,6}+"(?: s="\d++")?+(?:/>|"""
    rb""" t="s"><v>\d++</v></c>|"""
    rb"""(?: t="n")?+>""" + _FORMULA + rb"""<v>[^<&]++</v></c>|"""
    rb""" t="(?:str|b|e)">""" + _FORMULA + rb"""<v>[^<]++</v></c>|"""
    rb""" t="inlineStr"><is><t(?: xml:space="preserve")?+>[^<]++</t></is></c>)"""
)
_ROW = rb'<row r="[1-9]\d{0,6}+"' + _ATTRIBUTES + rb"(?:/>|>(?:" + _CELL + rb")*+</row>)"
_ROWS = re.compile(rb"<sheetData>(?:" + _ROW + rb")*+</sheetData>")
_ODD = re.compile(rb"<!|<\?|sheetData\b|<(?:\w+:)?(?:row|c)\b")
_OF_FORMULA = re.compile(rb'<c r="([A-Z]++\d++)"[^>]*+><f\b')
_FILLED = re.compile(rb"<(?:v|t|t xml:space=\"preserve\")>\s*+[^<\s]")


def plain_rows(sheet: bytes) -> bytes | None:
    """The rows of a sheet in which nothing unusual stands; None for any other sheet."""
    start = sheet.find(b"<sheetData>")
    rows = _ROWS.match(sheet, start) if start >= 0 else None
    if rows is None or _ODD.search(sheet, rows.end()):
        return None
    declared = sheet.find(b"?>", 0, 200) + 2 if sheet.startswith(b"<?xml ") else 0
    return None if _ODD.search(sheet, declared, start) else rows[0]


def count_filled(rows: bytes) -> int:
    """How many cells of plain rows hold something."""
    return len(_FILLED.findall(rows))


def formulas(rows: bytes) -> list[Cell]:
    """The cells of plain rows that hold a formula; all of them have a value."""
    addresses = (found.decode() for found in _OF_FORMULA.findall(rows))
    return [cell for one in addresses if (cell := cell_of(one)) is not None]
