"""Eligibility of very many files: one comparison a file instead of one decision.

The clock of every series becomes a last trigger day; a file is due when its own trigger is not later.
A database compares dates (or `toordinal()` integers) the same way, so both give one answer, and the few
files found are then judged by `eligibility.decide`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from retention.clock import GRACE
from retention.period import UntilEvent, cutoff
from retention.schedule import Schedule

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """For every series the last trigger whose files are due on `on`; series with none are left out.

    `days` are proleptic ordinals (`date.toordinal()`); `waits_for_event` names the series whose trigger
    is an event, not the closure.
    """

    on: dt.date
    days: Mapping[str, int]
    waits_for_event: frozenset[str]

    @classmethod
    def of(cls, schedule: Schedule, on: dt.date, *, for_days: dt.timedelta = dt.timedelta(0)) -> Self:
        """The cutoffs of every rule in force on `on`, of files that have been due `for_days` by then."""
        days, waits = {}, set()
        for rule in schedule.rules(on):
            last = cutoff(rule.series.period, on - for_days)
            if last is not None:
                days[str(rule.series.code)] = last.toordinal()
            if isinstance(rule.series.period, UntilEvent):
                waits.add(str(rule.series.code))
        return cls(on, days, frozenset(waits))

    @classmethod
    def overdue(cls, schedule: Schedule, on: dt.date) -> Self:
        """The cutoffs of files that are overdue on `on`: due for thirty days at least."""
        return cls.of(schedule, on, for_days=GRACE)

    def due(self, rows: Iterable[tuple[K, str, int]]) -> Iterator[K]:
        """Keys of the rows (key, series, ordinal of the trigger) that are due."""
        limit = self.days.get
        return (key for key, series, trigger in rows if trigger <= limit(series, 0))
