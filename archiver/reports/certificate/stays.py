"""When a student studied: the intervals of all statements together, and academic leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archiver.journal.model import Leave, Stay
from archiver.reports.certificate.finding import Seen


@dataclass(frozen=True, slots=True)
class _Within:
    """A stay within a statement's days; `came` and `went` where it began or ended inside them."""

    start: dt.date
    end: dt.date
    came: bool
    went: bool


def stays_of(seen: Sequence[Seen]) -> tuple[Stay, ...]:
    """The intervals of the studies in order of time.

    Days between statements (holidays, a statement that is lacking) part nothing: only leaving and coming do.
    They begin where the first statement says that the student came, though it be before its own days.
    """
    found = sorted((one for each in seen for one in _within(each)), key=lambda one: (one.start, one.end))
    made: list[_Within] = []
    for one in found:
        before = made[-1] if made else None
        if before is not None and _goes_on(before, one):
            last = one if one.end > before.end else before
            made[-1] = _Within(before.start, last.end, before.came, last.went)
        else:
            made.append(one)
    begun = seen[0].row.student.enrolled
    return tuple(
        Stay(min(one.start, begun) if begun and not number else one.start, one.end)
        for number, one in enumerate(made)
    )


def _within(seen: Seen) -> Iterator[_Within]:
    first, last = min(term.start for term in seen.statement.terms), seen.statement.last_day
    for stay in seen.row.student.stays:
        start, end = max(stay.start or first, first), min(stay.end or last, last)
        if start <= end:
            yield _Within(start, end, start > first, end < last)


def _goes_on(before: _Within, after: _Within) -> bool:
    touching = after.start <= before.end + dt.timedelta(days=1)
    return touching or not (before.went or after.came)


def leaves_of(seen: Iterable[Seen]) -> tuple[Leave, ...]:
    """Academic leaves as the last statement that knows each tells it."""
    found = {leave.start: leave for one in seen for leave in one.row.student.leaves}
    return tuple(found[start] for start in sorted(found))
