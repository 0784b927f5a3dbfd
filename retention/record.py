"""A file of the archive as retention sees it: what it is and when its period begins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from retention.period import RetentionPeriod, UntilEvent
from retention.words import FileTitle, Identifier, SeriesCode


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry made after the file was closed (a late exam, a court order): when, why, by whom."""

    on: dt.date
    reason: str
    author: str


@dataclass(frozen=True, slots=True)
class Closure:
    """«Окончание дела делопроизводством»: the day of the last entry, moved on by late corrections.

    A correction can only move the day forward (domain 2.2): one dated before it changes nothing.
    """

    first: dt.date
    corrections: tuple[Correction, ...] = ()

    @property
    def closed_on(self) -> dt.date:
        """The day the period is counted from."""
        return max((self.first, *(correction.on for correction in self.corrections)))

    def corrected(self, correction: Correction) -> Self:
        """The closure after a late correction."""
        return replace(self, corrections=(*self.corrections, correction))


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file (all its volumes). `closure` is None while it is open; `event_on` is the day of the event
    that a series «until an event» waits for.
    """

    id: Identifier
    series: SeriesCode
    title: FileTitle
    closure: Closure | None = None
    event_on: dt.date | None = None

    def trigger(self, period: RetentionPeriod) -> dt.date | None:
        """The day that sets the period running; None while it has not come."""
        if isinstance(period, UntilEvent):
            return self.event_on
        return self.closure.closed_on if self.closure else None
