"""Marks of cells: none that is lost, unknown, owed, written like a fraction or out of place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from archiver.journal.checks.wording import cells, days, named, numbers, place_of, quoted
from archiver.journal.codes import finding
from archiver.journal.distinct import holding
from archiver.journal.findings import Finding
from archiver.journal.mark_words import is_signed
from archiver.journal.marks import cell_text, is_decimal
from archiver.journal.model import CellKey, Journal, Mark, MarkKind, Section, Student
from archiver.locale import ngettext

GRADES = frozenset({MarkKind.GRADE, MarkKind.CREDIT})


def findings(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """Every code that begins with `mark.`, at most once a section."""
    for section in sections:
        page = named(journal, section)
        for code, message in (
            ("mark.no-place", _no_place(section)),
            ("mark.unknown", _unknown(section)),
            ("mark.signed", _signed(section)),
            ("mark.decimal", _decimal(section)),
            ("mark.owed", _owed(section)),
            ("mark.outside-enrolment", _outside_enrolment(section)),
        ):
            if message:
                yield finding(code, f"{page}: {message}", group=journal.group.name, place=place_of(section))


def _no_place(section: Section) -> str | None:
    students = {student.id for student in section.students}
    lessons = {lesson.id for lesson in section.lessons}
    columns = {column.id for column in section.period_columns}
    lost = sum(student not in students or lesson not in lessons for student, lesson in section.marks)
    lost += sum(student not in students or column not in columns for student, column in section.period_marks)
    if not lost:
        return None
    return ngettext(
        "{count} cell belongs to no student or lesson of the page.",
        "{count} cells belong to no student or lesson of the page.",
        lost,
    ).format(count=lost)


def _unknown(section: Section) -> str | None:
    found = [(key, mark.source) for key, mark in _unclear(section) if not is_signed(mark.source)]
    if not found:
        return None
    return ngettext(
        "{count} mark of unknown meaning: {marks} ({where}).",
        "{count} marks of unknown meaning: {marks} ({where}).",
        len(found),
    ).format(count=len(found), **_named(section, found))


def _signed(section: Section) -> str | None:
    found = [(key, mark.source) for key, mark in _unclear(section) if is_signed(mark.source)]
    if not found:
        return None
    return ngettext(
        "{count} grade with a sign, which counts in no average: {marks} ({where}).",
        "{count} grades with a sign, which count in no average: {marks} ({where}).",
        len(found),
    ).format(count=len(found), **_named(section, found))


def _unclear(section: Section) -> Iterator[tuple[CellKey, Mark]]:
    """Marks that nobody knows, but those of averages, counts and columns that are no marks at all."""
    others = {column.id for column in section.period_columns if not column.kind.is_grade}
    cells = [*holding(section.marks, _is_unclear).items()]
    cells += (one for one in holding(section.period_marks, _is_unclear).items() if one[0][1] not in others)
    return ((key, mark) for key, marks in cells for mark in marks if mark.kind is MarkKind.UNKNOWN)


def _is_unclear(marks: Sequence[Mark]) -> bool:
    return any(mark.kind is MarkKind.UNKNOWN for mark in marks)


def _named(section: Section, found: Sequence[tuple[CellKey, str]]) -> dict[str, str]:
    """What is written in the cells, and whose they are: the office looks a mark up by both."""
    return {
        "marks": quoted(text for _key, text in found),
        "where": cells(section, [key for key, _text in found]),
    }


def _decimal(section: Section) -> str | None:
    found = [(key, cell_text(marks)) for key, marks in holding(section.marks, is_decimal).items()]
    if not found:
        return None
    return ngettext(
        "{count} cell with a comma between figures, taken for two grades: {marks} ({where}).",
        "{count} cells with a comma between figures, taken for two grades each: {marks} ({where}).",
        len(found),
    ).format(count=len(found), **_named(section, found))


def _owed(section: Section) -> str | None:
    owing = [
        student
        for table in (section.marks, section.period_marks)
        for student, _where in holding(table, _is_owed)
    ]
    if not owing:
        return None
    students = [student for student in section.students if student.id in set(owing)]
    return ngettext(
        "{count} required mark is not given ({students}).",
        "{count} required marks are not given ({students}).",
        len(owing),
    ).format(count=len(owing), students=numbers(students))


def _is_owed(marks: Sequence[Mark]) -> bool:
    return any(mark.kind is MarkKind.OWED for mark in marks)


def _outside_enrolment(section: Section) -> str | None:
    dates = {lesson.id: lesson.date for lesson in section.lessons}
    first_and_last = (min(dates.values()), max(dates.values())) if dates else ()
    students = {
        student.id: student for student in section.students if not _always_there(student, first_and_last)
    }
    if not students:
        return None
    found = [
        (students[student], dates[lesson])
        for (student, lesson), marks in section.marks.items()
        if student in students and lesson in dates and _misplaced(students[student], dates[lesson], marks)
    ]
    if not found:
        return None
    return ngettext(
        "{count} cell with marks on a day when the student was not in the group ({students}; {days}).",
        "{count} cells with marks on days when the student was not in the group ({students}; {days}).",
        len(found),
    ).format(
        count=len(found),
        students=numbers(student for student, _date in found),
        days=days(date for _student, date in found),
    )


def _always_there(student: Student, ends: Iterable[dt.date]) -> bool:
    """Whether the student was in the group on every day between two, told by these alone."""
    return not (student.leaves or student.away) and all(map(student.attends, ends))


def _misplaced(student: Student, date: dt.date, marks: Sequence[Mark]) -> bool:
    """Any mark of who is not in the group; of who is on leave only a grade, absence being natural."""
    if not student.attends(date):
        return True
    return student.on_leave(date) and any(mark.kind in GRADES for mark in marks)
