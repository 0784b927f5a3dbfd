"""How fast the module is asked, and how long it is waited for."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest

from archiver import clock
from archiver.fetch.pace import Pace, retry_after


class Machine:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.at, self.waited = 100.0, []

    def sleep(self, seconds: float) -> None:
        self.waited.append(round(seconds, 3))
        self.at += seconds

    def now(self) -> float:
        return self.at


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_requests_are_a_gap_apart_counted_from_the_answer(machine: Machine) -> None:
    pace = Pace(0.5, machine.sleep, machine.now)
    pace.before()
    machine.at += 3  # a slow answer
    pace.after()
    machine.at += 0.2
    pace.before()
    assert machine.waited == [0.3]
    pace.after()
    machine.at += 2
    pace.before()
    assert machine.waited == [0.3]


def test_a_busy_module_is_waited_for_longer_each_time_or_as_long_as_it_says(machine: Machine) -> None:
    pace = Pace(0.5, machine.sleep, machine.now)
    assert all(pace.back_off(tried, None) for tried in range(1, 10))
    assert machine.waited == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert pace.back_off(1, 120)
    assert pace.back_off(1, 0)
    assert machine.waited[-2:] == [120, 0.5]
    assert not pace.back_off(1, 3600)
    assert machine.waited[-1] == 0.5


def test_retry_after_is_a_number_or_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    now = dt.datetime(2026, 1, 20, 9, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert retry_after("7") == 7
    assert retry_after(" 120 ") == 120
    assert retry_after(format_datetime(now + dt.timedelta(seconds=30), usegmt=True)) == 30
    assert retry_after(format_datetime(now - dt.timedelta(days=1), usegmt=True)) == 0
    for nothing in (None, "", "soon", "-5", "٥", "1e3"):
        assert retry_after(nothing) is None
