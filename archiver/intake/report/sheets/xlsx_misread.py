"""Spellings of values in an .xlsx that the spreadsheet library reads as nothing, or as another value.

All are lawful XML or nearly so, and no office program writes them: the library looks for the digits of a
value only where they stand alone. Source: ECMA-376 part 1, 18.3.1 (c, v, is, sheetData).
"""

from __future__ import annotations

import re

_VALUE = rb"<(?:\w+:)?v\b[^>]*>"
_END = rb"</(?:\w+:)?(?:v|is)>"
_ODD = (
    # the number of a shared text in other than digits: the library takes the first text of the workbook
    re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*""" + _VALUE + rb"(?!\d*<)"),
    # a comment, CDATA or an instruction within a value
    re.compile(_VALUE + rb"[^<]*<[!?]"),
    # digits as entities; texts of formulas may hold them
    re.compile(rb"""<(?:\w+:)?c\b(?![^>]*\bt\s*=\s*["']str["'])[^>]*>\s*""" + _VALUE + rb"[^<&]*&"),
    # two values of one cell: one of them is what another program shows
    re.compile(_END + rb"\s*<(?:\w+:)?(?:v|is)\b"),
    # entities of its own, which OPC forbids
    re.compile(rb"<!DOCTYPE"),
)
_TABLES = re.compile(rb"<(?:\w+:)?sheetData\b")


def misread(sheet: bytes) -> bool:
    """Whether the library would read a value of the sheet wrongly; it stops at the first table's end too."""
    return any(odd.search(sheet) for odd in _ODD) or len(_TABLES.findall(sheet)) > 1
