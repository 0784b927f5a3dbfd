"""What was due by the day of control: hours of the plan to date; and what could not be looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from archiver.journal.collation import order_sections
from archiver.journal.findings import Finding
from archiver.journal.model import Journal, Section, SubjectKind, Term

FROM_SHEETS = frozenset({SubjectKind.MODULE, SubjectKind.STATE_EXAM})
"""Their grades are entered from sheets of the examination, not lesson by lesson (regulation item 4)."""

_IN_BLOCKS = frozenset({SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE})
_SUNDAY = 6

IsOff = Callable[[dt.date], bool]


def sundays(day: dt.date) -> bool:
    """The days off of a college that has named none."""
    return day.weekday() == _SUNDAY


def hours_due(section: Section, term: Term, until: dt.date, is_off: IsOff) -> int | None:
    """The hours of the plan that should have been given by the end of `until`; None where nobody can tell.

    The plan is of the whole term and taken to be given evenly on its days of study: the whole of it times the
    days of study so far, by all of the term, to the nearest hour (halves upwards). Practice goes in blocks of
    days, which the plan does not name: until its term has ended, its part is not known.
    """
    planned = section.planned_hours
    if planned is None or until >= term.end:
        return planned
    if section.subject.kind in _IN_BLOCKS:
        return None
    whole = _study_days(term.start, term.end, is_off)
    so_far = _study_days(term.start, until, is_off)
    return (2 * planned * so_far + whole) // (2 * whole) if whole else None


def _study_days(start: dt.date, end: dt.date, is_off: IsOff) -> int:
    days = (start + dt.timedelta(days=number) for number in range((end - start).days + 1))
    return sum(not is_off(day) for day in days)


def not_looked_at(journal: Journal, seen: Journal) -> Iterator[str]:
    """What the control says of pages of terms that have begun, and that it had to leave out.

    `seen` is the journal as it was on the day. Pages of graduation and of modules are filled from sheets when
    the term ends; of others there was no lesson yet. A page of a term that the journal does not know is told.
    """
    there = {id_of(section) for section in seen.sections}
    begun, known = {term.number for term in seen.terms}, {term.number for term in journal.terms}
    sheets, later, strange = list[str](), list[str](), list[str]()
    for section in order_sections(journal.sections):
        name = section.subject.name + (f" (подгруппа {section.subgroup})" if section.subgroup else "")
        if section.term not in known:
            strange.append(name)
        elif section.term in begun and id_of(section) not in there:
            (sheets if section.subject.kind in FROM_SHEETS else later).append(name)
    for text, names in (
        ("страницы, которые заполняют по ведомостям, в контроль ещё не вошли", sheets),
        ("занятий до этого дня ещё не было", later),
        ("страницы не относятся ни к одному периоду и в контроль не вошли", strange),
    ):
        if names:
            yield f"{journal.group.name}: {text}: {', '.join(dict.fromkeys(names))}."


_OF_THE_GROUP = {
    "department.missing": "отделение не указано",
    "head.missing": "заведующий отделением не указан",
}

_NOT_TOLD = {
    "source.no-teacher": "преподаватели не указаны",
    "source.no-topics": "темы занятий не указаны",
    "source.no-period-grades": "итоговые оценки за период не указаны",
}


def for_no_teacher(finding: Finding) -> bool:
    """Whether a finding is not for a teacher to put right: about the source, or who certifies the binder."""
    return finding.code.startswith("source.") or finding.code in _OF_THE_GROUP


def not_told(group: str, findings: Iterable[Finding]) -> Iterator[str]:
    """What the control says of things that the journal it was given does not tell at all."""
    codes = dict.fromkeys(one.code for one in findings)
    for code in codes:
        if code in _NOT_TOLD:
            yield f"{group}: в полученном журнале {_NOT_TOLD[code]}."
    for code in codes:
        if code in _OF_THE_GROUP:
            yield f"{group}: {_OF_THE_GROUP[code]}."


def id_of(section: Section) -> tuple[object, ...]:
    """What tells a page of a journal from its others."""
    return section.subject.name, section.subgroup, section.term, section.teacher, section.source
