"""The module's own words for what a journal says in Russian: the way back from the intake's vocabulary."""

from __future__ import annotations

from archiver.journal.model import PeriodColumn, Section, SubjectKind
from archiver.journal.results import ResultKind
from archiver.sample.college import LESSON_KINDS

PROGRAMME = 500_000_000
"""Added to a lesson's id to make the id of its line in the working programme."""

_LESSON_TYPES = {russian: word for word, russian in LESSON_KINDS.items()}

_TASK_TYPES = {
    "ОЗ": "Lesson",
    "КР": "Control",
    "СР": "Independent",
    "ЛЗ": "Laboratory",
    "РФ": "Review",
    "ТТ": "Test",
    "ДК": "Report",
    "СН": "SportStandarts",
    "ПР": "PracticalWork",
}

_EXAMINATIONS = {"Экз.": "Exam", "ДЗ": "DifferentiatedTest", "З": "Test", "КП": "CourseWork"}


def lesson_type(kind: str | None) -> str:
    """The ThematicPlanLessonType of a lesson's kind."""
    return _LESSON_TYPES.get(kind or "", "Lesson")


def task_type(label: str) -> str:
    """The EducationTaskType of a task's short label («КР» → Control)."""
    return _TASK_TYPES.get(label, label)


def examination(column: PeriodColumn, section: Section) -> str | None:
    """The ExaminationType under which the module tells a column, None for columns it does not know.

    With an exam the module tells the exam alone: the term's own grade and «Итог» are not in its answer.
    """
    kind = _EXAMINATIONS.get(column.title)
    if kind == "Exam" and section.subject.kind is SubjectKind.MODULE:
        return "ProfessionalModule"
    if kind is not None:
        return kind
    examined = any(one.kind.examines for one in section.period_columns)
    return "Other" if column.kind is ResultKind.TERM and not examined else None
