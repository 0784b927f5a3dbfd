"""Months as people name them."""

from __future__ import annotations

import pytest

from archiver.journal.model import AcademicYear
from archiver.journal.study_month import MONTHS, StudyMonth, parse_month


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("сентябрь", StudyMonth(9)),
        ("Сентябрь", StudyMonth(9)),
        ("сент", StudyMonth(9)),
        ("сент.", StudyMonth(9)),
        ("сентября", StudyMonth(9)),
        ("9", StudyMonth(9)),
        ("09", StudyMonth(9)),
        ("09.2025", StudyMonth(9, 2025)),
        ("9/2025", StudyMonth(9, 2025)),
        ("2025-09", StudyMonth(9, 2025)),
        ("2025-9", StudyMonth(9, 2025)),
        (" сентябрь 2025 г. ", StudyMonth(9, 2025)),
        ("мар", StudyMonth(3)),
        ("май", StudyMonth(5)),
        ("мая", StudyMonth(5)),
        ("июн", StudyMonth(6)),
        ("июля", StudyMonth(7)),
        ("ceнтябpь", StudyMonth(9)),  # c, e and p are Latin
        ("ДЕКАБРЬ\N{NO-BREAK SPACE}2025", StudyMonth(12, 2025)),
    ],
)
def test_a_month_is_read(typed: str, month: StudyMonth) -> None:
    assert parse_month(typed) == month


@pytest.mark.parametrize("typed", ["", "13", "0", "2025-13", "ию", "ма", "сенябрь", "2025", "09.25", "вчера"])
def test_what_names_no_month_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_month(typed)


def test_every_month_is_read_by_its_own_name() -> None:
    assert [parse_month(name).number for name in MONTHS] == list(range(1, 13))


def test_a_month_without_a_year_is_that_of_the_academic_year() -> None:
    """In 2025/26 September is that of 2025, and May that of 2026."""
    year = AcademicYear(2025)
    assert parse_month("сентябрь").within(year) == (2025, 9)
    assert parse_month("май").within(year) == (2026, 5)
    assert parse_month("август").within(year) == (2026, 8)
    assert parse_month("05.2024").within(year) == (2024, 5)
