"""Days off: Sundays, official holidays with their transfers, and what the college adds.

The library knows the government's transfers up to a year; a decree later than that goes into the settings
(`[calendar]`). Source: domain section 8; labour code, articles 111 and 112.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.locale import _

_SATURDAY, _SUNDAY = 5, 6
_OF_THE_CODE = {*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
"""Month and day of the holidays of the labour code, article 112."""
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are off for a college; its `working_days` go first, then its `days_off`, then the decree."""

    saturdays_off: bool = False
    days_off: frozenset[dt.date] = frozenset()
    working_days: frozenset[dt.date] = frozenset()

    def is_off(self, day: dt.date) -> bool:
        """Whether nobody of the college works on `day`."""
        if day in self.working_days:
            return False
        if day in self.days_off:
            return True
        if day in _working_weekends(day.year):
            return False
        weekend = day.weekday() == _SUNDAY or (self.saturdays_off and day.weekday() == _SATURDAY)
        return weekend or day in _holidays(day.year)

    def surely_works(self, day: dt.date) -> bool:
        """Whether `day` is worked on in weeks of five days and of six: what a hint may name.

        Who prints and who signs may keep different weeks, and a college seldom says which it has.
        """
        return not replace(self, saturdays_off=True).is_off(day)

    def last_working_day(self, day: dt.date) -> dt.date:
        """`day` itself if it is surely worked on, else the last such day before it."""
        while not self.surely_works(day):
            day -= dt.timedelta(days=1)
        return day

    def unknown(self, years: Iterable[int]) -> tuple[int, ...]:
        """The years whose transfers neither the library knows nor the settings name, in order."""
        own = {day.year for day in self.days_off | self.working_days}
        return tuple(sorted({year for year in years if year not in own and not is_known(year)}))


def unknown_years(working: WorkingCalendar, years: Iterable[int]) -> tuple[Finding, ...]:
    """A note of the years whose transfers are not known: days off of theirs may be working ones."""
    unknown = ", ".join(map(str, working.unknown(years)))
    if not unknown:
        return ()
    message = _("The days off of {years} are not known yet: transfers by decree are not in these dates.")
    return (finding("calendar.year-unknown", message.format(years=unknown)),)


def is_known(year: int) -> bool:
    """Whether the library knows the transfers of `year`.

    Two of the days off from 1 to 8 January fall on a weekend and are moved every year (labour code, article
    112): a year with no day off besides those of the code itself has no decree yet.
    """
    return any((day.month, day.day) not in _OF_THE_CODE for day in _holidays(year))


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    import holidays

    return frozenset(holidays.country_holidays("RU", years=year))


@cache
def _working_weekends(year: int) -> frozenset[dt.date]:
    """Saturdays and Sundays that are worked on for a day off given elsewhere."""
    import holidays

    return frozenset(holidays.country_holidays("RU", years=year).weekend_workdays)
