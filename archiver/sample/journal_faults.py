"""What each fault does to a journal: Journal → Journal, in one place that can be found again.

The first section of the first term is spoiled, unless a fault needs another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from archiver.journal.marks import module_rating
from archiver.journal.model import Journal, Lesson, Mark, MarkKind, Section, Student

LONG = 300
HOSTILE = (
    "<script>alert(1)</script>",
    "file:///etc/passwd",
    "../../x",
    "Управ\x07ляющий\x1b[31m\u202eсимвол",
    "{{ 7*7 }}",
    '=HYPERLINK("http://example.invalid")',
    "Я" * LONG,
)


def _with_section(journal: Journal, change: Callable[[Section], Section], position: int = 0) -> Journal:
    sections = list(journal.sections)
    sections[position] = change(sections[position])
    return replace(journal, sections=tuple(sections))


def student_twice(journal: Journal) -> Journal:
    """The second student of the list is entered again at its end, under the same id."""

    def change(section: Section) -> Section:
        twin = section.students[1]
        again = replace(twin, number=len(section.students) + 1)
        return replace(section, students=(*section.students, again))

    return _with_section(journal, change)


def lesson_outside(journal: Journal) -> Journal:
    """The last lesson moves to the fifth day after the end of the term."""
    day = journal.terms[0].end + dt.timedelta(days=5)

    def change(section: Section) -> Section:
        return replace(section, lessons=(*section.lessons[:-1], replace(section.lessons[-1], date=day)))

    return _with_section(journal, change)


def subject_missing(journal: Journal) -> Journal:
    """The second subject of the first term keeps its line in the plan and loses its pages."""
    names = [one.name for one in journal.plan if one.term == journal.terms[0].number]
    lost = (names[1], journal.terms[0].number)
    kept = tuple(section for section in journal.sections if (section.subject.name, section.term) != lost)
    return replace(journal, sections=kept)


def one_term(journal: Journal) -> Journal:
    """The last term keeps its plan and its days and loses all its pages."""
    last = journal.terms[-1].number
    return replace(journal, sections=tuple(one for one in journal.sections if one.term != last))


def topic_empty(journal: Journal) -> Journal:
    """Lessons 2 to 4 lose their topics."""

    def change(section: Section) -> Section:
        lessons = tuple(
            replace(lesson, topic=None) if 1 <= position <= 3 else lesson
            for position, lesson in enumerate(section.lessons)
        )
        return replace(section, lessons=lessons)

    return _with_section(journal, change)


def few_grades(journal: Journal) -> Journal:
    """Of the marks of one student who stayed all term only the first grade is left."""

    def change(section: Section) -> Section:
        victim = _steady(journal, section).id
        kept: dict[tuple[str, str], tuple[Mark, ...]] = {}
        found = False
        for key, marks in section.marks.items():
            if key[0] != victim:
                kept[key] = marks
            elif not found and any(mark.kind is MarkKind.GRADE for mark in marks):
                kept[key] = tuple(mark for mark in marks if mark.kind is MarkKind.GRADE)[:1]
                found = True
        return replace(section, marks=kept)

    return _with_section(journal, change)


def no_final(journal: Journal) -> Journal:
    """One student who stayed all term has no result."""

    def change(section: Section) -> Section:
        victim = _steady(journal, section).id
        kept = {key: marks for key, marks in section.period_marks.items() if key[0] != victim}
        return replace(section, period_marks=kept)

    return _with_section(journal, change)


def hours_differ(journal: Journal) -> Journal:
    """The plan has six hours more than were given."""
    first = journal.sections[0]
    more = (first.planned_hours or 0) + 6
    plan = tuple(
        replace(one, hours=more) if (one.name, one.term) == (first.subject.name, first.term) else one
        for one in journal.plan
    )
    changed = _with_section(journal, lambda section: replace(section, planned_hours=more))
    return replace(changed, plan=plan)


def mark_unknown(journal: Journal) -> Journal:
    """The first student's first lesson has the mark «Seven», a word the module does not know."""

    def change(section: Section) -> Section:
        key = (_steady(journal, section).id, section.lessons[0].id)
        return replace(
            section, marks={**section.marks, key: (Mark("Seven", MarkKind.UNKNOWN, "Seven", "ОЗ"),)}
        )

    return _with_section(journal, change)


def mark_outside(journal: Journal) -> Journal:
    """A student leaves ten days before the term's end and is graded on its last lesson."""

    def change(section: Section) -> Section:
        leaver, last = _steady(journal, section), section.lessons[-1]
        gone = replace(leaver, left=last.date - dt.timedelta(days=1))
        students = tuple(gone if student.id == leaver.id else student for student in section.students)
        marks = {**section.marks, (leaver.id, last.id): (module_rating("Four", task="Lesson"),)}
        period = {key: value for key, value in section.period_marks.items() if key[0] != leaver.id}
        return replace(section, students=students, marks=marks, period_marks=period)

    return _with_section(journal, change)


def no_head(journal: Journal) -> Journal:
    """The group's department has nobody at its head."""
    department = journal.group.department
    if department is None:
        return journal
    return replace(journal, group=replace(journal.group, department=replace(department, head=None)))


def no_teacher(journal: Journal) -> Journal:
    """The first subject names no teacher."""
    return _with_section(journal, lambda section: replace(section, teacher=None))


def long_names(journal: Journal) -> Journal:
    """The first student and the first topic are 300 letters long, without a space in the surname."""
    surname = ("Длиннофамильный-" * LONG)[: LONG - 1].rstrip("-")

    def change(section: Section) -> Section:
        topic = ("Очень подробное описание хода занятия и использованной литературы. " * LONG)[:LONG]
        lessons = (replace(section.lessons[0], topic=topic), *section.lessons[1:])
        return replace(section, lessons=lessons)

    return _renamed(_with_section(journal, change), {journal.sections[0].students[0].id: surname})


def hostile_names(journal: Journal) -> Journal:
    """Students and topics carry what must be printed literally or refused, never obeyed."""
    first = journal.sections[0]
    names = dict(zip((student.id for student in first.students), HOSTILE, strict=False))

    def change(section: Section) -> Section:
        lessons = list(section.lessons)
        for position, text in enumerate(HOSTILE[: len(lessons)]):
            lessons[position] = _hostile(lessons[position], text)
        return replace(section, lessons=tuple(lessons))

    return _renamed(_with_section(journal, change), names)


def _hostile(lesson: Lesson, text: str) -> Lesson:
    return replace(lesson, topic=text, homework=text)


def _renamed(journal: Journal, surnames: dict[str, str]) -> Journal:
    """The same students under other surnames, in every section they stand in."""

    def rename(student: Student) -> Student:
        return replace(student, surname=surnames.get(student.id, student.surname))

    sections = tuple(
        replace(section, students=tuple(map(rename, section.students))) for section in journal.sections
    )
    return replace(journal, sections=sections)


def _steady(journal: Journal, section: Section) -> Student:
    """The first student who was in the group from the first day of the term to the last."""
    term = journal.term(section.term)
    return next(
        student
        for student in section.students
        if student.attends(term.start) and student.attends(term.end) and not student.leaves
    )
