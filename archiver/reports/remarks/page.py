"""The paper for teachers: a section for each, with the pages of all groups he teaches.

Only what a teacher can put right in the module is on it, in words of the journal: no codes, and nothing of
exports and settings, which are the dispatcher's. Students are named by their numbers, for the paper is
handed round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from archiver.binding.remarks import Remark
from archiver.journal.collation import name_key, sort_key
from archiver.journal.words import day, surname_first
from archiver.reports.document.report import Align, Cell, Column, Document, Fact, Report, Row, Sheet, Table

WHAT_TO_DO = {
    "grade.final-missing": "Выставить итоговые оценки.",
    "grades.few": "Выставить оценки: за период их должно быть не меньше 3–5.",
    "hours.differ": "Сверить часы занятий с рабочей программой.",
    "lesson.outside-interval": "Исправить даты занятий.",
    "mark.decimal": "Разделить две оценки косой чертой: 4/5.",
    "mark.letters-lost": "Исправить отметки, которые не читаются.",
    "mark.outside-enrolment": "Проверить отметки в дни, когда студент не числился в группе.",
    "mark.owed": "Выставить обязательные отметки.",
    "mark.signed": "Заменить оценкой от 2 до 5.",
    "mark.unknown": "Проверить эти отметки.",
    "results.contradict": "Оставить одну верную итоговую оценку.",
    "results.empty": "Внести оценки экзамена или зачёта.",
    "subject.no-lessons": "Заполнить журнал: занятий в нём нет.",
    "text.letters-lost": "Исправить текст, который не читается.",
    "text.too-long": "Сократить текст: на бумаге для него нет места.",
    "topic.empty": "Внести темы занятий.",
}
"""What the teacher is asked for; findings of other codes are not on the paper."""

_NOBODY = "Преподаватель в журнале не указан"


def remarks_document(remarks: Iterable[Remark], organisation: str, today: dt.date) -> Document:
    """A report for each teacher in alphabetical order, pages without a teacher last; one that says so for
    nobody.
    """
    by_teacher: dict[object, list[Remark]] = {}
    for one in remarks:
        if one.code in WHAT_TO_DO:
            by_teacher.setdefault(_person(one.teacher), []).append(one)
    ordered = sorted(by_teacher.values(), key=lambda own: (not own[0].teacher, sort_key(own[0].teacher)))
    title = f"Замечания преподавателям к журналам на {day(today)}"
    reports = tuple(_report(own, organisation, today) for own in ordered)
    return Document(title, reports or (_none(organisation, today),))


def _person(teacher: str) -> object:
    """One teacher however the initials are spaced: «Иванова М.П.», «Иванова М. П.»."""
    return name_key(teacher.replace(".", ". "))


def _report(own: Sequence[Remark], organisation: str, today: dt.date) -> Report:
    teacher = own[0].teacher
    columns = (
        Column("№", 8.0),
        Column("Группа", 18.0, align=Align.LEFT),
        Column("Предмет", 46.0, align=Align.LEFT, grows=True),
        Column("Период", 22.0),
        Column("Что в журнале", 56.0, align=Align.LEFT, grows=True),
        Column("Что сделать", 44.0, align=Align.LEFT, grows=True),
        Column("Исправлено", 20.0),
    )
    ordered = sorted(own, key=lambda one: (sort_key(one.group), sort_key(one.subject), one.subgroup or ""))
    rows = tuple(
        Row(
            (
                Cell(number),
                Cell(one.group),
                Cell(_subject(one)),
                Cell(one.term),
                Cell(_sentence(one.said)),
                Cell(WHAT_TO_DO[one.code]),
                Cell(""),
            )
        )
        for number, one in enumerate(ordered, 1)
    )
    return Report(
        title="ЗАМЕЧАНИЯ К ЖУРНАЛАМ",
        organisation=organisation,
        subtitle=(f"на {day(today)}",),
        facts=(Fact("Преподаватель", teacher or _NOBODY),),
        tables=(Table(columns, rows),),
        remarks=("Просим исправить в электронном журнале до печати. Студенты названы номерами в списке.",),
        sheet=Sheet(landscape=True),
        imprint=f"Замечания к журналам на {day(today)}",
        name=surname_first(teacher) if teacher else "Не указан",
    )


def _none(organisation: str, today: dt.date) -> Report:
    return Report(
        title="ЗАМЕЧАНИЯ К ЖУРНАЛАМ",
        organisation=organisation,
        subtitle=(f"на {day(today)}",),
        remarks=("Преподавателям исправлять нечего.",),
        sheet=Sheet(landscape=True),
        imprint=f"Замечания к журналам на {day(today)}",
        name="Замечаний нет",
    )


def _subject(one: Remark) -> str:
    return f"{one.subject}, подгруппа {one.subgroup}" if one.subgroup else one.subject


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
