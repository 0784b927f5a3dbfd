"""Words and dates that all printed reports share. Russian: this is the text of forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from archiver.journal.model import AcademicYear, Group, Student
from archiver.journal.study_month import MONTHS
from archiver.journal.words import day
from archiver.reports.document.report import Fact, Organisation

DASH = "—"


def interval(start: dt.date, end: dt.date) -> str:
    """«01.09.2025–28.12.2025»."""
    return f"{day(start)}–{day(end)}"


def long_year(year: AcademicYear) -> str:
    """«2025/2026», as forms write an academic year."""
    return f"{year.start}/{year.start + 1}"


def month_name(year: int, month: int) -> str:
    """«октябрь 2025»."""
    return f"{MONTHS[month - 1]} {year}"


def course(group: Group) -> str:
    """«2 курс», empty when it is not known."""
    return f"{group.course} курс" if group.course else ""


def speciality(group: Group) -> str:
    """«09.02.07 Информационные системы и программирование»."""
    return " ".join(part for part in (group.speciality_code, group.speciality) if part)


def group_facts(group: Group, organisation: Organisation) -> tuple[Fact, ...]:
    """What the head of a group's form says; what is not known becomes a line to fill in."""
    return (
        Fact("Группа", group.name),
        Fact("Курс", str(group.course or "")),
        Fact("Специальность", speciality(group)),
        Fact("Отделение", organisation.department),
    )


def standing(student: Student, last_day: dt.date, first_day: dt.date | None = None) -> str:
    """What a list says behind a name: left, came late or back, on leave; empty for who was always there."""
    parts = _stays(student, last_day, first_day)
    for leave in student.leaves:
        if (first_day and leave.end and leave.end < first_day) or leave.start > last_day:
            continue
        until = f" по {day(leave.end)}" if leave.end else ""
        order = f", {leave.order}" if leave.order else ""
        parts.append(f"академический отпуск с {day(leave.start)}{until}{order}")
    return "; ".join(parts)


def _stays(student: Student, last_day: dt.date, first_day: dt.date | None) -> list[str]:
    """The beginnings and ends that fall into the days: «в группе по …, с … по …»."""
    told = []
    for stay in student.stays:
        begun = f"с {day(stay.start)}" if first_day and stay.start and stay.start > first_day else ""
        ended = f"по {day(stay.end)}" if stay.end and stay.end < last_day else ""
        over = first_day and stay.end and stay.end < first_day and stay.end != student.left
        if not over and (stay.start is None or stay.start <= last_day):
            told.append(" ".join(filter(None, (begun, ended))))
    text = ", ".join(filter(None, told))
    return [f"в группе {text}"] if text else []


def listed(names: Iterable[str], most: int = 6) -> str:
    """«а; б; в и ещё 4»."""
    found = list(names)
    text = "; ".join(found[:most])
    return f"{text} и ещё {len(found) - most}" if len(found) > most else text


def every(names: Iterable[str]) -> str:
    """«а; б; в»: each of them, where a paper that is kept must name them all."""
    return "; ".join(names)
