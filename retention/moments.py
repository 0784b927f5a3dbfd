"""Whether the machine's clock can be believed: destruction is decided by dates.

A clock behind what has already happened, or months ahead of the last event, is refused: a machine whose
battery died, or one set forward a decade, would make every file eligible. Leaping ahead is possible after a
real silence, so a person may confirm the date; going back never is. Where a clock elsewhere can be asked
(`drift`), it alone decides: nobody's word is stronger than it. And one person's word destroys nothing: the
director confirms the date too (`check_director`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from retention.errors import (
    ClockBackwards,
    ClockContradicted,
    ClockDiffers,
    ClockJump,
    ClockUnconfirmed,
)
from retention.people import Person

SILENCE = dt.timedelta(days=120)
"""The longest time without any event that needs no confirmation: a summer is shorter."""

TOLERANCE = dt.timedelta(minutes=5)
"""How far clocks of honest machines differ."""


APART = dt.timedelta(days=2)
"""How far the clock may be from a live one: no period is counted in hours, and zones differ by a day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A look at the clock: `now` and the last event of the register (both with a time zone).

    Where there was a silence that nobody has confirmed since, `last_event` is the one before it, and
    `next_event` the one that ended it; None while it lasts.
    `confirmed_by` is who compared the date with a calendar, when the register had been silent for long.
    `bound` is the latest moment that is known to have been: an event, a notice of an act, a file's time.
    `drift` is how far `now` is ahead of a live clock, None where none could be asked. `stated` is the date
    that somebody says the calendar shows: a clock that contradicts it is never believed, as the register may
    be made to say that everybody confirmed the clock's.
    """

    now: dt.datetime
    last_event: dt.datetime | None = None
    confirmed_by: Person | None = None
    bound: dt.datetime | None = None
    drift: dt.timedelta | None = None
    stated: dt.date | None = None
    next_event: dt.datetime | None = None

    @property
    def today(self) -> dt.date:
        """The date of `now` in its own time zone."""
        return self.now.date()

    @property
    def fault(self) -> ClockBackwards | ClockContradicted | ClockDiffers | ClockJump | None:
        """What is wrong with the clock, if anything."""
        if self.drift is not None:
            # An event of a wrong future proves nothing against a live clock, and hides nothing from it.
            return (
                None if abs(self.drift) <= APART else ClockDiffers(now=self.now, live=self.now - self.drift)
            )
        if self.stated is not None and abs(self.stated - self.today) > APART:
            return ClockContradicted(now=self.now, stated=self.stated)
        been = max(filter(None, (self.last_event, self.bound)), default=None)
        if been is not None and self.now < been - TOLERANCE:
            return ClockBackwards(now=self.now, last=been)
        if self.last_event is None:
            return None
        gap = self.now - self.last_event
        if gap > SILENCE and self.confirmed_by is None:
            silent = (self.next_event or self.now) - self.last_event
            return ClockJump(now=self.now, last=self.last_event, days=silent.days)
        return None

    def check(self) -> None:
        """Raise the fault when the clock cannot be believed."""
        fault = self.fault
        if fault:
            raise fault

    def after(self, moment: dt.datetime) -> Self:
        """The same look, knowing that `moment` has been."""
        return replace(self, bound=max(filter(None, (self.bound, moment))))

    def check_director(self, confirmed_on: dt.date | None, *, began: dt.date | None = None) -> None:
        """Raise ClockUnconfirmed unless the director has confirmed the date within SILENCE.

        `confirmed_on` is when the director last did. Where no live clock can be asked, it has to have been
        for this act: on the day `began` or later.
        """
        lately = confirmed_on is not None and self.today - confirmed_on <= SILENCE
        before = began is not None and confirmed_on is not None and confirmed_on < began
        if not lately or (before and self.drift is None):
            raise ClockUnconfirmed(today=self.today)
