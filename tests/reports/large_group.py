"""Statements of any size: many students, many subjects, the longest names."""

from __future__ import annotations

import datetime as dt

from small_journal import OWNER

from archiver.journal.marks import marks_of_cell
from archiver.journal.model import Lesson, Section, Student
from archiver.journal.subjects import subject
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.values import GradeStatement
from factories import column, make_journal

LONG_NAME = ("Константинопольский-Рождественский", "Александр-Владислав", "Магомедгаджиевич оглы")
LONG_SUBJECT = (
    "МДК.01.02 Поддержка и тестирование программных модулей, сопровождение и обслуживание программного "
    "обеспечения компьютерных систем и сетей в условиях производства"
)


def statement(students: int, subjects: int, *, long: bool = False) -> GradeStatement:
    """A statement; with `long` every name and subject is as long as they come."""
    people = tuple(
        Student(f"s{number}", number, f"{LONG_NAME[0]} {number:02d}", *LONG_NAME[1:])
        if long
        else Student(f"s{number}", number, f"Фамилия{number:02d}", "Имя", "Отчество")
        for number in range(1, students + 1)
    )
    titles = ("Экз.", "ДЗ", "З", "Итог")
    sections = tuple(
        Section(
            subject(f"{LONG_SUBJECT} {number}" if long else f"ОП.{number:02d} Предмет"),
            1,
            teacher="Новосильцев-Задонский Александр Александрович" if long else "Иванов И.И.",
            students=people,
            lessons=(Lesson("l", dt.date(2025, 9, 1), 2, "Тема"),),
            period_columns=(column(titles[number % 4], "p"),),
            period_marks={
                (one.id, "p"): marks_of_cell("зач" if number % 4 == 2 else "2345"[one.number % 4])
                for one in people
            },
            planned_hours=2,
        )
        for number in range(1, subjects + 1)
    )
    return grade_statement(make_journal(sections=sections), OWNER, term=1)
