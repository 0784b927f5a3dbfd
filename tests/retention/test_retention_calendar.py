"""The calendar of obligations: dates of the regulation, states, hints, and a file for calendars."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.calendar import (
    Duty,
    DutyState,
    Fact,
    act_fact,
    binder_fact,
    disposal_fact,
    fixity_fact,
    hand_over_fact,
    medium_fact,
    obligations,
    term_fact,
)
from retention.ics import Entry, write
from retention.steps import ActState

WEEKENDS = {dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)}
WEEKENDS = {day for day in WEEKENDS if day.weekday() >= 5}
STAMP = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("fact", "due"),
    [
        (term_fact("ИС-21", "1 семестр", dt.date(2025, 12, 28)), "2026-01-02"),
        (term_fact("ИС-21", "2 семестр", dt.date(2026, 6, 30)), "2026-07-05"),
        (medium_fact(2025), "2026-06-30"),
        (binder_fact("ИС-21", 2025), "2026-07-05"),
        (hand_over_fact("ИС-21", 2025), "2026-07-05"),
        (fixity_fact("Н-3", dt.date(2026, 9, 1)), "2026-09-01"),
        (disposal_fact("05-11", 60, dt.date(2032, 1, 1)), "2032-01-31"),
        (act_fact("1-2032", ActState.APPROVED, dt.date(2032, 1, 15)), "2032-02-14"),
    ],
)
def test_every_obligation_has_its_day(fact: Fact, due: str) -> None:
    assert fact.due == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("today", "done", "state"),
    [
        ("2026-05-01", None, DutyState.AHEAD),
        ("2026-06-21", None, DutyState.SOON),
        ("2026-07-05", None, DutyState.SOON),
        ("2026-07-06", None, DutyState.OVERDUE),
        ("2026-07-06", "2026-07-05", DutyState.DONE),
        ("2026-07-10", "2026-07-06", DutyState.DONE_LATE),
    ],
)
def test_states(today: str, done: str | None, state: DutyState) -> None:
    fact = binder_fact("ИС-21", 2025, dt.date.fromisoformat(done) if done else None)
    (one,) = obligations([fact], dt.date.fromisoformat(today), ())
    assert one.state is state


def test_a_day_off_has_a_hint_and_moves_nothing() -> None:
    (sunday, tuesday) = obligations(
        [binder_fact("ИС-21", 2025), medium_fact(2025)], dt.date(2026, 6, 1), WEEKENDS
    )[::-1]
    assert (sunday.fact.due, sunday.work_by) == (dt.date(2026, 7, 5), dt.date(2026, 7, 3))
    assert (tuesday.fact.due, tuesday.work_by) == (dt.date(2026, 6, 30), None)


@given(st.sets(st.dates(dt.date(2026, 6, 1), dt.date(2026, 7, 5))))
def test_the_hint_is_the_last_working_day_before(days_off: set[dt.date]) -> None:
    (one,) = obligations([binder_fact("ИС-21", 2025)], dt.date(2026, 6, 1), days_off)
    if one.fact.due not in days_off:
        assert one.work_by is None
    elif one.work_by is not None:
        between = range(1, (one.fact.due - one.work_by).days)
        assert one.work_by not in days_off
        assert all(one.work_by + dt.timedelta(days=n) in days_off for n in between)


def test_accounted_and_cancelled_acts_wait_for_nothing() -> None:
    facts = [act_fact("1-2032", state, dt.date(2032, 1, 15)) for state in ActState]
    waiting = {one.fact.detail for one in obligations(facts, dt.date(2033, 1, 1), ()) if not one.fact.done_on}
    assert waiting == {"draft", "agreed", "region-agreed", "approved", "executing"}


def test_the_calendar_is_in_order_and_its_keys_differ() -> None:
    facts = [
        hand_over_fact("ИС-21", 2025),
        binder_fact("ИС-22", 2025),
        binder_fact("ИС-21", 2025),
        medium_fact(2025),
        term_fact("ИС-21", "2 семестр", dt.date(2026, 6, 30)),
    ]
    found = obligations(facts, dt.date(2026, 6, 1), ())
    assert [(one.fact.duty, one.fact.subject) for one in found] == [
        (Duty.MEDIUM_READY, "2025/26"),
        (Duty.TERM_PRINTED, "ИС-21"),
        (Duty.BINDER_MADE, "ИС-21"),
        (Duty.BINDER_MADE, "ИС-22"),
        (Duty.HANDED_OVER, "ИС-21"),
    ]
    assert len({one.key for one in found}) == len(found)


def test_an_icalendar_file() -> None:
    entry = Entry(
        "binder/ИС-21", dt.date(2026, 7, 5), "Сшить журнал ИС-21; том 1, 2", "строка\nещё \\", "Архив", 7
    )
    text = write([entry], stamp=STAMP, name="Архив", domain="archiver")
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "VERSION:2.0",
        "DTSTAMP:20260601T120000Z",
        "DTSTART;VALUE=DATE:20260705",
        "DTEND;VALUE=DATE:20260706",
        "SUMMARY:Сшить журнал ИС-21\\; том 1\\, 2",
        "DESCRIPTION:строка\\nещё \\\\",
        "CATEGORIES:Архив",
        "TRIGGER:-P7D",
    ):
        assert line in lines
    assert text == write([entry], stamp=STAMP.astimezone(), name="Архив", domain="archiver")
    calm = write([Entry("a", entry.day, "x", remind_days=7, done=True)], stamp=STAMP, name="", domain="d")
    assert "VALARM" not in calm


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_the_text_the_file_is_well_formed(summary: str, description: str) -> None:
    entry = Entry("k", dt.date(2026, 7, 5), summary, description)
    text = write([entry], stamp=STAMP, name="Архив", domain="archiver")
    body, _, rest = text.encode("utf-8", "surrogatepass").rpartition(b"\r\n")
    assert rest == b""
    for line in body.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line
        line.decode("utf-8", "surrogatepass")
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert sum(line.startswith("SUMMARY:") for line in unfolded) == 1
    assert sum(line == "END:VEVENT" for line in unfolded) == 1
