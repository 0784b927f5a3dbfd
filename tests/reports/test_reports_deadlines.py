"""Deadlines: five calendar days after a term's end, and the working day before them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from small_journal import journal

from archiver.reports.deadlines.values import DeadlineState, deadlines, deadlines_report, state_text
from archiver.reports.document.report import shown
from archiver.reports.hours.working_days import WorkingCalendar

RUNNING, DUE, OVERDUE, PRINTED = DeadlineState


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        ("2025-12-28", RUNNING, 5),  # the last day of the term is day 0
        ("2025-12-29", DUE, 4),
        ("2026-01-02", DUE, 0),
        ("2026-01-03", OVERDUE, -1),
    ],
)
def test_five_days_counted_from_the_end(today: str, state: DeadlineState, days: int) -> None:
    first = deadlines([journal()], dt.date.fromisoformat(today), WorkingCalendar())[0]
    assert (first.term, first.end, first.due) == ("1 семестр", dt.date(2025, 12, 28), dt.date(2026, 1, 2))
    assert (first.state, first.days) == (state, days)
    # 31 December to 8 January are days off, so the work has to be done by 30 December.
    assert first.work_by == dt.date(2025, 12, 30)


def test_the_soonest_comes_first_and_groups_have_their_own_days() -> None:
    one = journal()
    graduates = replace(
        one,
        group=replace(one.group, name="ИС-41"),
        terms=(one.terms[0], replace(one.terms[1], end=dt.date(2026, 5, 31))),
    )
    found = deadlines(
        [one, graduates],
        dt.date(2026, 6, 6),
        WorkingCalendar(),
        printed=lambda journal, term: (journal.group.name, term.number) == ("ИС-21", 1),
    )
    assert [(item.group, item.due.isoformat(), item.state) for item in found] == [
        ("ИС-21", "2026-01-02", PRINTED),
        ("ИС-41", "2026-01-02", OVERDUE),
        ("ИС-41", "2026-06-05", OVERDUE),
        ("ИС-21", "2026-07-03", RUNNING),
    ]


def test_the_days_are_a_setting() -> None:
    assert deadlines([journal()], dt.date(2026, 1, 1), WorkingCalendar(), days=10)[0].due == dt.date(
        2026, 1, 7
    )


def test_the_page() -> None:
    found = deadlines([journal()], dt.date(2025, 12, 30), WorkingCalendar())
    report = deadlines_report(found, dt.date(2025, 12, 30), "ОНТ", 5, ["Журналы групп не прочитаны: ТО-11."])
    rows = [[shown(cell.value) for cell in row.cells] for row in report.tables[0].rows]
    assert rows[0] == [
        *("1", "ИС-21", "Информационные технологии", "1 семестр 2025/26"),
        *("28.12.2025", "02.01.2026", "30.12.2025", "печатать, осталось дней: 3"),
    ]
    assert rows[1][-1] == "период идёт"
    assert report.missing == ("Журналы групп не прочитаны: ТО-11.",)
    assert state_text(replace(found[0], state=OVERDUE, days=-2)) == "просрочено на дней: 2"
