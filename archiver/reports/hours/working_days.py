"""Days off: Sundays, official holidays with their transfers, and what the college adds.

The library knows the government's transfers of past and current years; a later decree goes into the
settings (`[calendar]`). Source: domain section 8.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

_SATURDAY, _SUNDAY = 5, 6
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are off for a college; `working_days` wins over everything."""

    saturdays_off: bool = False
    days_off: frozenset[dt.date] = frozenset()
    working_days: frozenset[dt.date] = frozenset()

    def is_off(self, day: dt.date) -> bool:
        """Whether nobody works on `day`."""
        if day in self.working_days:
            return False
        weekend = day.weekday() == _SUNDAY or (self.saturdays_off and day.weekday() == _SATURDAY)
        return weekend or day in self.days_off or day in _holidays(day.year)

    def last_working_day(self, day: dt.date) -> dt.date:
        """`day` itself if it is worked on, else the last working day before it."""
        while self.is_off(day):
            day -= dt.timedelta(days=1)
        return day


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    import holidays

    return frozenset(holidays.country_holidays("RU", years=year))
