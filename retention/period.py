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
