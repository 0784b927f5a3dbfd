"""Which study periods a journal must hold: on which day, by whose word, and how a missing one is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from archiver.journal.checks import check
from archiver.journal.expected import Expectation, study_periods
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import Feature, Journal, PlannedSubject, Term, TermKind
from factories import TERMS, make_journal, make_section

WINTER, SUMMER = dt.date(2026, 1, 20), dt.date(2026, 7, 1)
SEMESTERS = (
    Term(1, "1 семестр", dt.date(2025, 9, 1), dt.date(2025, 12, 31)),
    Term(2, "2 семестр", dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
)
TRIMESTERS = tuple(
    Term(number, f"{number} триместр", start, end, TermKind.TRIMESTER)
    for number, start, end in (
        (1, dt.date(2025, 9, 1), dt.date(2025, 11, 30)),
        (2, dt.date(2025, 12, 1), dt.date(2026, 2, 28)),
        (3, dt.date(2026, 3, 1), dt.date(2026, 6, 30)),
    )
)
NO_PLAN = frozenset(Feature) - {Feature.PLAN}


def found(
    journal: Journal,
    today: dt.date = SUMMER,
    periods: tuple[Term, ...] = SEMESTERS,
    only: set[int] | None = None,
) -> list[Finding]:
    """What is told of the periods of a journal, and of subjects that are missing."""
    expected = Expectation(today, periods, None if only is None else frozenset(only))
    codes = ("term.", "subject.missing")
    return [one for one in check(journal, expected=expected) if one.code.startswith(codes)]


def printed(*numbers: int, terms: tuple[Term, ...] = TERMS) -> Journal:
    """A journal as printed reports give it: no plan, and only the terms of its pages."""
    pages = (make_section("Физика"), make_section("Химия"))
    sections = tuple(replace(page, term=number) for number in numbers for page in pages)
    there = tuple(term for term in terms if term.number in numbers)
    return make_journal(sections=sections, terms=there, plan=(), carries=NO_PLAN, format="xls")


@pytest.mark.parametrize(
    ("today", "severity"),
    [
        (dt.date(2025, 10, 1), Severity.NOTE),
        (dt.date(2026, 6, 30), Severity.NOTE),  # the last day belongs to the period
        (dt.date(2026, 7, 1), Severity.BLOCKING),
        (dt.date(2036, 1, 1), Severity.BLOCKING),  # an old year bound again
    ],
)
def test_a_period_is_missing_from_its_last_day_on(today: dt.date, severity: Severity) -> None:
    (one,) = found(printed(1), today)
    assert (one.code, one.severity, one.place) == ("term.missing", severity, Place(term=2))
    assert "2 семестр" in one.message and "30.06.2026" in one.message
    assert one.group == "ИС-21"


def test_the_first_period_may_be_the_missing_one() -> None:
    (one,) = found(printed(2), WINTER)
    assert (one.place.term, one.severity) == (1, Severity.BLOCKING)


def test_a_journal_with_every_period_is_silent() -> None:
    assert found(printed(1, 2)) == []


def test_a_year_without_any_page_is_one_line() -> None:
    planned = tuple(PlannedSubject(f"Предмет {n}", term) for n in range(15) for term in (1, 2))
    for journal in (
        make_journal(sections=(), plan=planned),
        make_journal(sections=(), plan=(), carries=NO_PLAN),
    ):
        (one,) = found(journal, WINTER)
        assert (one.code, one.severity, one.place) == ("term.missing", Severity.BLOCKING, Place())
        assert "2025/26" in one.message


def test_a_period_of_the_plan_without_pages_is_one_line() -> None:
    journal = make_journal()
    half = replace(journal, sections=tuple(one for one in journal.sections if one.term == 1))
    (one,) = found(half)
    assert (one.code, one.place.term, one.severity) == ("term.missing", 2, Severity.BLOCKING)
    (one,) = found(half, WINTER)
    assert (one.code, one.severity) == ("term.missing", Severity.NOTE)


def test_a_period_with_some_pages_names_the_subjects_it_lacks() -> None:
    journal = make_journal()
    (one,) = found(replace(journal, sections=journal.sections[:-1]))
    assert (one.code, one.place.subject) == ("subject.missing", "Физика")


def test_a_period_without_subjects_in_the_plan_need_not_be_there() -> None:
    (one,) = found(make_journal(sections=(make_section(),)))
    assert (one.code, one.severity, one.place.term) == ("term.not-planned", Severity.NOTE, 2)


def test_a_period_that_the_source_does_not_know_at_all_is_looked_for() -> None:
    """A snapshot of January has no gradebook of the second semester, and its plan says nothing of it."""
    (one,) = found(make_journal(sections=(make_section(),), terms=TERMS[:1], format="spo"))
    assert (one.code, one.severity, one.place.term) == ("term.missing", Severity.BLOCKING, 2)


@pytest.mark.parametrize("today", [WINTER, SUMMER])
def test_a_group_with_one_period_says_so(today: dt.date) -> None:
    (one,) = found(printed(1), today, only={1})
    assert (one.code, one.severity) == ("term.not-held", Severity.NOTE)
    (one,) = found(printed(2), today, only={2})
    assert (one.code, one.severity, one.place.term) == ("term.not-held", Severity.NOTE, 1)


def test_a_group_that_says_so_still_needs_what_it_has() -> None:
    (one,) = found(printed(1), only={1, 2})
    assert (one.code, one.place.term) == ("term.missing", 2)


def test_pages_of_a_period_that_a_group_is_said_not_to_have_are_told() -> None:
    missing, denied = found(printed(1), only={2})
    assert (missing.code, missing.place.term) == ("term.missing", 2)
    assert (denied.code, denied.severity, denied.place.term) == ("term.not-held", Severity.WARNING, 1)
    assert [(one.code, one.place.term) for one in found(printed(1, 2), only={1})] == [("term.not-held", 2)]


def test_study_periods_with_days_in_common_are_told() -> None:
    late = replace(TERMS[0], end=TERMS[1].start)
    (one,) = found(printed(1, 2, terms=(late, TERMS[1])))
    assert (one.code, one.severity, one.place.term) == ("term.overlapping", Severity.WARNING, 2)
    assert "01.2026" in one.message


def test_a_plan_that_contradicts_the_settings_is_a_warning() -> None:
    journal = make_journal()
    half = replace(journal, sections=tuple(one for one in journal.sections if one.term == 1))
    (one,) = found(half, only={1})
    assert (one.code, one.severity) == ("term.not-held", Severity.WARNING)
    assert "2" in one.message.rpartition("(")[2]


def test_three_trimesters() -> None:
    journal = printed(1, 2, terms=TRIMESTERS)
    (one,) = found(journal, dt.date(2026, 3, 20), TRIMESTERS)
    assert (one.code, one.place.term, one.severity) == ("term.missing", 3, Severity.NOTE)
    (one,) = found(journal, SUMMER, TRIMESTERS)
    assert one.severity is Severity.BLOCKING
    first, second = found(printed(1, terms=TRIMESTERS), dt.date(2026, 3, 20), TRIMESTERS)
    assert (first.place.term, first.severity) == (2, Severity.BLOCKING)
    assert (second.place.term, second.severity) == (3, Severity.NOTE)
    assert found(printed(1, 2, 3, terms=TRIMESTERS), SUMMER, TRIMESTERS) == []


@pytest.mark.parametrize(
    "terms",
    [
        TRIMESTERS,
        (Term(1, "1 курс", dt.date(2025, 9, 1), dt.date(2026, 6, 28), TermKind.COURSE),),
        # Numbered through the years of study, and graduates, whose last term is short.
        (replace(TERMS[0], number=7), Term(8, "8 семестр", dt.date(2026, 1, 12), dt.date(2026, 2, 28))),
    ],
    ids=["trimesters", "course", "graduates"],
)
def test_other_bounds_and_numbers_than_the_settings_are_the_same_year(terms: tuple[Term, ...]) -> None:
    numbers = [term.number for term in terms]
    sections = tuple(make_section("Физика", 1) for _ in numbers)
    sections = tuple(replace(one, term=number) for one, number in zip(sections, numbers, strict=True))
    journal = make_journal(sections=sections, terms=terms, plan=(), carries=NO_PLAN)
    assert found(journal) == []


def test_a_group_that_begins_in_january() -> None:
    """Its first term is the college's second one: the days count, not the number."""
    spring = replace(TERMS[1], number=1, name="1 семестр")
    journal = printed(1, terms=(spring,))
    (one,) = found(journal)
    assert (one.place.term, one.message[:9]) == (1, "1 семестр")
    (one,) = found(journal, only={2})
    assert one.code == "term.not-held"


def test_without_an_expectation_nothing_is_said_of_periods() -> None:
    assert not [one for one in check(printed(1)) if one.code.startswith("term.")]


def test_the_order_of_the_periods_is_that_of_their_days() -> None:
    there = study_periods(printed(2), Expectation(SUMMER, SEMESTERS))
    assert [term.number for term in (*there.missing, *there.held)] == [1, 2]
