"""What was due by the day of control, by hand; what was left out is told; the program signs nothing."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader
from small_journal import journal, section

from archiver.journal.codes import CODES
from archiver.journal.model import Feature, Term
from archiver.journal.subjects import subject
from archiver.locale import russian
from archiver.reports.control.due import hours_due, not_looked_at, sundays
from archiver.reports.control.making import control_paper
from archiver.reports.control.page import control_report
from archiver.reports.control.values import control
from archiver.reports.document.journals import Source
from archiver.reports.document.pages import set_document
from archiver.reports.document.report import shown
from archiver.reports.document.workbook import workbook
from archiver.settings.pdf_a import PdfA
from archiver.settings.tables import Settings

TERM = Term(1, "1 семестр", dt.date(2025, 9, 1), dt.date(2025, 9, 14))
"""Two weeks from a Monday to a Sunday: 12 days of study when Sundays are off."""

PROGRAM = re.compile(r"[A-Za-z\[\]{}]|--|выгруз|программ|настройк|файл", re.IGNORECASE)
"""What stands on no signed paper: no command, no setting, nothing of how the journal got here."""


@pytest.mark.parametrize(
    ("day", "planned", "due"),
    [
        (1, 12, 1),  # Monday: one day of 12
        (6, 12, 6),  # Saturday: six of 12
        (7, 12, 6),  # Sunday adds nothing
        (8, 12, 7),
        (14, 12, 12),  # the last day of the term: all of it
        (1, 10, 1),  # 10 / 12 = 0,83
        (3, 10, 3),  # 30 / 12 = 2,5: halves go upwards
        (2, 3, 1),  # 6 / 12 = 0,5
        (1, 3, 0),  # 3 / 12 = 0,25
        (6, None, None),
    ],
)
def test_the_plan_to_date(day: int, planned: int | None, due: int | None) -> None:
    page = section("ЕН.01 Математика", 1, None, {"09-02": 2}, planned=planned)
    assert hours_due(page, TERM, dt.date(2025, 9, day), sundays) == due


def test_days_off_count_neither_before_nor_after() -> None:
    """With Saturdays off there are ten days; by Friday five of them: half of twelve hours."""
    page = section("ЕН.01 Математика", 1, None, {"09-02": 2}, planned=12)
    assert hours_due(page, TERM, dt.date(2025, 9, 5), lambda day: day.weekday() >= 5) == 6


def test_practice_goes_in_blocks_so_nobody_knows_its_part() -> None:
    page = section("УП.01 Учебная практика", 1, None, {"09-02": 6}, planned=18)
    assert hours_due(page, TERM, dt.date(2025, 9, 8), sundays) is None
    assert hours_due(page, TERM, dt.date(2025, 9, 14), sundays) == 18


def graduates(until: dt.date) -> tuple[str, ...]:
    """ИС-21 with a page of graduation, filled from sheets on the last day of its second term."""
    one = journal()
    page = replace(one.sections[-1], subject=subject("ГИА.01 Защита дипломной работы"), source="гиа")
    return control([replace(one, sections=(*one.sections, page))], until).missing


def test_pages_of_graduation_that_are_left_out_are_told() -> None:
    """On 15 June the term goes on until the 28th: pages without lessons cannot be looked at yet."""
    assert (
        "ИС-21: страницы, которые заполняют по ведомостям, в контроль ещё не вошли: "
        "ГИА.01 Защита дипломной работы, ПМ.01 Разработка модулей."
    ) in graduates(dt.date(2026, 6, 15))
    assert not any("ГИА" in one for one in graduates(dt.date(2026, 6, 28)))  # looked at: the term has ended
    assert not any("ГИА" in one for one in graduates(dt.date(2025, 10, 31)))  # its term has not begun


def test_subjects_without_a_lesson_so_far_are_told() -> None:
    assert "ИС-21: занятий до этого дня ещё не было: УП.01 Учебная практика." in graduates(
        dt.date(2025, 10, 31)
    )


def test_a_page_of_an_unknown_term_is_told() -> None:
    one = journal()
    strange = replace(one, sections=(*one.sections, replace(one.sections[0], term=7)))
    (told,) = (text for text in control([strange], dt.date(2026, 7, 1)).missing if "периоду" in text)
    assert told.endswith("не вошли: ЕН.01 Математика.")
    assert list(not_looked_at(one, one)) == []


def test_what_the_source_does_not_tell_is_no_remark_to_a_teacher() -> None:
    one = journal(carries=frozenset({Feature.PLAN, Feature.HOURS, Feature.PERIOD_GRADES, Feature.TEACHER}))
    bare = tuple(
        replace(page, lessons=tuple(replace(lesson, topic=None) for lesson in page.lessons))
        for page in one.sections
    )
    found = control([replace(one, sections=bare)], dt.date(2025, 10, 31))
    assert "ИС-21: в полученном журнале темы занятий не указаны." in found.missing
    assert not any(remark.code.startswith("source.") for remark in found.remarks)


@pytest.mark.parametrize("until", [dt.date(2025, 10, 31), dt.date(2026, 6, 15), dt.date(2026, 7, 1)])
def test_no_word_of_the_program_is_signed(until: dt.date) -> None:
    one = journal()
    first, *others = one.sections
    nameless = replace(one, sections=(replace(first, teacher=None, planned_hours=None), *others))
    source = Source(nameless, (), ())
    _found, paper = control_paper((source,), Settings(), until, before=None, left_out=["ТО-11"])
    pdf = set_document(paper.document, PdfA.A2B).pdf
    page = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages)
    book = openpyxl.load_workbook(io.BytesIO(workbook(paper.document)))
    cells = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert "Математика" in page and any("Математика" in cell for cell in cells)
    assert [line for line in page.splitlines() if PROGRAM.search(line)] == []
    assert [cell for cell in cells if PROGRAM.search(cell)] == []


def test_no_title_of_a_remark_names_the_program() -> None:
    """Whatever the checks before print may find in a page: its title is what is printed of it."""
    of_pages = {"column", "grade", "grades", "hours", "lesson", "mark", "results", "section", "student"}
    of_pages |= {"subject", "teacher", "term", "topic"}
    titles = {
        code: russian(one.title_source) for code, one in CODES.items() if code.split(".")[0] in of_pages
    }
    assert len(titles) > 20
    assert {code: title for code, title in titles.items() if PROGRAM.search(title)} == {}


def test_who_has_nothing_to_put_right_is_not_printed() -> None:
    """October: only both subgroups of English have lessons without a mark."""
    found = control([journal()], dt.date(2025, 10, 31))
    report = control_report(found, "ОНТ", least=3, good=5, fates=None, before="", signatures=())
    (teachers,) = (table for table in report.tables if table.caption.startswith("Преподаватели"))
    assert [shown(row.cells[0].value) for row in teachers.rows] == [
        "Кузнецова Ольга Ивановна",
        "Фомин Иван Андреевич",
    ]
