"""«Распечатка классного журнала» as pages of cells, the same for .xls, .xlsx and HTML (domain 4.2).

A page is one block: the subject, the teacher, months over days, students with their marks; the columns of
the term's results follow the last lesson of a subject. The year and the group are not in a block, as in
the source: the file's name and the heading of the report tell them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from archiver.disk.names import safe_name
from archiver.journal.marks import cell_text
from archiver.journal.model import Journal, Lesson, Mark, Section, Term

LESSONS_PER_PAGE = 25
MONTHS = (
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One block: `months` are (name, number of columns), `days` the day of every column.

    `periods` are titles of result columns; `rows` have number (None for a row without one), full name and a
    text per column.
    """

    title: str
    teacher: str | None
    months: tuple[tuple[str, int], ...]
    days: tuple[int, ...]
    periods: tuple[str, ...]
    rows: tuple[tuple[int | None, str, tuple[str, ...]], ...]
    lessons: tuple[Lesson, ...]


Pages = Callable[[Journal, Term], Iterator[ReportPage]]
"""The blocks of a term."""


def printed_terms(journal: Journal) -> tuple[Term, ...]:
    """The terms of which a report can be printed: those with pages."""
    with_pages = {section.term for section in journal.sections}
    return tuple(term for term in journal.terms if term.number in with_pages)


def report_name(journal: Journal, term: Term) -> str:
    """«ИС-21 1 семестр 2025-26», without extension."""
    return safe_name(f"{journal.group.name} {term.name} {str(journal.year).replace('/', '-')}")


def heading(term: Term) -> tuple[str, str]:
    """The report's title and its interval."""
    return (
        "Распечатка классного журнала",
        f"Интервал : {term.start:%d.%m.%Y} – {term.end:%d.%m.%Y}",
    )


def report_pages(journal: Journal, term: Term) -> Iterator[ReportPage]:
    """The blocks of a term, subject after subject."""
    for section in journal.sections:
        if section.term != term.number:
            continue
        starts = range(0, max(1, len(section.lessons)), LESSONS_PER_PAGE)
        for start in starts:
            yield _page(section, start, last=start == starts[-1])


def _page(section: Section, start: int, *, last: bool) -> ReportPage:
    lessons = section.lessons[start : start + LESSONS_PER_PAGE]
    columns = section.period_columns if last else ()
    months = tuple(
        (MONTHS[month - 1], len(list(days)))
        for (_year, month), days in groupby(lessons, key=lambda one: (one.date.year, one.date.month))
    )
    rows = tuple(
        (
            student.number,
            student.full_name,
            (
                *(_text(section.marks.get((student.id, lesson.id), ())) for lesson in lessons),
                *(_text(section.period_marks.get((student.id, column.id), ())) for column in columns),
            ),
        )
        for student in section.students
    )
    subgroup = f" ({section.subgroup} подгруппа)" if section.subgroup else ""
    return ReportPage(
        title=section.subject.name + subgroup,
        teacher=section.teacher,
        months=months,
        days=tuple(lesson.date.day for lesson in lessons),
        periods=tuple(column.title for column in columns),
        rows=rows,
        lessons=lessons,
    )


def _text(marks: tuple[Mark, ...]) -> str:
    return cell_text(marks)
