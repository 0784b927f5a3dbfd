"""How long a file whose period is over may wait for its destruction: one count for everybody.

Federal law 152, art. 21, part 4: personal data are destroyed «в срок, не превышающий тридцати дней с даты
достижения цели обработки». That date is the first day on which the file may enter an act (domain 3.3); a
term of days begins on the day after it (Civil Code, art. 191), so the thirtieth day is still in time.

From 01.01.2032 the last day is 31.01.2032, and the file is late on 01.02.2032.
"""

from __future__ import annotations

import datetime as dt

GRACE = dt.timedelta(days=30)


def last_day_in_time(eligible_from: dt.date) -> dt.date:
    """The thirtieth day after `eligible_from`: the last on which an act may be approved in time."""
    return eligible_from + GRACE


def is_overdue(eligible_from: dt.date, on: dt.date) -> bool:
    """Whether on the day `on` the thirty days are over."""
    return on > last_day_in_time(eligible_from)
