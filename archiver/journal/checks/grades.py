"""Enough grades in a term: «не менее 3-5 оценок» (regulation item 4)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from archiver.journal.checks.lessons import GRADED_FROM_SHEETS
from archiver.journal.checks.marks import GRADES
from archiver.journal.checks.no_finals import Silent
from archiver.journal.checks.shared import key_of, pages_of_each
from archiver.journal.checks.wording import named, numbers, place_of
from archiver.journal.codes import finding
from archiver.journal.distinct import holding, of_each
from archiver.journal.findings import Finding
from archiver.journal.model import Journal, Mark, MarkKind, Section, Student, SubjectKind, Term
from archiver.locale import ngettext

_NOT_GRADED_BY_LESSON = GRADED_FROM_SHEETS | {
    SubjectKind.EDUCATIONAL_PRACTICE,
    SubjectKind.INDUSTRIAL_PRACTICE,
}


def findings(
    journal: Journal, sections: Sequence[Section], min_grades: int, silent: Silent = ()
) -> Iterator[Finding]:
    """`grades.few`, but for the `silent` of the term: one finding has told of them.

    Grades of teachers who share a subject count together.
    """
    pages = pages_of_each(sections)
    terms = {term.number: term for term in journal.terms}
    for section in sections:
        term = terms.get(section.term)
        message = _few(section, pages[key_of(section)], term, min_grades, silent) if term else None
        if message:
            yield finding(
                "grades.few",
                f"{named(journal, section)}: {message}",
                group=journal.group.name,
                place=place_of(section),
            )


def _few(
    section: Section, shared: Sequence[Section], term: Term, min_grades: int, silent: Silent
) -> str | None:
    if section.subject.kind in _NOT_GRADED_BY_LESSON or not section.lessons:
        return None
    grades: Counter[str] = Counter()
    exempt: set[str] = set()
    for page in shared:
        for (student, _lesson), count in of_each(page.marks, _count).items():
            grades[student] += count
        exempt.update(student for student, _lesson in holding(page.marks, _is_exempt))
    few = [
        student
        for student in section.students
        if grades[student.id] < min_grades
        and student.id not in exempt
        and (term.number, student.id) not in silent
        and _present_half(student, term)
    ]
    if not few:
        return None
    return ngettext(
        "{count} student has fewer than {minimum} grades ({students}).",
        "{count} students have fewer than {minimum} grades ({students}).",
        len(few),
    ).format(count=len(few), minimum=min_grades, students=numbers(few))


def _count(marks: Sequence[Mark]) -> int:
    return sum(mark.kind in GRADES for mark in marks)


def _is_exempt(marks: Sequence[Mark]) -> bool:
    return any(mark.kind is MarkKind.EXEMPT for mark in marks)


def _present_half(student: Student, term: Term) -> bool:
    """Whether the student was in the group and not on leave for at least half of the term's days."""
    if student.enrolled is None and student.left is None and not student.leaves:
        return True
    length = (term.end - term.start).days + 1
    every = (term.start + dt.timedelta(days=number) for number in range(length))
    return 2 * sum(student.attends(date) and not student.on_leave(date) for date in every) >= length
