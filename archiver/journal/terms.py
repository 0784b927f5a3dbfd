"""Academic years and study periods, and a section cut to an interval of days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from archiver.journal.model import AcademicYear, Section, Term

_YEAR = re.compile(r"\s*([0-9]{4})\s*[/\-‐‑–—]\s*([0-9]{4}|[0-9]{2})\s*")
_YEARS = range(1900, 2200)


def parse_year(text: str) -> AcademicYear:
    """The academic year written as «2025/26», «2025/2026», «2025-26» or with a dash.

    Raises ValueError when it is written otherwise or the second year does not follow the first.
    """
    found = _YEAR.fullmatch(text)
    if not found:
        raise ValueError(text)
    start, end = int(found[1]), found[2]
    if start not in _YEARS or end != str(start + 1)[-len(end) :]:
        raise ValueError(text)
    return AcademicYear(start)


def year_of(day: dt.date) -> AcademicYear:
    """The academic year `day` belongs to; it begins on 1 September."""
    return AcademicYear(day.year if day.month >= 9 else day.year - 1)


def section_between(section: Section, since: dt.date, until: dt.date, *, term: Term | None = None) -> Section:
    """The section's lessons from `since` to `until`, both inclusive, with their marks.

    Regulation item 5, «интервал (дата начала учебного периода – дата окончания)». Period columns
    stay only when the end of the term lies in the interval; without `term` its end is taken to be
    the day of the last lesson. The list of students stays whole.
    """
    lessons = tuple(lesson for lesson in section.lessons if since <= lesson.date <= until)
    end = term.end if term else max((lesson.date for lesson in section.lessons), default=None)
    ended = end is not None and since <= end <= until
    if ended and len(lessons) == len(section.lessons):
        return section
    kept = {lesson.id for lesson in lessons}
    return replace(
        section,
        lessons=lessons,
        marks={cell: marks for cell, marks in section.marks.items() if cell[1] in kept},
        period_columns=section.period_columns if ended else (),
        period_marks=section.period_marks if ended else {},
    )
