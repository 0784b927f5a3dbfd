"""The one clock of the program: every «now» and «today» is asked here, so that it can be set in one place."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day, in the zone of this computer."""
    return now().astimezone().date()
