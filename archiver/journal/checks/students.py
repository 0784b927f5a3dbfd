"""The lists of students: nobody is on one twice, and who left or is on leave is said.

Regulation item 4: the dispatcher keeps «движение контингента» and «студентов в академическом отпуске».
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from archiver.journal.checks.wording import also_on, day, named, numbers, place_of
from archiver.journal.codes import finding
from archiver.journal.collation import name_key
from archiver.journal.findings import Finding
from archiver.journal.model import Feature, Journal, Leave, Section, Student
from archiver.locale import _

# A printed report knows students by name only: nothing in it tells namesakes from a double entry.
WITHOUT_IDS = frozenset({"xls", "xlsx", "ods", "html", "mhtml"})


def findings(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """`student.twice`, `student.namesake`, `student.left`, `student.leave`, each student said once."""
    yield from _doubles(journal, sections)
    if Feature.ENROLMENT in journal.carries:
        # A whole list names the student's number better than a subgroup's.
        yield from _movements(journal, sorted(sections, key=lambda section: section.subgroup is not None))


@dataclass(slots=True)
class _Double:
    """The same trouble of the same students on one or more pages."""

    code: str
    message: str
    students: list[Student]
    sections: list[Section] = field(default_factory=list)


def _doubles(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    doubles: dict[Hashable, _Double] = {}
    with_ids = journal.format not in WITHOUT_IDS
    for section in sections:
        for double in _doubles_of(section.students, with_ids=with_ids):
            who = tuple(sorted((student.id, student.number) for student in double.students))
            doubles.setdefault((double.code, double.message, who), double).sections.append(section)
    for double in doubles.values():
        first, *others = double.sections
        yield finding(
            double.code,
            double.message.format(
                page=named(journal, first), students=numbers(double.students), more=also_on(len(others))
            ),
            group=journal.group.name,
            place=place_of(first),
        )


def _doubles_of(students: Sequence[Student], *, with_ids: bool) -> Iterator[_Double]:
    twice = _("{page}: one student is on the list twice ({students}){more}.")
    by_id, by_name, by_number = defaultdict(list), defaultdict(list), defaultdict(list)
    for student in students:
        by_id[student.id].append(student)
        by_name[name_key(student.full_name)].append(student)
        by_number[student.number].append(student)
    said: set[frozenset[str]] = set()
    for same in by_id.values():
        if len(same) > 1:
            said.add(frozenset(student.id for student in same))
            yield _Double("student.twice", twice, same)
    for same in by_name.values():
        ids = frozenset(student.id for student in same)
        if len(ids) < 2:
            continue
        said.add(ids)
        if with_ids or _one_after_another(same):
            message = _("{page}: full namesakes are on the list ({students}){more}.")
            yield _Double("student.namesake", message, same)
        else:
            yield _Double("student.twice", twice, same)
    for same in by_number.values():
        if len(same) > 1 and frozenset(student.id for student in same) not in said:
            message = _("{page}: several students have one number on the list ({students}){more}.")
            yield _Double("student.twice", message, same)


def _one_after_another(students: Sequence[Student]) -> bool:
    """Whether each of them had left before the next came: one person who returned."""
    in_turn = sorted(students, key=lambda student: student.enrolled or dt.date.min)
    return all(
        before.left is not None and after.enrolled is not None and before.left < after.enrolled
        for before, after in pairwise(in_turn)
    )


def _movements(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for section in sections:
        for student in section.students:
            for code, message in _movements_of(student, journal):
                if (student.id, message) not in said:
                    said.add((student.id, message))
                    yield finding(
                        code,
                        message.format(page=named(journal, section), students=numbers([student])),
                        group=journal.group.name,
                        place=place_of(section),
                    )


def _movements_of(student: Student, journal: Journal) -> Iterator[tuple[str, str]]:
    """Codes, and messages in which the page and the student's number are still to be put."""
    first = min((term.start for term in journal.terms), default=journal.year.first_day)
    last = max((term.end for term in journal.terms), default=journal.year.last_day)
    if student.left and first <= student.left < last:
        yield (
            "student.left",
            _("{{students}} left the group on {day} ({{page}}).").format(day=day(student.left)),
        )
    for leave in student.leaves:
        if leave.start <= last and (leave.end is None or leave.end >= first):
            yield "student.leave", _leave(leave)


def _leave(leave: Leave) -> str:
    if leave.end is None:
        return _("{{students}} on academic leave from {start} ({{page}}).").format(start=day(leave.start))
    return _("{{students}} on academic leave from {start} to {end} ({{page}}).").format(
        start=day(leave.start), end=day(leave.end)
    )
