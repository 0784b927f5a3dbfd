import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.journal.model import AcademicYear
from archiver.journal.terms import parse_year, section_between, year_of
from factories import TERMS, make_section


@pytest.mark.parametrize(
    "text", ["2025/26", "2025/2026", "2025-26", "2025-2026", "2025–2026", " 2025 / 26 ", "2025—26", "2025‑26"]
)
def test_years_are_written_in_many_ways(text: str) -> None:
    assert parse_year(text) == AcademicYear(2025)


def test_turn_of_the_century() -> None:
    assert parse_year("2099/00") == parse_year("2099/2100") == AcademicYear(2099)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025/27",
        "2025/2025",
        "2025/24",
        "25/26",
        "2025/2126",
        "2025/026",
        "0000/01",
        "2025/26 г",
        "²025/26",
        "1899/00",
        "2200/01",
    ],
)
def test_what_is_no_academic_year(text: str) -> None:
    with pytest.raises(ValueError):
        parse_year(text)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_every_day_lies_in_its_year(day: dt.date) -> None:
    assert day in year_of(day)
    assert parse_year(str(year_of(day))) == year_of(day)


def test_interval_keeps_its_lessons_and_their_marks() -> None:
    section = make_section()
    days = [lesson.date for lesson in section.lessons]
    cut = section_between(section, days[1], days[3])
    assert [lesson.date for lesson in cut.lessons] == days[1:4]
    assert {cell[1] for cell in cut.marks} == {"l3"}
    assert cut.period_columns == () and cut.period_marks == {}
    assert cut.students == section.students


def test_period_columns_stay_when_the_end_of_the_term_is_inside() -> None:
    section = make_section()
    since, last = section.lessons[2].date, section.lessons[-1].date
    kept = section_between(section, since, last)
    assert kept.period_columns == section.period_columns and kept.period_marks == section.period_marks
    assert len(kept.lessons) == 4
    assert section_between(section, since, last, term=TERMS[0]).period_columns == ()
    assert (
        section_between(section, since, TERMS[0].end, term=TERMS[0]).period_columns == section.period_columns
    )


def test_an_interval_after_the_last_lesson_has_nothing() -> None:
    section = make_section()
    cut = section_between(section, section.lessons[-1].date + dt.timedelta(1), dt.date.max)
    assert (cut.lessons, cut.marks, cut.period_columns) == ((), {}, ())


def test_an_interval_that_holds_all_changes_nothing() -> None:
    section = make_section()
    assert section_between(section, dt.date.min, dt.date.max, term=TERMS[0]) is section


def test_a_section_without_lessons() -> None:
    section = make_section(lessons=(), marks={})
    assert section_between(section, dt.date.min, dt.date.max).period_columns == ()
