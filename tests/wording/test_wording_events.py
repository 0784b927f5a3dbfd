"""One event is told as one."""

from __future__ import annotations

from archiver.archive.disposal.testimony import Forgotten, Lack
from archiver.wording.figures import events


def test_one_event_is_no_range() -> None:
    assert (events(51, 51), events(51, 60)) == ("событие 51", "события 51–60")


def test_no_brackets_are_left_empty() -> None:
    """A version of the schedule may be adopted without a document."""
    assert Lack(Forgotten.SCHEDULE, "2", "").fact == "редакция перечня"
    assert Lack(Forgotten.HOLD, "x", "запрос № 5").fact == "приостановление: запрос № 5"
