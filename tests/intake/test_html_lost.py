"""HTML exports damaged or joined so that a parser stops early: every page is read, or the loss is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from archiver.intake.report.sheets.html_swallowed import tag_swallows_rows
from archiver.intake.report.sheets.written import pages_written
from archiver.journal.findings import Severity
from intake.report_printing import Page, as_html, codes, read_all, read_one

NAME = "ИС-21 2025-26.html"
SUBJECTS = ("Математика", "Физика", "Химия", "История")
MB = 1024 * 1024


def pages(subjects: tuple[str, ...] = SUBJECTS) -> list[Page]:
    days = (dt.date(2025, 9, 1), dt.date(2025, 9, 8))
    rows = ((1, "Абаев Иван Иванович", ("5", "4")), (2, "Белова Анна Петровна", ("н", "3")))
    return [Page(name, days, rows) for name in subjects]


def joined() -> str:
    return as_html(pages(SUBJECTS[:2])) + as_html(pages(SUBJECTS[2:]))


def inserted(what: str, before: str = "<p>Предмет : Химия") -> str:
    text = as_html(pages())
    assert before in text
    return text.replace(before, what + before)


WHOLE: dict[str, Callable[[], str]] = {
    "two reports in one file": joined,
    "two reports, the second without a heading": lambda: (
        as_html(pages(SUBJECTS[:2])) + as_html(pages(SUBJECTS[2:])).replace("<!DOCTYPE html><html><head>", "")
    ),
    "the end in the middle": lambda: inserted("</body></html>"),
    "many ends in the middle": lambda: inserted("</html>" * 50),
    "a second beginning": lambda: inserted("<html><body>"),
    "300 open tags": lambda: inserted("<b>" * 300),
    "2,000 open tags": lambda: inserted("<font>" * 2_000),
    "300 open blocks": lambda: inserted("<div>" * 300),
    "a cell with 3,000 open tags": lambda: as_html(pages()).replace(
        "Белова", f"{'<b><i><p>' * 1_000}Белова", 1
    ),
    "an attribute over 10 MB": lambda: inserted(f'<p title="{"x" * (11 * MB)}"></p>'),
    "a comment over 10 MB": lambda: inserted(f"<!--{'x' * (11 * MB)}-->"),
    "a script over 10 MB": lambda: inserted(f"<script>{'x' * (11 * MB)}</script>"),
    "a style over 10 MB": lambda: inserted(f"<style>{'x' * (11 * MB)}</style>"),
    "a text over 10 MB": lambda: inserted(f"<p>{'x ' * (6 * MB)}</p>"),
    "a comment as Word writes it": lambda: inserted("<!--[if gte mso 9]><xml>Предмет : Х</xml><![endif]-->"),
    "a declaration in the middle": lambda: inserted('<?xml version="1.0"?><!DOCTYPE html>'),
    "a wrong nesting": lambda: inserted("</table></tr></td></p></b>"),
    "an entity nobody knows": lambda: inserted("<p>&nosuch;&#0;&#xFFFFFFFF;</p>"),
}
LOST: dict[str, Callable[[], str]] = {
    "more open tags than the parser takes": lambda: inserted("<font>" * 5_000),
    "a comment never closed": lambda: inserted("<!-- "),
    "a script never closed": lambda: inserted("<script>"),
    "a style never closed": lambda: inserted("<style>"),
    "an attribute never closed": lambda: inserted('<p title="'),
    "a title never closed": lambda: inserted("<title>"),
    "a title that the next report closes": lambda: (
        as_html(pages(SUBJECTS[:2])).replace("<p>Предмет : Физика", "<title><p>Предмет : Физика")
        + as_html(pages(SUBJECTS[2:]))
    ),
    "a style that the next report closes": lambda: (
        as_html(pages(SUBJECTS[:2])).replace("<p>Предмет : Физика", "<style><p>Предмет : Физика")
        + as_html(pages(SUBJECTS[2:]), head="<style></style>")
    ),
    "a page of frames": lambda: f"<frameset><noframes>{as_html(pages())}</noframes></frameset>",
    "a text field never closed": lambda: inserted("<textarea>"),
}
FIRST_ROW = "<tr><td>1</td><td>Абаев"


def spoiled(old: str, new: str) -> str:
    text = as_html(pages(SUBJECTS[:1]))
    assert old in text
    return text.replace(old, new, 1)


ROWS_KEPT: dict[str, str] = {
    "a row without its tag": spoiled(FIRST_ROW, FIRST_ROW.removeprefix("<tr>")),
    "a row whose tag ends with a slash": spoiled(FIRST_ROW, FIRST_ROW.replace("<tr>", "<tr/>")),
    "a row behind CDATA": spoiled(FIRST_ROW, "<![CDATA[" + FIRST_ROW),
    "a row behind an instruction": spoiled(FIRST_ROW, "<?php " + FIRST_ROW),
    "a row behind a declaration": spoiled(FIRST_ROW, "<!foo " + FIRST_ROW),
    "a row behind an end of nothing": spoiled(FIRST_ROW, "</ foo" + FIRST_ROW),
    "a comment that is short": spoiled(FIRST_ROW, "<!-->" + FIRST_ROW.replace("Абаев", "<!-- -->Абаев")),
    "a comment with rows of its own": spoiled(FIRST_ROW, '<!-- <p title="<td>"> -->' + FIRST_ROW),
    "a quote in a tag": spoiled("<td>1</td>", '<td title="Тема "Предел"" class=\'a>b\'>1</td>'),
    "a sign in an attribute": spoiled("<td>1</td>", '<td title="a<b, a > b">1</td>'),
}
ROWS_TAKEN: dict[str, str] = {
    "a quote never closed": spoiled("<td>1</td>", '<td title="1</td>').replace("ФИО", '<b class="">ФИО</b>'),
    "a quote that another cell closes": spoiled(
        FIRST_ROW, FIRST_ROW.replace("<td>1", '<td title="x>1')
    ).replace("<td>2</td>", '<td title="">2</td>'),
    "a tag never closed": spoiled("<td>Абаев", "<td><b</td><td>Абаев"),
    "an inequality in a topic": spoiled("Абаев", "x<a</td><td>Абаев"),
}


@pytest.mark.parametrize("kind", ROWS_KEPT)
def test_rows_are_read_as_browsers_show_them(kind: str) -> None:
    whole, kept = (read_one({NAME: text}) for text in (as_html(pages(SUBJECTS[:1])), ROWS_KEPT[kind]))
    assert whole.journal is not None
    assert kept.journal is not None
    (before,), (after,) = whole.journal.sections, kept.journal.sections
    assert [one.full_name for one in after.students] == [one.full_name for one in before.students]
    assert [[mark.source for mark in one] for one in after.marks.values()] == [
        [mark.source for mark in one] for one in before.marks.values()
    ]


@pytest.mark.parametrize("kind", ROWS_TAKEN)
def test_a_tag_that_takes_a_row_is_told(kind: str) -> None:
    assert "file.broken" in sections(ROWS_TAKEN[kind])[1]


def test_looking_at_tags_is_linear() -> None:
    assert not tag_swallows_rows("<p " * 200_000 + "<p a='" * 200_000 + '<p a="b' * 200_001 + "=" * 200_000)


@pytest.mark.parametrize(
    "shown",
    [
        "<svg><text>5</text></svg>",
        "<object>5</object>",
        '<input type="image" alt="5">',
        '<meter value="5" max="5"></meter>',
    ],
)
def test_what_a_cell_shows_without_text_is_told(shown: str) -> None:
    assert "report.text-left-out" in codes(read_one({NAME: spoiled("<td>5</td>", f"<td>{shown}</td>")}))


@pytest.mark.parametrize(
    "attribute", ["style='display: none'", "style='color:red;VISIBILITY:hidden'", "hidden"]
)
def test_what_a_cell_hides_joins_no_mark_and_is_told(attribute: str) -> None:
    reading = read_one({NAME: spoiled("<td>5</td>", f"<td><span {attribute}>5</span>4</td>")})
    assert "report.text-left-out" in codes(reading)
    assert reading.journal is not None
    marks = {mark.source for one in reading.journal.sections[0].marks.values() for mark in one}
    assert "54" not in marks and "4" in marks


def test_a_button_shows_its_words() -> None:
    reading = read_one({NAME: spoiled("<td>5</td>", '<td><input type="button" value="5"></td>')})
    assert reading.journal is not None
    assert "5" in {mark.source for one in reading.journal.sections[0].marks.values() for mark in one}


def sections(text: str) -> tuple[set[str], set[str]]:
    """The subjects read, and the codes of blocking findings."""
    readings, findings = read_all({NAME: text})
    found = [*findings, *(one for reading in readings.values() for one in reading.findings)]
    journals = [reading.journal for reading in readings.values() if reading.journal]
    return (
        {section.subject.name for journal in journals for section in journal.sections},
        {one.code for one in found if one.severity is Severity.BLOCKING},
    )


@pytest.mark.parametrize("kind", WHOLE)
def test_every_page_is_read(kind: str) -> None:
    assert sections(WHOLE[kind]()) == (set(SUBJECTS), set())


@pytest.mark.parametrize("kind", LOST)
def test_what_swallows_pages_is_told(kind: str) -> None:
    subjects, blocking = sections(LOST[kind]())
    assert subjects == set(SUBJECTS) or blocking & {"report.pages-lost", "file.broken"}


def test_a_form_of_hidden_parts_is_not_counted() -> None:
    """What no browser shows was not printed by anybody: closed comments, scripts, attributes."""
    text = inserted('<!-- Предмет : А --><script>"Предмет : Б"</script><p title="Предмет : В">и</p>')
    assert pages_written(text, 0) == len(SUBJECTS)
    assert sections(text) == (set(SUBJECTS), set())


def test_a_topic_that_speaks_of_a_subject_is_no_page() -> None:
    row = "<table><tr><td>1</td><td><p>Предмет : задачи статистики</p></td></tr></table>"
    assert pages_written(f"<p>Предмет : Физика</p>{row}", 0) == 1
    inner = "<table><tr><td>&#1055;редмет&nbsp;: <b>Химия</b></td></tr></table>"
    nested = f"<table><tr><td>{inner}</td></tr></table>"
    assert pages_written(nested, 0) == 1


def test_counting_is_linear_in_what_is_never_closed() -> None:
    """Each search for an end that is not there would read the rest of the page again."""
    text = "<!--" * 200_000 + "<script>" * 200_000 + "<p " * 200_000 + "Предмет : Физика"
    assert pages_written(text, 0) >= 0
