"""Days as JSON documents write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator

from archiver.locale import _

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_SAMARA = dt.timezone(dt.timedelta(hours=4))
_YEARS = range(1990, 2201)


def _not_a_date() -> ValueError:
    return ValueError(_("a date YYYY-MM-DD is expected"))


def plain_date(value: object) -> dt.date:
    """The day written «2025-09-01» and in no other way; raises ValueError."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise _not_a_date()
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise _not_a_date() from None


def module_date(value: object) -> dt.date:
    """The day of the module's «2025-09-01» or «2025-09-01T00:00:00»; raises ValueError.

    Local times, and times with an offset, name the day they show. Times in UTC («Z») are taken to
    Samara (UTC+4), where the module runs: 20:00 UTC is midnight of the next day there. Years
    outside 1990–2200 (the server's «0001-01-01» for nothing) are refused.
    """
    moment = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    day = plain_date(moment[1] if moment else value)
    if moment and moment[4] == "Z":
        hours = int(moment[0][11:13])
        if hours > 23:
            raise _not_a_date()
        day = dt.datetime(day.year, day.month, day.day, hours, tzinfo=dt.UTC).astimezone(_SAMARA).date()
    if day.year not in _YEARS:
        raise _not_a_date()
    return day


PlainDate = Annotated[dt.date, BeforeValidator(plain_date)]
ModuleDate = Annotated[dt.date, BeforeValidator(module_date)]
