"""The clock: 1 January after the closing year plus the years, for every date there is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disposal_factories import SCHEDULE, make_file
from retention.clock import ClockState, explain
from retention.period import Permanent, RetentionPeriod, UntilEvent, Years, covers, eligible_from
from retention.record import Closure, Correction, RecordFile

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
PERIODS: st.SearchStrategy[RetentionPeriod] = st.one_of(
    st.builds(Years, st.integers(1, 80)),
    st.just(Permanent()),
    st.builds(UntilEvent, st.sampled_from(["destruction", "expiry"]), st.integers(0, 10)),
)


@pytest.mark.parametrize(
    ("closed", "years", "wanted"),
    [
        ("2008-03-01", 3, "2012-01-01"),  # the example of the rules themselves
        ("2008-12-31", 3, "2012-01-01"),
        ("2020-07-05", 5, "2026-01-01"),
        ("2026-07-05", 5, "2032-01-01"),
        ("2026-07-05", 25, "2052-01-01"),
    ],
)
def test_years_are_counted_from_the_first_of_january(closed: str, years: int, wanted: str) -> None:
    assert eligible_from(Years(years), dt.date.fromisoformat(closed)) == dt.date.fromisoformat(wanted)


@pytest.mark.parametrize(
    ("event", "wanted"),
    [("2032-03-10", "2035-03-11"), ("2032-02-29", "2035-03-01"), ("2033-02-28", "2036-02-29")],
)
def test_an_event_is_counted_from_its_day(event: str, wanted: str) -> None:
    day = eligible_from(UntilEvent("destruction", 3), dt.date.fromisoformat(event))
    assert day == dt.date.fromisoformat(wanted)


@given(st.integers(1, 80), DAYS)
def test_no_file_goes_before_its_whole_years_have_passed(years: int, closed: dt.date) -> None:
    first = eligible_from(Years(years), closed)
    assert first is not None and (first.month, first.day) == (1, 1)
    assert first.year - closed.year == years + 1
    assert (first - closed).days > years * 365


@given(PERIODS, PERIODS, DAYS)
def test_a_longer_period_never_ends_earlier(new: RetentionPeriod, old: RetentionPeriod, day: dt.date) -> None:
    if covers(new, old):
        after, before = eligible_from(new, day), eligible_from(old, day)
        assert after is None or (before is not None and after >= before)


@pytest.mark.parametrize("years", [0, -1, 151])
def test_a_period_that_cannot_be_meant_is_refused(years: int) -> None:
    with pytest.raises(ValueError, match="years is needed"):
        Years(years)


@given(DAYS, st.lists(DAYS, max_size=4))
def test_corrections_only_move_the_closure_on(first: dt.date, days: list[dt.date]) -> None:
    closure, before = Closure(first), first
    for day in days:
        closure = closure.corrected(Correction(day, "решение суда", "p1"))
        assert closure.closed_on >= before
        before = closure.closed_on
    assert closure.closed_on == max([first, *days])


def test_explanation_shows_the_counting() -> None:
    told = explain(make_file(), SCHEDULE, dt.date(2031, 12, 31))
    assert told.arithmetic is not None and told.state is ClockState.RUNNING
    assert (told.arithmetic.trigger, told.arithmetic.years) == (dt.date(2026, 7, 5), 5)
    assert (told.arithmetic.first_day, told.arithmetic.last_day) == (
        dt.date(2027, 1, 1),
        dt.date(2031, 12, 31),
    )
    assert told.eligible_from == dt.date(2032, 1, 1) and told.overdue_from == dt.date(2032, 2, 1)
    assert told.rule.version == 1 and "раздел 5" in told.rule.series.mandate and told.trigger == "closure"


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2032-01-01", ClockState.ELIGIBLE),
        ("2032-01-30", ClockState.ELIGIBLE),
        ("2032-01-31", ClockState.ELIGIBLE),  # the thirtieth day after 1 January: not more than thirty days
        ("2032-02-01", ClockState.OVERDUE),
    ],
)
def test_a_file_is_overdue_after_thirty_days(on: str, state: ClockState) -> None:
    assert explain(make_file(), SCHEDULE, dt.date.fromisoformat(on)).state is state


def test_open_files_and_permanent_ones_have_no_day() -> None:
    on = dt.date(2099, 1, 1)
    still_open, kept = (
        explain(make_file(closed=None), SCHEDULE, on),
        explain(make_file(series="05-13"), SCHEDULE, on),
    )
    assert (still_open.state, still_open.eligible_from) == (ClockState.OPEN, None)
    assert (kept.state, kept.eligible_from) == (ClockState.NEVER, None)


def test_a_late_correction_moves_the_day() -> None:
    file = make_file()
    assert file.closure is not None
    late = Correction(dt.date(2027, 2, 1), "пересдача ГИА", "p1")
    moved = RecordFile(file.id, file.series, file.title, file.closure.corrected(late))
    told = explain(moved, SCHEDULE, dt.date(2032, 6, 1))
    assert told.eligible_from == dt.date(2033, 1, 1) and told.corrections == (late,)
