"""Making the lists for scholarships, a group and term each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from archiver.binding.review import expectation
from archiver.disk.names import safe_name
from archiver.journal.expected import study_periods
from archiver.journal.model import AcademicYear, Journal, Term
from archiver.reports.document.journals import Source
from archiver.reports.document.report import Document
from archiver.reports.document.writing import Paper
from archiver.reports.scholarship.page import Commission, scholarship_report
from archiver.reports.scholarship.rules import Conditions, Rule
from archiver.reports.scholarship.values import scholarship_list
from archiver.reports.statement.making import StatementsWanted, statements_of
from archiver.reports.statement.page import when
from archiver.reports.statement.values import GradeStatement
from archiver.settings.tables import Settings


def conditions_of(settings: Settings) -> Conditions:
    """The college's rules in their order."""
    rules = tuple(
        Rule(one.name, one.lowest_grade, Decimal(str(one.least_average)), one.most_debts, one.for_paying)
        for one in settings.scholarships
    )
    return Conditions(rules, settings.reports.no_scholarship, settings.commission.retakes)


def commission_of(settings: Settings) -> Commission:
    """Who decides, and by which act."""
    one = settings.commission
    return Commission(one.basis, one.chair_post, one.chair, one.secretary, one.members)


def scholarship_papers(
    source: Source,
    settings: Settings,
    term: int,
    past: Sequence[GradeStatement] = (),
    *,
    counts_only: bool = False,
    today: dt.date,
    called: str = "",
) -> Iterator[Paper]:
    """The list of a group after a term; `past` are statements of earlier years, of any groups, for debts.

    In names of files the group is `called` so, or by its own name. Raises UsageError for a term the journal
    does not have.
    """
    journal = source.journal
    (statement,) = statements_of(source, settings, StatementsWanted(terms=(term,)))
    this = statement.terms[0]
    before = tuple(one.number for one in journal.terms if one.start < this.start)
    own = statements_of(source, settings, StatementsWanted(terms=before)) if before else ()
    unexamined = awaits_first_attestation(journal, this, today)
    found = scholarship_list(
        statement,
        conditions_of(settings),
        earlier=tuple(own),
        past=older(past, journal, this),
        unexamined=unexamined,
    )
    expected = expectation(journal, settings, today)
    absent = [one for one in study_periods(journal, expected).missing if one.start < this.start]
    report = scholarship_report(
        found,
        commission_of(settings),
        counts_only=counts_only,
        lacks=tuple(unseen(journal, this, absent, past)),
    )
    year = str(statement.year).replace("/", "-")
    name = safe_name(f"Стипендия {called or statement.group.name} {year} {statement.period}")
    title = f"Ведомость на стипендию, группа {statement.group.name}, {when(statement)}"
    yield Paper(name, Document(title, (report,)), kind="Ведомости на стипендию")


def awaits_first_attestation(journal: Journal, term: Term, today: dt.date) -> bool:
    """Whether the group is in its first year and its first term is not over."""
    first = min(one.start for one in journal.terms)
    return journal.group.course == 1 and term.start == first and today <= term.end


def older(past: Sequence[GradeStatement], journal: Journal, before: Term) -> tuple[GradeStatement, ...]:
    """Statements of terms before, that the journal itself does not hold, each term of a group once.

    The year's statement was made later than those of its terms: where there is one, it tells them all.
    """
    wanted = [
        one
        for one in past
        if one.last_day < before.start
        and not (one.year == journal.year and any(term in journal.terms for term in one.terms))
    ]
    years = {(one.year, one.group.name) for one in wanted if one.annual}
    return tuple(one for one in wanted if one.annual or (one.year, one.group.name) not in years)


def unseen(
    journal: Journal, before: Term, absent: Sequence[Term], past: Sequence[GradeStatement]
) -> Iterator[str]:
    """Which earlier terms nobody looked through for debts; `absent` are this year's without a journal."""
    known = older(past, journal, before)
    own = {term.number for one in known if one.year == journal.year for term in one.terms}
    terms = [term.name for term in absent if term.number not in own]
    if terms:
        yield f"Задолженности не проверены, нет журнала: {', '.join(terms)}."
    course, years = journal.group.course, {one.year.start for one in known}
    if course is None and not years:
        yield "Задолженности прошлых учебных лет не проверены: курс группы не указан, ведомостей нет."
    unread = [
        AcademicYear(year)
        for year in range(journal.year.start - (course or 1) + 1, journal.year.start)
        if year not in years
    ]
    if unread:
        yield f"Задолженности не проверены, нет ведомостей за учебный год: {', '.join(map(str, unread))}."
