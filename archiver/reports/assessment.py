"""Kinds of assessment: what a result column of a journal is, and what its marks count for.

The order is that of the module's «Ведомость успеваемости»: exams, differentiated tests, tests,
other forms, course works, professional modules (domain 6.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from archiver.journal.marks import grade_of, passed
from archiver.journal.model import Mark, MarkKind, PeriodColumn, SubjectKind
from archiver.journal.results import ResultKind


class Assessment(StrEnum):
    """How a subject ends a study period (the module's ExaminationType), in the order of the form."""

    EXAM = "exam"
    DIFFERENTIATED_TEST = "differentiated-test"
    TEST = "test"
    OTHER = "other"
    COURSE_WORK = "course-work"
    MODULE = "module"


PLURAL = {
    Assessment.EXAM: "Экзамены",
    Assessment.DIFFERENTIATED_TEST: "Дифференцированные зачёты",
    Assessment.TEST: "Зачёты",
    Assessment.OTHER: "Другие формы контроля",
    Assessment.COURSE_WORK: "Курсовые работы",
    Assessment.MODULE: "Профессиональные модули",
}
SHORT = {
    Assessment.EXAM: "Экз.",
    Assessment.DIFFERENTIATED_TEST: "ДЗ",
    Assessment.TEST: "Зач.",
    Assessment.OTHER: "Др.",
    Assessment.COURSE_WORK: "КР",
    Assessment.MODULE: "ПМ",
}
SINGULAR = {
    Assessment.EXAM: "экзамен",
    Assessment.DIFFERENTIATED_TEST: "дифференцированный зачёт",
    Assessment.TEST: "зачёт",
    Assessment.OTHER: "другая форма контроля",
    Assessment.COURSE_WORK: "курсовая работа",
    Assessment.MODULE: "профессиональный модуль",
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


class Outcome(StrEnum):
    """What the marks of a result cell come to."""

    GRADE = "grade"
    PASSED = "passed"
    FAILED = "failed"
    NOT_ASSESSED = "not-assessed"
    EXEMPT = "exempt"
    UNCLEAR = "unclear"  # only marks whose meaning is unknown
    NONE = "none"


def decisive(marks: Sequence[Mark]) -> tuple[Outcome, int | None]:
    """The outcome of a cell and its grade; of «н/а, 2» the last one counts.

    «осв» gives way to a grade beside it. What cannot be understood decides nothing, nor do two grades that
    differ: which of them is the result nobody can tell.
    """
    known = [mark for mark in marks if mark.kind in _DECIDING]
    if not known:
        if any(mark.kind is MarkKind.EXEMPT for mark in marks):
            return Outcome.EXEMPT, None
        return (Outcome.UNCLEAR if marks else Outcome.NONE), None
    last = known[-1]
    if last.kind is MarkKind.NOT_ASSESSED:
        return Outcome.NOT_ASSESSED, None
    if len({(grade_of(mark), passed(mark)) for mark in known if mark.kind is not MarkKind.NOT_ASSESSED}) > 1:
        return Outcome.UNCLEAR, None
    grade, credit = grade_of(last), passed(last)
    if credit is not None:
        return (Outcome.PASSED if credit else Outcome.FAILED), None
    return (Outcome.UNCLEAR if grade is None else Outcome.GRADE), grade


_DECIDING = {MarkKind.GRADE, MarkKind.CREDIT, MarkKind.NOT_ASSESSED}
