"""Whose the planned hours are: by teacher, study period, group and subgroup.

A page tells the hours of its own teacher. Where several teach a subject in one period, the pages tell their
shares unless each may hold the whole: hours missing on one of them, or the same hours on all, of the same
students, with lessons for about one such plan. Then nobody's share is known and the cells stay for the hand;
the settings can state it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from archiver.journal.collation import NameKey, name_key, same_name
from archiver.journal.subjects import split_subgroup
from archiver.reports.hours.pages import GroupPages, Page
from archiver.reports.hours.teachers import Teachers
from archiver.settings.hours import TeacherLoad

ColumnKey = tuple[NameKey, NameKey, NameKey]
"""Subject, group and subgroup of a column of form 3, as names are compared."""


def column_key(subject: str, group: str, subgroup: str) -> ColumnKey:
    """What two spellings of a column have in common."""
    return name_key(subject), name_key(group), name_key(subgroup)


@dataclass(frozen=True, slots=True)
class Untold:
    """A subject whose plan does not tell the shares of its teachers."""

    group: str
    subject: str
    subgroup: str
    term: int
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Planned hours by the teachers of a page, column and study period; None for what is not told."""

    hours: Mapping[tuple[tuple[str, ...], ColumnKey, int], int | None] = field(default_factory=dict)
    untold: tuple[Untold, ...] = ()

    def of_page(self, teachers: tuple[str, ...], column: ColumnKey, term: int) -> int | None:
        """The planned hours of those who are named on a page together."""
        return self.hours.get((teachers, column, term))

    def of_teacher(self, teacher: str, column: ColumnKey) -> dict[int, int | None]:
        """A teacher's planned hours by period; None where he is named together with others."""
        found: dict[int, int | None] = {}
        for (teachers, of_column, term), hours in self.hours.items():
            if teacher in teachers and of_column == column:
                alone = hours if len(teachers) == 1 else None
                before = found.get(term, 0)
                found[term] = None if alone is None or before is None else before + alone
        return found


def shares_of(group: GroupPages, teachers: Teachers, loads: Sequence[TeacherLoad] = ()) -> Shares:
    """The shares of a group's teachers; hours that `loads` state go before those of the pages."""
    subjects: dict[tuple[ColumnKey, int], list[Page]] = defaultdict(list)
    terms: dict[tuple[str, ColumnKey], set[int]] = defaultdict(set)
    for page in group.pages:
        column = column_key(page.subject, group.group, page.subgroup)
        subjects[column, page.term].append(page)
        for name in teachers.of(page.teacher):
            terms[name, column].add(page.term)
    hours: dict[tuple[tuple[str, ...], ColumnKey, int], int | None] = {}
    untold = []
    for (column, term), pages in subjects.items():
        by_teachers: dict[tuple[str, ...], list[Page]] = defaultdict(list)
        for page in pages:
            by_teachers[teachers.of(page.teacher)].append(page)
        told = _told(by_teachers, _planned_once(group, pages[0]))
        stated = {
            name: _stated(loads_of(loads, teachers, name, column), term, only=terms[name, column] == {term})
            for who in by_teachers
            for name in who
        }
        for who, own in by_teachers.items():
            of_pages = _sum([page.planned for page in own]) if told else None
            of_settings = stated[who[0]] if len(who) == 1 else None
            hours[who, column, term] = of_pages if of_settings is None else of_settings
        open_ones = [
            name
            for who in by_teachers
            for name in who
            if (not told or len(who) > 1) and not _has_tariff(loads_of(loads, teachers, name, column), term)
        ]
        if open_ones:
            names = tuple(dict.fromkeys(open_ones))
            untold.append(Untold(group.group, pages[0].subject, pages[0].subgroup, term, names))
    return Shares(hours, tuple(untold))


def _told(by_teachers: Mapping[tuple[str, ...], Sequence[Page]], whole: int | None) -> bool:
    """Whether the pages of a subject and period tell the share of each of its teachers."""
    if len(by_teachers) == 1:
        return True
    planned = [_sum([page.planned for page in pages]) for pages in by_teachers.values()]
    if not any(planned):
        return True  # there is no plan, and so nothing to share
    teaching = [any(page.lessons for page in pages) for pages in by_teachers.values()]
    if any(not hours and teaches for hours, teaches in zip(planned, teaching, strict=True)):
        return False  # another's page may hold this one's hours too
    first, count = planned[0], len(planned)
    if first is None or len(set(planned)) > 1 or _apart(by_teachers.values()):
        return True
    if whole is not None:
        return whole != first
    # One plan shared, or a plan each: what was given is nearer to the one or to the other.
    return 2 * _given(by_teachers.values()) > (count + 1) * first


def _planned_once(group: GroupPages, page: Page) -> int | None:
    """The hours that the plan has for the subject in the period, if it names it once."""
    found = [
        one.hours
        for one in group.plan
        if one.term == page.term and same_name(split_subgroup(one.name)[0], page.subject)
    ]
    return found[0] if len(found) == 1 else None


def _apart(pages: Iterable[Sequence[Page]]) -> bool:
    """Whether no two teachers have a student in common: subgroups that nobody named."""
    lists = [frozenset[str]().union(*(page.students for page in own)) for own in pages]
    return all(lists) and all(not one & other for one, other in combinations(lists, 2))


def _given(pages: Iterable[Sequence[Page]]) -> int:
    return sum(lesson.hours or 0 for own in pages for page in own for lesson in page.lessons)


def _stated(loads: Iterable[TeacherLoad], term: int, *, only: bool) -> int | None:
    """Hours that the settings state for a period; `only` where the teacher has the subject in no other."""
    told = [load.tariff for load in loads if load.term == term or (load.term is None and only)]
    known = [hours for hours in told if hours is not None]
    return sum(known) if known else None


def _has_tariff(loads: Iterable[TeacherLoad], term: int) -> bool:
    return any(load.tariff is not None and load.term in (None, term) for load in loads)


def loads_of(
    loads: Sequence[TeacherLoad], teachers: Teachers, teacher: str, column: ColumnKey
) -> Iterator[TeacherLoad]:
    """The entries of the settings for a teacher's column."""
    for load in loads:
        if column_key(load.subject, load.group, load.subgroup or "") == column and teachers.of(
            load.teacher
        ) == (teacher,):
            yield load


def _sum(values: Sequence[int | None]) -> int | None:
    return None if None in values else sum(value or 0 for value in values)
