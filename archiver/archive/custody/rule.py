"""The rule of a series: what the schedule says of it today, or why it says nothing."""

from __future__ import annotations

import datetime as dt

from archiver.wording.retention import refusal
from retention.errors import RetentionError
from retention.schedule import Rule, Schedule


def rule_of(schedule: Schedule, series: str, today: dt.date) -> Rule:
    """The rule for a series today; raises ArchiverError when the schedule has none."""
    try:
        return schedule.rule(series, today)
    except RetentionError as error:
        raise refusal(error) from error
