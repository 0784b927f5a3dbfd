"""Thirty days «не превышающий тридцати дней» (152-FZ art. 21 part 4): the same boundary wherever it is told.

By hand, from 1 January 2032: 2 January is the first day of the term, 31 January the thirtieth and last,
1 February is too late.
"""

from __future__ import annotations

import datetime as dt

import pytest

from disposal_factories import SCHEDULE, make_file
from retention.calendar import DutyState, disposal_fact, obligations
from retention.clock import ClockState, explain
from retention.grace import is_overdue, last_day_in_time

FIRST = dt.date(2032, 1, 1)


def test_the_thirtieth_day_is_in_time() -> None:
    assert last_day_in_time(FIRST) == dt.date(2032, 1, 31)
    assert last_day_in_time(dt.date(2031, 3, 15)) == dt.date(2031, 4, 14)  # 16 days of March, 14 of April


@pytest.mark.parametrize(
    ("today", "late"),
    [("2032-01-01", False), ("2032-01-30", False), ("2032-01-31", False), ("2032-02-01", True)],
)
def test_clock_and_calendar_agree_on_the_boundary(today: str, late: bool) -> None:
    on = dt.date.fromisoformat(today)
    assert is_overdue(FIRST, on) is late
    assert (explain(make_file(), SCHEDULE, on).state is ClockState.OVERDUE) is late
    (owed,) = obligations([disposal_fact("05-11", 1, FIRST)], on, ())
    assert (owed.state is DutyState.OVERDUE) is late
