"""Form 2: the hours given in a group, day by day; form 3: a teacher's year, made of forms 2.

Regulation item 4: the head of the department «формирует учет часов преподавателя (форма №2) …
(форма №3)». Form 3 «ведется … на основании записей в форме №2» (domain 6.3), so it is computed from
forms 2 and nothing else of the journal, and the two agree to the hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archiver.journal.collation import name_key, sort_key
from archiver.journal.model import Journal, Section


@dataclass(frozen=True, slots=True)
class Amount:
    """Hours given; `unknown` are lessons whose hours the journal does not tell."""

    hours: int = 0
    unknown: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.hours + other.hours, self.unknown + other.unknown)

    def __bool__(self) -> bool:
        return bool(self.hours or self.unknown)


@dataclass(frozen=True, slots=True)
class Load:
    """What a line is about: a teacher's subject in a group and term; `teacher` empty when not told."""

    teacher: str
    group: str
    subject: str
    subgroup: str
    term: int

    @property
    def column(self) -> tuple[str, str, str]:
        """Subject, group and subgroup: a column of form 3."""
        return self.subject, self.group, self.subgroup


@dataclass(frozen=True, slots=True)
class Line:
    """A row of form 2: amounts by day of the month."""

    load: Load
    days: Mapping[int, Amount] = field(default_factory=dict)

    @property
    def total(self) -> Amount:
        """The row's sum."""
        return sum(self.days.values(), Amount())


@dataclass(frozen=True, slots=True)
class Form2:
    """The ledger of a group for one month."""

    group: str
    year: int
    month: int
    lines: tuple[Line, ...]

    def day(self, number: int) -> Amount:
        """The sum of a day's column."""
        return sum((line.days.get(number, Amount()) for line in self.lines), Amount())

    @property
    def total(self) -> Amount:
        """The sum of everything."""
        return sum((line.total for line in self.lines), Amount())


def form2(journal: Journal, year: int, month: int) -> Form2:
    """The ledger of the journal's group for a month; lines by subject, subgroup, teacher, term."""
    lines = []
    for section in journal.sections:
        days: dict[int, Amount] = {}
        for lesson in section.lessons:
            if (lesson.date.year, lesson.date.month) == (year, month):
                amount = Amount(unknown=1) if lesson.hours is None else Amount(lesson.hours)
                days[lesson.date.day] = days.get(lesson.date.day, Amount()) + amount
        if days:
            lines.append(Line(_load(journal, section), days))
    return Form2(journal.group.name, year, month, tuple(sorted(lines, key=_line_key)))


def _load(journal: Journal, section: Section) -> Load:
    return Load(
        " ".join((section.teacher or "").split()),
        journal.group.name,
        section.subject.name,
        section.subgroup or "",
        section.term,
    )


def _line_key(line: Line) -> tuple[object, ...]:
    load = line.load
    return sort_key(load.subject), sort_key(load.subgroup), sort_key(load.teacher), load.term


def months_of(journal: Journal) -> tuple[tuple[int, int], ...]:
    """Year and month of every month in which a lesson was given, in order."""
    found = {(lesson.date.year, lesson.date.month) for one in journal.sections for lesson in one.lessons}
    return tuple(sorted(found))


def ledgers(journal: Journal) -> tuple[Form2, ...]:
    """All forms 2 of the journal's year."""
    return tuple(form2(journal, year, month) for year, month in months_of(journal))


def teachers_of(forms: Iterable[Form2]) -> tuple[str, ...]:
    """Everybody who gave hours, in alphabetical order; spellings that differ in case or ё are one."""
    found: dict[object, str] = {}
    for form in forms:
        for line in form.lines:
            if line.load.teacher:
                found.setdefault(name_key(line.load.teacher), line.load.teacher)
    return tuple(sorted(found.values(), key=sort_key))
