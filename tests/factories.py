"""Journals for tests of every room: small, whole, and clean unless a test spoils them.

`make_journal()` carries every feature and gives no blocking and no warning finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from archiver.journal.marks import mark
from archiver.journal.model import (
    AcademicYear,
    CellKey,
    Department,
    Feature,
    Group,
    Journal,
    Lesson,
    Mark,
    PeriodColumn,
    PlannedSubject,
    Section,
    Student,
    Term,
)
from archiver.journal.results import kind_of_title
from archiver.journal.subjects import subject

YEAR = AcademicYear(2025)
TERMS = (
    Term(1, "1 семестр", dt.date(2025, 9, 1), dt.date(2025, 12, 28)),
    Term(2, "2 семестр", dt.date(2026, 1, 12), dt.date(2026, 6, 28)),
)
NAMES = (
    ("Абаев", "Иван", "Петрович"),
    ("Ёлкин", "Пётр", "Ильич"),
    ("Петров", "Яков", "Юрьевич"),
    ("Петрова", "Анна", "Сергеевна"),
    ("Яшина", "Дарья", "Олеговна"),
)


def make_student(number: int = 1, /, **overrides: Any) -> Student:
    """The student of that number on the list; `id` is «s<number>»."""
    surname, name, patronymic = NAMES[(number - 1) % len(NAMES)]
    if number > len(NAMES):
        surname = f"{surname}-{number}"
    student = Student(f"s{number}", number, surname, name, patronymic)
    return replace(student, **overrides)


def make_students(count: int = len(NAMES)) -> tuple[Student, ...]:
    """A list of `count` students, numbered from 1."""
    return tuple(make_student(number) for number in range(1, count + 1))


def make_lesson(number: int = 1, day: dt.date | None = None, **overrides: Any) -> Lesson:
    """The lesson of that number, a week after the one before; `id` is «l<number>»."""
    date = day or TERMS[0].start + dt.timedelta(weeks=number - 1)
    lesson = Lesson(
        f"l{number}", date, hours=2, topic=f"Тема {number}", homework=f"§ {number}", kind="Лекция"
    )
    return replace(lesson, **overrides)


def make_lessons(count: int = 6, term: int = 1, step_days: int = 7) -> tuple[Lesson, ...]:
    """`count` lessons of a term, `step_days` apart, from its first day."""
    start = TERMS[term - 1].start
    return tuple(make_lesson(n + 1, start + dt.timedelta(days=n * step_days)) for n in range(count))


def make_marks(students: Sequence[Student], lessons: Sequence[Lesson]) -> dict[CellKey, tuple[Mark, ...]]:
    """A grade for every student at every second lesson."""
    return {
        (student.id, lesson.id): (mark("345"[(student.number + place) % 3]),)
        for student in students
        for place, lesson in enumerate(lessons)
        if place % 2 == 0
    }


def column(title: str, id: str | None = None) -> PeriodColumn:
    """The result column headed `title`, known by it unless an id is given."""
    return PeriodColumn(title if id is None else id, title, kind_of_title(title))


def make_section(name: str = "Физика", term: int = 1, **overrides: Any) -> Section:
    """A section of 5 students and 6 lessons with grades and a final grade for each."""
    students = overrides.pop("students", make_students())
    lessons = overrides.pop("lessons", make_lessons(term=term))
    section = Section(
        subject(name),
        term,
        teacher="Иванова Мария Петровна",
        students=students,
        lessons=lessons,
        marks=make_marks(students, lessons),
        period_columns=(column(f"{term} сем.", "final"),),
        period_marks={(student.id, "final"): (mark("4"),) for student in students},
        planned_hours=sum(lesson.hours or 0 for lesson in lessons),
        source=f"{name} {term}.json",
    )
    return replace(section, **overrides)


def make_journal(**overrides: Any) -> Journal:
    """A journal of two terms, «Физика» and «МДК.01.01 Базы данных» in each; the plan follows the sections."""
    sections: tuple[Section, ...] = overrides.pop(
        "sections",
        tuple(make_section(name, term) for term in (1, 2) for name in ("МДК.01.01 Базы данных", "Физика")),
    )
    journal = Journal(
        group=Group(
            "ИС-21",
            course=2,
            speciality_code="09.02.07",
            speciality="Информационные системы и программирование",
            department=Department(
                "Информационные технологии", "Чарикова Юлия Львовна", "Заведующий отделением"
            ),
            curator="Сидорова Ольга Ивановна",
            education_form="очная",
        ),
        year=YEAR,
        terms=TERMS,
        sections=sections,
        plan=tuple(
            {
                (item.subject.name, item.term): PlannedSubject(
                    item.subject.name, item.term, item.planned_hours
                )
                for item in sections
            }.values()
        ),
        carries=frozenset(Feature),
    )
    return replace(journal, **overrides)
