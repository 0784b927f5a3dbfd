"""Deadlines: which terms have ended and by which day their printouts are due.

Regulation item 5: «Не позднее пяти дней по окончании учебного периода». Calendar days, the last day
of the term being day 0; a hint names the last working day before, because nothing is printed on a
day off (domain section 8). Each group has its own days: graduates end earlier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from archiver.binding.prints import OnPaper, first_on_paper
from archiver.journal.collation import sort_key
from archiver.journal.model import Journal, Term
from archiver.journal.words import day
from archiver.reports.document.report import Align, Cell, Column, Report, Row, Sheet, Table
from archiver.reports.document.wording import DASH
from archiver.reports.hours.working_days import WorkingCalendar


class DeadlineState(StrEnum):
    """Where a term's printout stands on a day."""

    RUNNING = "running"
    DUE = "due"
    OVERDUE = "overdue"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term of a group: its end, the day its printout is due, the working day to do it by."""

    group: str
    department: str
    year: str
    term: str
    end: dt.date
    due: dt.date
    work_by: dt.date
    state: DeadlineState
    days: int
    """Days left until `due`, negative when it has passed."""
    printed: dt.date | None = None
    """The day it was noted to be on paper whole; None where only the files tell, or nothing."""
    certified: dt.date | None = None
    """The day the last of its volumes was certified."""


def deadlines(
    journals: Iterable[Journal],
    today: dt.date,
    working: WorkingCalendar,
    *,
    days: int = 5,
    terms: Callable[[Journal], Iterable[Term]] = attrgetter("terms"),
    printed: Callable[[Journal, Term], bool] = lambda _journal, _term: False,
    papers: Iterable[OnPaper] = (),
) -> tuple[Deadline, ...]:
    """The terms of all groups, those due soonest first.

    `terms` are those that a journal should have, its own unless told; `printed` says which are bound already,
    `papers` which are on paper since when: one that was printed before its end waits all the same.
    """
    papers = tuple(papers)
    found = []
    for journal in journals:
        for term in terms(journal):
            due = term.end + dt.timedelta(days=days)
            paper = first_on_paper(journal.group.name, term, papers)
            if paper is not None and paper.printed_on < term.end:
                paper = None
            if today >= term.end and (paper is not None or printed(journal, term)):
                state = DeadlineState.PRINTED
            elif today <= term.end:
                state = DeadlineState.RUNNING
            else:
                state = DeadlineState.OVERDUE if today > due else DeadlineState.DUE
            department = journal.group.department
            found.append(
                Deadline(
                    journal.group.name,
                    department.name if department else "",
                    str(journal.year),
                    term.name,
                    term.end,
                    due,
                    working.last_working_day(due),
                    state,
                    (due - today).days,
                    paper.printed_on if paper else None,
                    paper.certified_on if paper else None,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.due, sort_key(one.group), one.term)))


def waits(one: Deadline) -> bool:
    """Whether a term is to be printed now."""
    return one.state in {DeadlineState.DUE, DeadlineState.OVERDUE}


def state_text(one: Deadline) -> str:
    """What the form says of a term."""
    if one.certified is not None:
        return f"журнал заверен {day(one.certified)}"
    if one.printed is not None:
        return f"напечатан {day(one.printed)}, не заверен"
    return {
        DeadlineState.RUNNING: "период идёт",
        DeadlineState.DUE: f"печатать, осталось дней: {one.days}",
        DeadlineState.OVERDUE: f"просрочено на дней: {-one.days}",
        DeadlineState.PRINTED: "журнал сшит",
    }[one.state]


def document(found: Iterable[Deadline], today: dt.date) -> dict[str, Any]:
    """The list for machines."""
    rows = [asdict(one) for one in found]
    return {
        "format": "college-archiver/deadlines",
        "version": 1,
        "today": today.isoformat(),
        "deadlines": [
            {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row.items()}
            for row in rows
        ],
    }


def deadlines_report(
    found: Sequence[Deadline], today: dt.date, organisation: str, days: int, missing: Sequence[str]
) -> Report:
    """The list as a report."""
    columns = (
        Column("№", 8.0),
        Column("Группа", 20.0, align=Align.LEFT),
        Column("Отделение", 34.0, align=Align.LEFT, grows=True),
        Column("Период", 26.0),
        Column("Окончен", 18.0),
        Column("Срок печати", 18.0),
        Column("Рабочий день, не позднее", 22.0),
        Column("Состояние", 32.0),
    )
    rows = tuple(
        Row(
            (
                Cell(number),
                Cell(one.group),
                Cell(one.department or DASH),
                Cell(f"{one.term} {one.year}"),
                Cell(day(one.end)),
                Cell(day(one.due)),
                Cell(day(one.work_by)),
                Cell(state_text(one), strong=waits(one)),
            )
        )
        for number, one in enumerate(found, 1)
    )
    return Report(
        title="СРОКИ ПЕЧАТИ ЖУРНАЛОВ",
        organisation=organisation,
        subtitle=(f"на {day(today)}",),
        tables=(Table(columns, rows),),
        missing=tuple(missing),
        remarks=(
            f"Отчёты печатаются не позднее {days} календарных дней по окончании учебного периода "
            "(положение, раздел 5). Рабочий день — последний перед сроком, если срок приходится на выходной.",
        ),
        sheet=Sheet(),
        imprint=f"Сроки печати журналов на {day(today)}",
        name="Сроки",
    )
