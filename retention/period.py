"""How long records are kept, and the first day on which they may enter a destruction act.

Source: rules of the archives of organisations; «срок исчисляется с 1 января года, следующего за
годом окончания дела делопроизводством» (domain 2.2). A three-year file closed in 2008 may enter an
act of 01.01.2012 and no earlier.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import overload

LONGEST = 150
"""Years. More is a slip of the pen; «for ever» is Permanent."""


@dataclass(frozen=True, slots=True)
class Years:
    """Whole calendar years, from 1 January after the year of closure."""

    years: int

    def __post_init__(self) -> None:
        _check(self.years, least=1)


@dataclass(frozen=True, slots=True)
class Permanent:
    """Never destroyed."""


@dataclass(frozen=True, slots=True)
class UntilEvent:
    """Until `event` has happened and, from its very day, `years` more have passed (0: at once).

    Order 179 counts three years «с момента уничтожения»: from the day, not from 1 January.
    """

    event: str
    years: int = 0

    def __post_init__(self) -> None:
        _check(self.years, least=0)
        if not self.event.strip():
            raise ValueError("an event without a name")


RetentionPeriod = Years | Permanent | UntilEvent


@overload
def eligible_from(period: Years | UntilEvent, trigger: dt.date) -> dt.date: ...


@overload
def eligible_from(period: RetentionPeriod, trigger: dt.date) -> dt.date | None: ...


def eligible_from(period: RetentionPeriod, trigger: dt.date) -> dt.date | None:
    """First day of eligibility; `trigger` is the day of closure, or of the event. None: never."""
    match period:
        case Years(years):
            return dt.date(trigger.year + years + 1, 1, 1)
        case UntilEvent(_, years):
            return add_years(trigger, years) + dt.timedelta(days=1)
        case Permanent():
            return None


def cutoff(period: RetentionPeriod, on: dt.date) -> dt.date | None:
    """The last trigger whose files are eligible on `on`; None where no file is.

    `trigger <= cutoff(period, on)` says the same as `eligible_from(period, trigger) <= on`, so a
    database or a list of a million dates needs one comparison a file.
    """
    match period:
        case Years(years):
            year = on.year - years - 1
            return dt.date(year, 12, 31) if year >= dt.MINYEAR else None
        case UntilEvent(_, years):
            eve = on - dt.timedelta(days=1)
            year = eve.year - years
            if year < dt.MINYEAR:
                return None
            # 29 February is counted to 28 February of a common year, so both wait for the same day.
            end_of_february = eve.month == 2 and eve.day == calendar.monthrange(eve.year, 2)[1]
            day = calendar.monthrange(year, 2)[1] if end_of_february else eve.day
            return dt.date(year, eve.month, day)
        case Permanent():
            return None


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day `years` later; 29 February becomes the last day of February (Civil Code, art. 192)."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def covers(new: RetentionPeriod, old: RetentionPeriod) -> bool:
    """Whether no file kept for `new` could go earlier than under `old`."""
    match new, old:
        case Permanent(), _:
            return True
        case Years(after), Years(before):
            return after >= before
        case UntilEvent(event, after), UntilEvent(same, before):
            return event == same and after >= before
        case _:
            return False


def _check(years: int, *, least: int) -> None:
    if not least <= years <= LONGEST:
        raise ValueError(f"a period of {least} to {LONGEST} years is needed")
