"""Lessons by who gave them: the teacher of the page, or who the settings say stood in.

The module's journal names one teacher a page, so a substitution is known from `[[substitutions]]` alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archiver.journal.collation import same_name
from archiver.reports.hours.pages import GivenLesson, GroupPages, Page, Work
from archiver.reports.hours.teachers import Teachers
from archiver.settings.hours import Substitution as Substituted

__all__ = ["Entry", "Substituted", "entries_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hours of a lesson, None when not told: who gave them, and whom they replaced."""

    page: Page
    teachers: tuple[str, ...]
    date: dt.date
    hours: int | None
    work: Work
    instead_of: tuple[str, ...] = ()


def entries_of(
    group: GroupPages, teachers: Teachers, substitutions: Sequence[Substituted] = ()
) -> tuple[tuple[Entry, ...], frozenset[int]]:
    """The lessons of the group, and the places in `substitutions` that were found among them.

    A substitution that fits the lessons of two pages is of neither: which one, nobody tells.
    """
    standing: dict[tuple[int, dt.date], tuple[int, Substituted]] = {}
    for place, one in enumerate(substitutions):
        fitting = [
            number for number, page in enumerate(group.pages) if _fits(one, group.group, page, teachers)
        ]
        if len(fitting) == 1 and (fitting[0], one.date) not in standing:
            standing[fitting[0], one.date] = place, one
    entries = [
        entry
        for number, page in enumerate(group.pages)
        for date in dict.fromkeys(lesson.date for lesson in page.lessons)
        for entry in _of_day(page, date, teachers, standing.get((number, date), (0, None))[1])
    ]
    return tuple(entries), frozenset(place for place, _one in standing.values())


def _fits(one: Substituted, group: str, page: Page, teachers: Teachers) -> bool:
    own = teachers.of(page.teacher)
    return (
        same_name(one.group, group)
        and same_name(one.subject, page.subject)
        and (one.subgroup is None or same_name(one.subgroup, page.subgroup))
        and (one.instead_of is None or teachers.of(one.instead_of)[:1] == own[:1])
        and teachers.of(one.teacher) != own
        and any(lesson.date == one.date for lesson in page.lessons)
    )


def _of_day(page: Page, date: dt.date, teachers: Teachers, stood_in: Substituted | None) -> Iterable[Entry]:
    own = teachers.of(page.teacher)
    left = None if stood_in is None else stood_in.hours  # None: all of the day
    for lesson in page.lessons:
        if lesson.date != date:
            continue
        if stood_in is None or left == 0:
            yield Entry(page, own, date, lesson.hours, lesson.work)
            continue
        taken, rest = _taken(lesson, left)
        left = None if left is None else left - (taken or 0)
        yield Entry(page, teachers.of(stood_in.teacher), date, taken, lesson.work, own)
        if rest:
            yield Entry(page, own, date, rest, lesson.work)


def _taken(lesson: GivenLesson, left: int | None) -> tuple[int | None, int]:
    """What of a lesson was given in somebody's stead, and the rest of its hours."""
    if lesson.hours is None or left is None:
        return lesson.hours, 0
    taken = min(lesson.hours, left)
    return taken, lesson.hours - taken
