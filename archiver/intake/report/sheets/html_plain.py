"""Tables of an HTML page that hold nothing but text in their cells, read off the source.

Nearly every table of a printed journal is one: rows of cells, each with its text. To build an element of each
of a year's millions of cells only to ask its text takes longer than all else. So such tables are taken out of
the source before the page is parsed, and an empty table stands in their place. Whatever is written in any
other way (an element in a cell, a letter between cells, a tag that is not closed) stays for the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.entities import name2codepoint
from typing import NamedTuple

_BLANK = r"[ \t\r\n]*+"
_VALUE = r"""(?:=(?:"[^"<>&]*+"|'[^'<>&]*+'|[^\s"'<>=`&]++))?+"""
_ATTRIBUTES = rf"(?:[ \t\r\n]++[a-zA-Z][a-zA-Z0-9_:.-]*+{_VALUE})*+{_BLANK}"
_CELL = rf"(?:<td{_ATTRIBUTES}>[^<>]*+</td>|<th{_ATTRIBUTES}>[^<>]*+</th>){_BLANK}"
_ROW = rf"<tr{_ATTRIBUTES}>{_BLANK}(?:{_CELL})*+</tr>{_BLANK}"
_PART = rf"<t(?P<part>head|body|foot){_ATTRIBUTES}>{_BLANK}(?:{_ROW})*+</t(?P=part)>{_BLANK}"
_TABLE = re.compile(
    rf"<table(?P<own>{_ATTRIBUTES})>(?P<inside>{_BLANK}(?:(?:{_ROW})++|(?:{_PART})++)?+)</table>",
    re.IGNORECASE,
)
_END_OF_PART = re.compile(r"</t(?:head|body|foot)>", re.IGNORECASE)
_END_OF_ROW = re.compile(r"</tr>", re.IGNORECASE)
_CELLS = re.compile(r"<t[dh]\b([^<>]*+)>([^<>]*+)<", re.IGNORECASE)
_TEXTS = re.compile(r"<t[dh]\b[^<>]*+>([^<>]*+)<", re.IGNORECASE)
_SPAN = re.compile(r"[ \t\r\n](colspan|rowspan)=[\"']?([^\"'\s<>]*)", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:(?P<name>[a-zA-Z]{1,8}[0-9]{0,2})|#(?P<number>[0-9]{1,6}));|&")
_PLACE = "data-taken-out"


class PlainCell(NamedTuple):
    """A cell: its text, and its spans as they are written, None where they are not."""

    text: str
    colspan: str | None = None
    rowspan: str | None = None


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table as its source; read when it is asked for, so that a page does not stand in memory twice."""

    source: str

    def groups(self) -> Iterator[Iterator[list[str] | list[PlainCell]]]:
        """Rows by groups (head, bodies, foot), as `html_rows.row_groups` has them.

        A row is its texts alone where none of its cells spans others.
        """
        for part in _END_OF_PART.split(self.source):
            rows = _END_OF_ROW.split(part)[:-1]
            if rows:
                yield map(_cells, rows)


def take_out(text: str) -> tuple[str, Mapping[str, PlainTable]]:
    """The page with empty tables in place of plain ones, and those by the `place` of the empty one."""
    if _PLACE in text:
        return text, {}
    taken: dict[str, PlainTable] = {}

    def emptied(found: re.Match[str]) -> str:
        inside = found["inside"]
        if not _is_certain(inside):
            return found[0]
        place = str(len(taken))
        taken[place] = PlainTable(inside)
        return f'<table{found["own"]} {_PLACE}="{place}"></table>'

    return _TABLE.sub(emptied, text), taken


def place_of(attributes: Mapping[str, str]) -> str | None:
    """The place of a table that was taken out; None for one that was not."""
    return attributes.get(_PLACE)


def _is_certain(inside: str) -> bool:
    """Whether every character that is written as an entity is one that all readers know (HTML 4)."""
    if "&" not in inside:
        return True
    return all(_is_known(one) for one in _AMPERSAND.finditer(inside))


def _is_known(found: re.Match[str]) -> bool:
    if found["name"]:
        return found["name"] in name2codepoint
    # Below 160 stand control characters, and letters of Windows in their place that readers disagree on.
    return bool(found["number"]) and (
        32 <= int(found["number"]) < 127 or 160 <= int(found["number"]) < 0xD800
    )


def _cells(row: str) -> list[str] | list[PlainCell]:
    if _SPAN.search(row) is None:
        texts = _TEXTS.findall(row)
        return list(map(unescape, texts)) if "&" in row else texts
    return [PlainCell(unescape(text), **_spans(attributes)) for attributes, text in _CELLS.findall(row)]


def _spans(attributes: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _SPAN.findall(attributes):
        found.setdefault(name.lower(), value)
    return found
