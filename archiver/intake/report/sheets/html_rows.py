"""The rows of a table of an HTML page, those included that have lost their «<tr>»."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from archiver.intake.report.sheets.html_text import Element

_STRAY = (
    "boolean(.//*[self::td or self::th][parent::table or parent::thead or parent::tbody or parent::tfoot])"
)


def row_groups(table: Element) -> Iterator[Iterator[list[Element]]]:
    """The rows of a table without tables in it, by groups (head, bodies, foot): no cell leaves its own."""
    for _group, rows in groupby(_rows(table), itemgetter(0)):
        yield map(itemgetter(1), rows)


def _rows(table: Element) -> Iterator[tuple[Element, list[Element]]]:
    """The cells of every row, each with the element that the row stands in.

    Cells that stand in no row are one, up to the next row: so browsers show them (HTML, 13.2.6.4.13), while
    the parser leaves them beside the rows.
    """
    if not table.xpath(_STRAY):
        for row in table.iter("tr"):
            yield row.getparent(), list(row.iterchildren("td", "th"))
        return
    stray: list[Element] = []
    for one in table.iter("tr", "td", "th"):
        around = one.getparent()
        if one.tag != "tr" and around.tag not in {"table", "thead", "tbody", "tfoot"}:
            continue  # in its row
        if stray and (one.tag == "tr" or stray[-1].getparent() is not around):
            yield stray[-1].getparent(), stray
            stray = []
        if one.tag == "tr":
            yield around, list(one.iterchildren("td", "th"))
        else:
            stray.append(one)
    if stray:
        yield stray[-1].getparent(), stray
