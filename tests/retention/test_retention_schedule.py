"""The schedule: what ships, what may change once it is used, and every error of a file at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.errors import ScheduleDisordered, ScheduleInvalid, ScheduleShortened, SeriesUnknown
from retention.period import Permanent, RetentionPeriod, UntilEvent, Years, eligible_from
from retention.schedule import Schedule, Version
from retention.schedule_toml import dump, parse, shipped
from retention.series import Action, RecordSeries
from retention.words import SeriesCode

DAY = dt.date(2024, 1, 1)
ROW = RecordSeries(SeriesCode("01-02"), "Дела", Years(5), "Положение", DAY)


def version(number: int, *rows: RecordSeries, on: dt.date = DAY, author: str = "Архивариус") -> Version:
    return Version(number, author, on, rows)


def test_the_shipped_schedule_is_that_of_the_regulation() -> None:
    rows = {str(row.code): row for row in shipped().latest.series}
    assert {code: row.period for code, row in rows.items()} == {
        "05-11": Years(5),
        "05-12": Years(25),
        "05-13": Permanent(),
        "05-14": UntilEvent("destruction", 3),
        "05-15": Years(5),
    }
    assert rows["05-11"].statement_series == "05-12"
    assert {code for code, row in rows.items() if not row.personal_data} == {"05-13", "05-14"}
    assert all(row.mandate and row.action is Action.DESTROY for row in rows.values())


PERIODS: st.SearchStrategy[RetentionPeriod] = st.one_of(
    st.builds(Years, st.integers(1, 40)),
    st.just(Permanent()),
    st.builds(UntilEvent, st.just("e"), st.integers(0, 9)),
)


@given(st.lists(PERIODS, min_size=1, max_size=6), st.dates(DAY, dt.date(2060, 1, 1)))
def test_no_chain_of_versions_lets_a_file_go_earlier(periods: list[RetentionPeriod], day: dt.date) -> None:
    schedule = Schedule.of(version(1, replace(ROW, period=periods[0])))
    on = dt.date(2199, 1, 1)
    for period in periods[1:]:
        before = eligible_from(schedule.rule("01-02", on).series.period, day)
        number = schedule.latest.number + 1
        try:
            schedule = schedule.amended(version(number, replace(ROW, period=period)), used={"01-02"})
        except ScheduleShortened:
            continue
        after = eligible_from(schedule.rule("01-02", on).series.period, day)
        assert after is None or (before is not None and after >= before)


@pytest.mark.parametrize(
    "weaker",
    [
        replace(ROW, period=Years(4)),
        replace(ROW, period=UntilEvent("destruction", 50)),
        replace(ROW, personal_data=False),
    ],
)
def test_a_used_row_cannot_be_weakened(weaker: RecordSeries) -> None:
    schedule = Schedule.of(version(1, ROW))
    with pytest.raises(ScheduleShortened) as refusal:
        schedule.amended(version(2, weaker), used={"01-02"})
    assert refusal.value.code == "schedule.shortened" and refusal.value.data["series"] == "01-02"
    assert schedule.amended(version(2, weaker), used=()).latest.number == 2


@pytest.mark.parametrize("before", [replace(ROW, action=Action.REVIEW), replace(ROW, appraisal=True)])
def test_a_decision_once_asked_for_stays(before: RecordSeries) -> None:
    with pytest.raises(ScheduleShortened):
        Schedule.of(version(1, before)).amended(version(2, ROW), used={"01-02"})


def test_a_used_row_cannot_be_left_out() -> None:
    other = replace(ROW, code=SeriesCode("09-09"))
    with pytest.raises(ScheduleShortened):
        Schedule.of(version(1, ROW, other)).amended(version(2, ROW), used={"09-09"})


def test_a_row_not_in_force_yet_leaves_the_old_one_standing() -> None:
    longer = replace(ROW, period=Years(10), valid_from=dt.date(2030, 1, 1))
    schedule = Schedule.of(version(1, ROW)).amended(version(2, longer), used={"01-02"})
    assert schedule.rule("01-02", dt.date(2029, 12, 31)).series.period == Years(5)
    assert schedule.rule("01-02", dt.date(2030, 1, 1)).series.period == Years(10)


def test_an_unknown_series_is_refused() -> None:
    with pytest.raises(SeriesUnknown):
        Schedule.of(version(1, ROW)).rule("77-77", DAY)
    with pytest.raises(SeriesUnknown):
        Schedule.of(version(1, ROW)).rule("01-02", DAY - dt.timedelta(days=1))


@pytest.mark.parametrize(
    "wrong",
    [
        version(3, ROW),
        version(2, ROW, author=" "),
        version(2, ROW, on=DAY - dt.timedelta(days=1)),
        version(2, ROW, ROW),
    ],
)
def test_a_version_out_of_order_is_refused(wrong: Version) -> None:
    with pytest.raises(ScheduleDisordered):
        Schedule.of(version(1, ROW)).amended(wrong, used=())


def test_every_error_of_a_file_is_told_at_once() -> None:
    text = """
version = 0
autor = "x"
adopted_on = 2024-01-01T10:00:00
[[series]]
code = "first"
title = ""
period = { years = 0 }
mandate = "x"
valid_from = "2024-01-01"
action = "burn"
[[series]]
code = "01-02"
title = "x"
period = { years = 5, permanent = true }
mandate = 7
valid_from = 2024-01-01
appraisal = "yes"
statement_series = "01-99"
[[series]]
code = "01-02"
title = "x"
period = { event = "  " }
mandate = "x"
valid_from = 2024-01-01
"""
    with pytest.raises(ScheduleInvalid) as refusal:
        parse(text)
    places = {problem.place for problem in refusal.value.problems}
    assert places == {
        "file: version",
        "file: author",
        "file: autor",
        "file: adopted_on",
        "series 1 (first): code",
        "series 1 (first): title",
        "series 1 (first): period: years",
        "series 1 (first): valid_from",
        "series 1 (first): action",
        "series 2 (01-02): period",
        "series 2 (01-02): mandate",
        "series 2 (01-02): appraisal",
        "series 2 (01-02): statement_series",
        "series 3 (01-02): code",
        "series 3 (01-02): period: event",
    }


@pytest.mark.parametrize("text", ["", "version = ", "version = 1\nseries = 5", "series = [1]"])
def test_what_is_no_schedule_is_refused(text: str) -> None:
    with pytest.raises(ScheduleInvalid):
        parse(text)


def test_a_file_as_documented_is_read() -> None:
    text = """
version = 4
author = "Архивариус"
adopted_on = 2030-01-01
[[series]]
code = "05-20"
title = "Договоры"
period = { event = "expiry", years = 0 }
mandate = "Перечень № 236"
article = "ст. 11"
action = "review"
appraisal = true
personal_data = false
valid_from = 2030-01-01
"""
    row = parse(text).series[0]
    assert (row.period, row.article, row.action) == (UntilEvent("expiry"), "ст. 11", Action.REVIEW)
    assert row.appraisal and not row.personal_data


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda text: text == text.strip()
)
ROWS = st.builds(
    RecordSeries,
    st.integers(10, 99).map(lambda number: SeriesCode(f"05-{number}")),
    TEXTS,
    PERIODS,
    TEXTS,
    st.dates(),
    st.just("") | TEXTS,
    st.sampled_from(Action),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(ROWS, min_size=1, max_size=4, unique_by=lambda row: row.code), TEXTS, st.dates())
def test_a_version_written_is_read_back_the_same(rows: list[RecordSeries], author: str, on: dt.date) -> None:
    written = version(1, *rows, on=on, author=author)
    assert parse(dump(written)) == written


def test_the_shipped_version_is_written_and_read_back() -> None:
    assert parse(dump(shipped().latest)) == shipped().latest
