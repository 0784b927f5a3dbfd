"""Whether the machine's clock can be believed: destruction is decided by dates.

A clock behind the last event, or months ahead of it, is refused: a machine whose battery died, or one
set forward a decade, would make every file eligible. Leaping ahead is possible after a real silence, so a
person may confirm the date; going back never is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retention.errors import ClockBackwards, ClockJump
from retention.people import Person

SILENCE = dt.timedelta(days=120)
"""The longest time without any event that needs no confirmation: a summer is shorter."""

TOLERANCE = dt.timedelta(minutes=5)
"""How far clocks of honest machines differ."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A look at the clock: `now` and the last event of the register (both with a time zone).

    `confirmed_by` is who compared the date with a calendar, when the register had been silent for long.
    """

    now: dt.datetime
    last_event: dt.datetime | None = None
    confirmed_by: Person | None = None

    @property
    def today(self) -> dt.date:
        """The date of `now` in its own time zone."""
        return self.now.date()

    @property
    def fault(self) -> ClockBackwards | ClockJump | None:
        """What is wrong with the clock, if anything."""
        if self.last_event is None:
            return None
        if self.now < self.last_event - TOLERANCE:
            return ClockBackwards(now=self.now, last=self.last_event)
        gap = self.now - self.last_event
        if gap > SILENCE and self.confirmed_by is None:
            return ClockJump(now=self.now, last=self.last_event, days=gap.days)
        return None

    def check(self) -> None:
        """Raise ClockBackwards or ClockJump when the clock cannot be believed."""
        fault = self.fault
        if fault:
            raise fault
