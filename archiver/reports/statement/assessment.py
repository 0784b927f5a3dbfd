"""Kinds of assessment: what a result column of a journal is called in reports.

The order is that of the module's «Ведомость успеваемости»: exams, differentiated tests, tests,
other forms, course works, professional modules (domain 6.1); the results of the year come last.
"""

from __future__ import annotations

from enum import StrEnum

from archiver.journal.model import PeriodColumn, SubjectKind
from archiver.journal.results import ResultKind


class Assessment(StrEnum):
    """How a subject ends a study period (the module's ExaminationType) or the year, in the form's order."""

    EXAM = "exam"
    DIFFERENTIATED_TEST = "differentiated-test"
    TEST = "test"
    OTHER = "other"
    COURSE_WORK = "course-work"
    MODULE = "module"
    YEAR = "year"
    FINAL = "final"


PLURAL = {
    Assessment.EXAM: "Экзамены",
    Assessment.DIFFERENTIATED_TEST: "Дифференцированные зачёты",
    Assessment.TEST: "Зачёты",
    Assessment.OTHER: "Другие формы контроля",
    Assessment.COURSE_WORK: "Курсовые работы",
    Assessment.MODULE: "Профессиональные модули",
    Assessment.YEAR: "Годовые оценки",
    Assessment.FINAL: "Итоговые оценки",
}
SHORTER = {
    **PLURAL,
    Assessment.DIFFERENTIATED_TEST: "Дифф. зачёты",
    Assessment.MODULE: "Проф. модули",
}
SHORT = {
    Assessment.EXAM: "Экз.",
    Assessment.DIFFERENTIATED_TEST: "ДЗ",
    Assessment.TEST: "Зач.",
    Assessment.OTHER: "Др.",
    Assessment.COURSE_WORK: "КР",
    Assessment.MODULE: "ПМ",
    Assessment.YEAR: "Год",
    Assessment.FINAL: "Итог",
}
"""Over narrow columns, all kinds of a table alike; the page says what they mean."""
SINGULAR = {
    Assessment.EXAM: "экзамен",
    Assessment.DIFFERENTIATED_TEST: "дифференцированный зачёт",
    Assessment.TEST: "зачёт",
    Assessment.OTHER: "другая форма контроля",
    Assessment.COURSE_WORK: "курсовая работа",
    Assessment.MODULE: "экзамен по модулю (квалификационный)",
    Assessment.YEAR: "годовая оценка",
    Assessment.FINAL: "итоговая оценка",
}
ORDER = tuple(Assessment)

_ASSESSMENTS = {
    ResultKind.EXAM: Assessment.EXAM,
    ResultKind.MODULE_EXAM: Assessment.EXAM,
    ResultKind.DIFFERENTIATED_TEST: Assessment.DIFFERENTIATED_TEST,
    ResultKind.TEST: Assessment.TEST,
}


def assessment_of(column: PeriodColumn, kind: SubjectKind) -> Assessment:
    """What the column assesses: told by its kind and the kind of its subject."""
    if column.kind is ResultKind.COURSE_WORK:
        return Assessment.COURSE_WORK
    if kind is SubjectKind.MODULE:
        return Assessment.MODULE
    return _ASSESSMENTS.get(column.kind, Assessment.OTHER)
