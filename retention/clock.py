"""The clock of retention: when a file may go, and why, as data for a screen or a paper.

The clock is arithmetic on given dates (domain 2.2). From when a file is overdue: `retention.grace`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from retention.grace import is_overdue, last_day_in_time
from retention.period import Permanent, UntilEvent, Years, eligible_from
from retention.record import Correction, RecordFile
from retention.schedule import Rule, Schedule


class ClockState(StrEnum):
    """Where a file stands on a day."""

    OPEN = "open"  # not closed, or its event has not come
    RUNNING = "running"
    ELIGIBLE = "eligible"
    OVERDUE = "overdue"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The counting itself: trigger year + years + 1 for calendar years, the day + years for an event."""

    trigger: dt.date
    years: int
    first_day: dt.date
    last_day: dt.date
    eligible_from: dt.date
    calendar_years: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a file may go or stay: rule (with its mandate), trigger, arithmetic, state on `on`.

    `trigger` is "closure" or the name of the event. `arithmetic` is None for what is never destroyed
    and while the trigger has not come.
    """

    file: RecordFile
    rule: Rule
    on: dt.date
    trigger: str
    corrections: tuple[Correction, ...]
    arithmetic: Arithmetic | None
    state: ClockState

    @property
    def eligible_from(self) -> dt.date | None:
        """First day on which the file may enter an act."""
        return self.arithmetic.eligible_from if self.arithmetic else None

    @property
    def overdue_from(self) -> dt.date | None:
        """First day on which an act should long have been approved."""
        if self.arithmetic is None:
            return None
        return last_day_in_time(self.arithmetic.eligible_from) + dt.timedelta(days=1)


def explain(file: RecordFile, schedule: Schedule, on: dt.date) -> Explanation:
    """What the schedule says of `file` on the day `on`; SeriesUnknown for a series it does not have."""
    rule = schedule.rule(file.series, on)
    counted = _count(file, rule)
    corrections = file.closure.corrections if file.closure else ()
    period = rule.series.period
    trigger = period.event if isinstance(period, UntilEvent) else "closure"
    return Explanation(file, rule, on, trigger, corrections, counted, _state(rule, counted, on))


def _count(file: RecordFile, rule: Rule) -> Arithmetic | None:
    period = rule.series.period
    trigger = file.trigger(period)
    if trigger is None or isinstance(period, Permanent):
        return None
    first = eligible_from(period, trigger)
    calendar_years = isinstance(period, Years)
    begin = dt.date(trigger.year + 1, 1, 1) if calendar_years else trigger
    return Arithmetic(trigger, period.years, begin, first - dt.timedelta(days=1), first, calendar_years)


def _state(rule: Rule, counted: Arithmetic | None, on: dt.date) -> ClockState:
    if isinstance(rule.series.period, Permanent):
        return ClockState.NEVER
    if counted is None:
        return ClockState.OPEN
    if on < counted.eligible_from:
        return ClockState.RUNNING
    return ClockState.OVERDUE if is_overdue(counted.eligible_from, on) else ClockState.ELIGIBLE
