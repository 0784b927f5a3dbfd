"""Working days: the official calendar with its transfers, and hints for weeks of five days and of six."""

from __future__ import annotations

import datetime as dt

import pytest

from archiver.reports.hours.working_days import WorkingCalendar, is_known, unknown_years


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2025-11-04", True),  # a holiday
        ("2025-11-03", True),  # a day off transferred by decree
        ("2025-11-02", True),  # a Sunday
        ("2025-11-01", False),  # a Saturday worked on
        ("2026-01-09", True),  # transferred
        ("2027-02-20", False),  # a Saturday worked on for the 22nd
        ("2027-02-22", True),
        ("2027-05-03", True),  # 1 May is a Saturday
        ("2027-05-10", True),  # and 9 May a Sunday
        ("2027-06-14", True),
        ("2027-11-05", True),
        ("2027-12-31", True),
        ("2026-05-08", True),  # the settings
        ("2026-05-09", False),  # the settings again
    ],
)
def test_days_off(day: str, off: bool) -> None:
    working = WorkingCalendar(
        days_off=frozenset({dt.date(2026, 5, 8)}), working_days=frozenset({dt.date(2026, 5, 9)})
    )
    assert working.is_off(dt.date.fromisoformat(day)) is off


def test_saturdays_can_be_off_and_the_last_working_day_is_before() -> None:
    assert WorkingCalendar(saturdays_off=True).is_off(dt.date(2025, 9, 6))
    # A Saturday is no hint in either week: nobody is there in a college of five days.
    assert WorkingCalendar().last_working_day(dt.date(2026, 7, 5)) == dt.date(2026, 7, 3)
    assert WorkingCalendar().last_working_day(dt.date(2026, 7, 4)) == dt.date(2026, 7, 3)
    assert WorkingCalendar(saturdays_off=True).last_working_day(dt.date(2026, 7, 5)) == dt.date(2026, 7, 3)


@pytest.mark.parametrize("day", ["2025-11-01", "2027-02-20", "2024-04-27", "2024-11-02", "2024-12-28"])
def test_a_saturday_that_the_decree_makes_a_working_day_is_one_in_a_week_of_five_days(day: str) -> None:
    saturday = dt.date.fromisoformat(day)
    assert saturday.weekday() == 5
    assert not WorkingCalendar(saturdays_off=True).is_off(saturday)
    assert WorkingCalendar().last_working_day(saturday) == saturday
    # The settings of the college go before the decree.
    assert WorkingCalendar(days_off=frozenset({saturday})).is_off(saturday)


def test_the_hint_before_a_long_weekend_may_be_the_saturday_worked_on() -> None:
    # 21 February 2027 is a Sunday, the 22nd and 23rd are off: the Saturday of the 20th is worked on.
    assert WorkingCalendar().last_working_day(dt.date(2027, 2, 23)) == dt.date(2027, 2, 20)
    # 4 November 2025 is a holiday, the 3rd off, the 2nd a Sunday, the 1st a Saturday that works.
    assert WorkingCalendar(saturdays_off=True).last_working_day(dt.date(2025, 11, 4)) == dt.date(2025, 11, 1)


@pytest.mark.parametrize("saturdays_off", [False, True])
def test_a_hint_is_worked_on_in_both_weeks(saturdays_off: bool) -> None:
    working = WorkingCalendar(saturdays_off=saturdays_off)
    five, six = WorkingCalendar(saturdays_off=True), WorkingCalendar()
    for number in range(3 * 366):
        day = dt.date(2025, 1, 1) + dt.timedelta(days=number)
        hint = working.last_working_day(day)
        assert hint <= day
        assert not five.is_off(hint)
        assert not six.is_off(hint)


def test_a_saturday_of_the_settings_is_a_hint() -> None:
    saturday = dt.date(2026, 7, 4)
    assert (
        WorkingCalendar(working_days=frozenset({saturday})).last_working_day(dt.date(2026, 7, 5)) == saturday
    )


def test_the_library_knows_2027_and_later_years_are_said() -> None:
    assert all(is_known(year) for year in range(2020, 2028))
    later = next(year for year in range(2028, 2100) if not is_known(year))
    working = WorkingCalendar()
    assert unknown_years(working, {2025, 2026, 2027}) == ()
    (told,) = unknown_years(working, {2026, later, 2100})
    assert told.code == "calendar.year-unknown"
    assert f"{later}, 2100" in told.message
    # Who names days of the year in the settings has seen its decree.
    own = WorkingCalendar(days_off=frozenset({dt.date(later, 5, 4)}))
    assert unknown_years(own, {later}) == ()
