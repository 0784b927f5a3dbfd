"""Tables read off the source of a page are the tables that the parser builds, or are left to it."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archiver.intake.refusal import FileRefused
from archiver.intake.report.sheets import html
from archiver.intake.report.sheets.grid import Sheets
from archiver.intake.report.sheets.html_plain import take_out

HEAD = "<html><body><p>Предмет : Физика</p>"
PLAIN = (
    "<table class='t'><thead><tr><th rowspan=2>№</th><th colspan=\"2\">Май</th></tr>"
    "<tr><th>1</th><th>2</th></tr></thead><tbody>\n"
    "<tr><td>1</td><td>5</td><td>&nbsp;н &laquo;4&raquo;&#1071;</td></tr></tbody></table>"
)


def read(page: str, *, by_parser: bool) -> Sheets | str:
    def untouched(text: str) -> tuple[str, dict[str, object]]:
        return text, {}

    try:
        with mock.patch.object(html, "take_out", untouched if by_parser else take_out):
            return html.read_html("page.html", page.encode())
    except FileRefused as refused:
        return refused.message


def agree(page: str) -> None:
    assert read(page, by_parser=False) == read(page, by_parser=True)


def test_a_usual_table_is_taken_out_and_read_alike() -> None:
    page = f"{HEAD}{PLAIN}<p>конец</p></body></html>"
    rest, tables = take_out(page)
    assert len(tables) == 1 and "Май" not in rest
    agree(page)
    grid = read(page, by_parser=False)
    assert isinstance(grid, Sheets)
    assert grid.grids[0].rows[3] == ("1", "5", "н «4»Я")


PIECES = [
    *("<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<TR>", "</TD >", "<td", ">", "<table>", "</table>"),
    *("<tbody>", "</tbody>", "<thead>", "</thead>", "<td rowspan=0>", "<td colspan='3'>", '<td rowspan="2">'),
    *(
        "<td colspan=x>",
        "<td title='a",
        '<td title="a<b">',
        "<td class=msocomtxt>",
        "<td hidden>",
        "\r\n",
        "\0",
    ),
    *(
        "5",
        " н ",
        "\xa0",
        "&nbsp;",
        "&amp",
        "&copy",
        "&Ycy;",
        "&#130;",
        "&#1071;",
        "&#x42f;",
        "<br>",
        "<b>4</b>",
    ),
    *(
        "<!-- -->",
        "<script>",
        "</script>",
        "<textarea>",
        "</textarea>",
        "<s>",
        "<caption>x</caption>",
        "<form>",
    ),
    *("<p>", "</p>", "<div>", "</div>", "<p>Предмет : Химия</p>", PLAIN, "<input value=7>"),
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=7), st.integers(0, 400), st.booleans())
@example(["<textarea>"], 0, False)
@example(["<p title='"], 0, False)
@example(["</tr>", "<tr>"], 150, True)
def test_a_page_with_anything_anywhere_reads_alike(some: list[str], at: int, inside: bool) -> None:
    body = f"{HEAD}{PLAIN}<p>Предмет : Химия</p>{PLAIN}"
    put = "".join(some)
    agree(f"{body[:at]}{put}{body[at:]}</body></html>" if inside else f"{HEAD}{put}{PLAIN}</body></html>")


AROUND = [
    "<textarea>{}</textarea>",
    "<!-- {} -->",
    '<p title="{}">x</p>',
    "<template>{}</template>",
    "<script>{}</script>",
    "<noscript>{}</noscript>",
    "<table><tr><td>{}</td></tr></table>",
    "<p>{}</p>",
    "<b>{}</b>",
    "<select>{}</select>",
]


@pytest.mark.parametrize("around", AROUND)
def test_a_table_that_something_holds_reads_alike(around: str) -> None:
    agree(f"{HEAD}{around.format(PLAIN)}{PLAIN}</body></html>")


def test_a_page_that_names_our_own_mark_is_left_to_the_parser() -> None:
    page = f'{HEAD}<table data-taken-out="0"><tr><td>5</td></tr></table>{PLAIN}</body></html>'
    assert take_out(page) == (page, {})
    agree(page)
