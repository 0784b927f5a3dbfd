"""Form 2: the hours given in a group, day by day; form 3: a teacher's year, made of forms 2.

Regulation item 4: the head of the department «формирует учет часов преподавателя (форма №2) …
(форма №3)». Form 3 «ведется … на основании записей в форме №2» (domain 6.3), so its hours are computed from
forms 2 and nothing else of the journal, and the two agree to the hour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archiver.journal.collation import name_key, sort_key
from archiver.reports.hours.pages import GroupPages, Page, Work
from archiver.reports.hours.plan import ColumnKey, Shares, column_key
from archiver.reports.hours.substitutions import Entry, Substituted, entries_of
from archiver.reports.hours.teachers import Teachers


@dataclass(frozen=True, slots=True)
class Amount:
    """Hours given; `unknown` are lessons whose hours nobody tells, `shared` the hours of a page of several
    teachers, of whom the journal does not say who gave them.
    """

    hours: int = 0
    unknown: int = 0
    shared: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.hours + other.hours, self.unknown + other.unknown, self.shared + other.shared)

    def __bool__(self) -> bool:
        return bool(self.hours or self.unknown or self.shared)


@dataclass(frozen=True, slots=True)
class Load:
    """What a line is about: teachers' subject in a group and term; nobody in `teachers` when not told.

    `instead_of` is who should have given the lessons of a substitution.
    """

    teachers: tuple[str, ...]
    group: str
    subject: str
    subgroup: str
    term: int
    instead_of: str = ""
    practice: bool = False

    @property
    def teacher(self) -> str:
        """The teachers in a line."""
        return ", ".join(self.teachers)

    @property
    def column(self) -> ColumnKey:
        """Subject, group and subgroup, however they are spelled."""
        return column_key(self.subject, self.group, self.subgroup)


@dataclass(frozen=True, slots=True)
class Balance:
    """The plan of a line and what is left of it; None for what nobody told.

    What others gave in the teacher's stead is taken off too: the group has had these hours.
    """

    planned: int | None = None
    at_start: int | None = None
    at_end: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of form 2: amounts by day of the month, and by what the lessons were (`works`)."""

    load: Load
    days: Mapping[int, Amount] = field(default_factory=dict)
    works: Mapping[Work, Amount] = field(default_factory=dict)
    balance: Balance = Balance()

    @property
    def total(self) -> Amount:
        """The row's sum."""
        return sum(self.days.values(), Amount())


@dataclass(frozen=True, slots=True)
class Form2:
    """The ledger of a group for one month: `lines` by subject, substitutions last."""

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


@dataclass(frozen=True, slots=True)
class Ledgers:
    """All forms 2 of a group's year, and the places in `substitutions` that were met."""

    forms: tuple[Form2, ...]
    used: frozenset[int]


def ledgers(
    group: GroupPages, teachers: Teachers, shares: Shares, substitutions: Sequence[Substituted] = ()
) -> Ledgers:
    """The ledgers of a group, a month each in which a lesson was given."""
    entries, used = entries_of(group, teachers, substitutions)
    practices = {_page_key(page) for page in group.pages if page.practice}
    names = _names(group.pages)
    lines: dict[Load, list[Entry]] = defaultdict(list)
    for entry in entries:
        subject, subgroup = names[_page_key(entry.page)]
        load = Load(
            entry.teachers,
            group.group,
            subject,
            subgroup,
            entry.page.term,
            ", ".join(entry.instead_of),
            _page_key(entry.page) in practices,
        )
        lines[load].append(entry)
    months = sorted({(entry.date.year, entry.date.month) for entry in entries})
    return Ledgers(tuple(_form(group.group, month, lines, shares) for month in months), used)


def _names(pages: Iterable[Page]) -> dict[object, tuple[str, str]]:
    """Subject and subgroup as they are first spelled."""
    names: dict[object, tuple[str, str]] = {}
    for page in pages:
        names.setdefault(_page_key(page), (page.subject, page.subgroup))
    return names


def _page_key(page: Page) -> object:
    return name_key(page.subject), name_key(page.subgroup)


def _form(group: str, month: tuple[int, int], lines: Mapping[Load, Sequence[Entry]], shares: Shares) -> Form2:
    found = []
    for load, entries in lines.items():
        inside = [one for one in entries if (one.date.year, one.date.month) == month]
        if not inside:
            continue
        days: dict[int, Amount] = {}
        works: dict[Work, Amount] = {}
        for one in inside:
            days[one.date.day] = days.get(one.date.day, Amount()) + _amount(one)
            works[one.work] = works.get(one.work, Amount()) + _amount(one)
        found.append(Line(load, days, works, _balance(load, month, lines, shares)))
    return Form2(group, *month, tuple(sorted(found, key=_line_key)))


def _amount(entry: Entry) -> Amount:
    return Amount(unknown=1) if entry.hours is None else Amount(entry.hours)


def _balance(
    load: Load, month: tuple[int, int], lines: Mapping[Load, Sequence[Entry]], shares: Shares
) -> Balance:
    if load.instead_of:
        return Balance()
    planned = shares.of_page(load.teachers, load.column, load.term)
    if planned is None:
        return Balance()
    given = [
        entry
        for other, entries in lines.items()
        if (other.column, other.term) == (load.column, load.term)
        and (other.instead_of or other.teacher) == load.teacher
        for entry in entries
    ]
    before = [one for one in given if (one.date.year, one.date.month) < month]
    during = [one for one in given if (one.date.year, one.date.month) == month]
    at_start = _left(planned, before)
    return Balance(planned, at_start, None if at_start is None else _left(at_start, during))


def _left(hours: int, given: Iterable[Entry]) -> int | None:
    for one in given:
        if one.hours is None:
            return None
        hours -= one.hours
    return hours


def _line_key(line: Line) -> tuple[object, ...]:
    load = line.load
    return (
        bool(load.instead_of),
        sort_key(load.subject),
        sort_key(load.subgroup),
        sort_key(load.teacher),
        load.term,
        load.instead_of,
    )


def teachers_of(forms: Iterable[Form2]) -> tuple[str, ...]:
    """Everybody who gave hours, in alphabetical order."""
    found = {teacher for form in forms for line in form.lines for teacher in line.load.teachers}
    return tuple(sorted(found, key=sort_key))
