"""Cells of an HTML page that cover others: which row and column each text stands in, as browsers show it."""

from __future__ import annotations

import pytest

from archiver.intake.report.sheets.html import read_html

TABLES = {
    "to the end of the table": (
        "<tr><td rowspan=0>А<td>1<tr><td>2<tr><td>3",
        [("А", "1"), ("", "2"), ("", "3")],
    ),
    "to the end of its body": (
        "<tbody><tr><td rowspan=0>А<td>1<tr><td>2<tbody><tr><td>Б<td>3",
        [("А", "1"), ("", "2"), ("Б", "3")],
    ),
    "no head reaches into the body": (
        "<thead><tr><th rowspan=9>№<th>Имя<tr><th>а<tbody><tr><td>1<td>б",
        [("№", "Имя"), ("", "а"), ("1", "б")],
    ),
    "a row beside a body is of another": (
        "<tbody><tr><td rowspan=5>А<td>1</tbody><tr><td>Б<td>2",
        [("А", "1"), ("Б", "2")],
    ),
    "rows without a tag": ("<td rowspan=0>А<td>1<tr><td>2", [("А", "1"), ("", "2")]),
    "nonsense is one": ("<tr><td rowspan=-3 colspan=0>А<td>1<tr><td>Б<td>2", [("А", "1"), ("Б", "2")]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_covers_what_it_covers_in_a_browser(name: str) -> None:
    table, expected = TABLES[name]
    (grid,) = read_html("a.html", f"<html><table>{table}</table></html>".encode()).grids
    assert list(grid.rows) == expected
