"""Days on which a college teaches: Monday to Saturday within a term, public holidays left out.

Source of the holidays: Labour Code of the Russian Federation, article 112 (days off moved by
government decree are not followed: a fictional college may teach on them).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from archiver.journal.model import AcademicYear, Term

_HOLIDAYS = frozenset({(11, 4), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), *((1, day) for day in range(1, 9))})
_SUNDAY = 6


def terms(year: AcademicYear) -> tuple[Term, Term]:
    """The two semesters of the fictional college; 2025/26: 01.09–28.12.2025 and 12.01–28.06.2026."""
    first, second = year.start, year.start + 1
    return (
        Term(1, "1 семестр", dt.date(first, 9, 1), dt.date(first, 12, 28)),
        Term(2, "2 семестр", dt.date(second, 1, 12), dt.date(second, 6, 28)),
    )


def study_days(term: Term) -> tuple[dt.date, ...]:
    """Every teaching day of the term, in order."""
    length = (term.end - term.start).days + 1
    days = (term.start + dt.timedelta(days=offset) for offset in range(length))
    return tuple(day for day in days if day.weekday() != _SUNDAY and (day.month, day.day) not in _HOLIDAYS)


def spread(days: Sequence[dt.date], count: int) -> list[dt.date]:
    """`count` of the days, evenly over the whole; all of them when there are fewer."""
    if count >= len(days):
        return list(days)
    if count == 1:
        return [days[len(days) // 2]]
    return [days[index * (len(days) - 1) // (count - 1)] for index in range(count)]
