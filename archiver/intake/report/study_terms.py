"""The study periods of a printed report: from its intervals, from names of files, from archiver.toml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.intake.report.sheets.written_dates import Interval
from archiver.journal.model import AcademicYear, Term, TermKind
from archiver.settings.tables import Period, period_dates

_MOST = 0.8  # of an interval's days: then it is one period's and not the year's


@dataclass(frozen=True, slots=True)
class TermHint:
    """What one page tells of its period: the interval, or only a number («1 семестр»), or nothing."""

    interval: Interval | None = None
    number: int | None = None


def term_of_hint(hint: TermHint, year: AcademicYear, periods: Sequence[Period]) -> int | None:
    """The number of the one period a page is of; None when its interval covers several or is not told."""
    if hint.interval is None:
        return hint.number if any(period.number == hint.number for period in periods) else None
    start, end = hint.interval
    for period in periods:
        first, last = period_dates(period, year.start)
        common = (min(end, last) - max(start, first)).days + 1
        if common >= _MOST * ((end - start).days + 1):
            return period.number
    return None


def study_terms(hints: Sequence[TermHint], year: AcademicYear, periods: Sequence[Period]) -> tuple[Term, ...]:
    """The periods with their dates in `year`, in order.

    A period has the dates of the report where every page of it tells an interval: from the first
    day of the earliest to the last of the latest; otherwise the settings' dates widened by them.
    """
    terms = []
    for period in periods:
        own = [hint for hint in hints if term_of_hint(hint, year, periods) == period.number]
        intervals = [hint.interval for hint in own if hint.interval is not None]
        days = [period_dates(period, year.start)]
        if intervals:
            days = intervals if len(intervals) == len(own) else [*days, *intervals]
        start, end = min(day for day, _ in days), max(day for _, day in days)
        kind = TermKind.TRIMESTER if "тримест" in period.name.casefold() else TermKind.SEMESTER
        terms.append(Term(period.number, period.name, start, end, kind))
    return tuple(terms)


def nearest_term(day: dt.date, terms: Sequence[Term]) -> Term:
    """The period of a day; a day in none belongs to the nearest, and the check of intervals speaks."""

    def distance(term: Term) -> int:
        if day in term:
            return 0
        return min(abs((day - term.start).days), abs((day - term.end).days))

    return min(terms, key=distance)


def placed(day: dt.date, hinted: int | None, terms: Sequence[Term]) -> int:
    """The period of a lesson: the page's own where the page is of one, otherwise by the day."""
    return hinted if hinted is not None else nearest_term(day, terms).number
