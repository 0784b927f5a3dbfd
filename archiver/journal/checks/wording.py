"""How findings name places, days and students.

Students are named by their number on the list: findings go into reports and on screens, where
personal data has no business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from archiver.journal.findings import Place
from archiver.journal.model import CellKey, Journal, Section, Student
from archiver.journal.words import day
from archiver.locale import _, ngettext

_SHOWN = 5
_LONGEST_MARK = 20
_LONGEST_NAME = 100


def place_of(section: Section) -> Place:
    """The place of a whole section."""
    return Place(
        file=section.source,
        subject=section.subject.name,
        subgroup=section.subgroup,
        term=section.term,
        teacher=section.teacher,
    )


def days(dates: Iterable[dt.date]) -> str:
    """«03.09.2025, 10.09.2025 and 4 more», each day once."""
    return listed([day(date) for date in sorted(set(dates))])


def numbers(students: Iterable[Student]) -> str:
    """«№ 3, 7, 12»: positions on the list."""
    return "№ " + listed([str(number) for number in sorted({student.number for student in students})])


def cells(section: Section, keys: Iterable[CellKey]) -> str:
    """«№ 3, 17.09.2025; № 7, «Экз.»»: whose cells they are, of which day or column."""
    students = {student.id: student.number for student in section.students}
    lessons = {lesson.id: (lesson.date, day(lesson.date)) for lesson in section.lessons}
    columns = {column.id: f"«{name(column.title)}»" for column in section.period_columns}
    found = set()
    for student, where in keys:
        date, said = lessons.get(where, (dt.date.max, columns.get(where, "")))
        found.add((students.get(student, 0), date, said))
    return listed(
        [
            ", ".join(filter(None, (f"№ {number}" if number else "", said)))
            for number, _date, said in sorted(found)
        ],
        between="; ",
    )


def quoted(texts: Iterable[str]) -> str:
    """«н/ю», «5+»: each text once, cut when long, with control characters made visible."""
    return listed([f"«{_printable(text, _LONGEST_MARK)}»" for text in sorted(set(texts))])


def listed(items: Sequence[str], most: int = _SHOWN, between: str = ", ") -> str:
    """The first `most` of `items`, and how many more there are."""
    shown = between.join(items[:most])
    rest = len(items) - most
    if rest <= 0:
        return shown
    return ngettext("{items} and {count} more", "{items} and {count} more", rest).format(
        items=shown, count=rest
    )


def also_on(pages: int) -> str:
    """« (and on 3 more pages)», nothing for 0."""
    if not pages:
        return ""
    more = ngettext("and on {count} more page", "and on {count} more pages", pages).format(count=pages)
    return f" ({more})"


def named(journal: Journal, section: Section) -> str:
    """«Физика», subgroup 1, 2 семестр."""
    subject, term = name(section.subject.name), term_name(journal, section.term)
    if section.subgroup is None:
        return _("«{subject}», {term}").format(subject=subject, term=term)
    return _("«{subject}», subgroup {subgroup}, {term}").format(
        subject=subject, subgroup=name(section.subgroup), term=term
    )


def name(text: str) -> str:
    """A name from the source fit for a line of text: nothing invisible, cut when absurdly long."""
    return _printable(text, _LONGEST_NAME)


def term_name(journal: Journal, number: int) -> str:
    """The term as the source names it, «term 3» where the journal has none of that number."""
    for term in journal.terms:
        if term.number == number and term.name:
            return name(term.name)
    return _("term {number}").format(number=number)


def _printable(text: str, longest: int) -> str:
    start = text[: longest + 1]
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in start)
    return visible if len(visible) <= longest else f"{visible[: longest - 1]}…"
