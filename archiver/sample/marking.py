"""Marks of a section: grades by a student's skill, absences by illness and truancy, results of the term.

Every student who attended gets at least `MIN_GRADES` grades (regulation section 4 asks for three), and
everybody still in the group at the end of the term a result.
"""

from __future__ import annotations

import random
from functools import cache

from archiver.journal.marks import module_absence, module_rating
from archiver.journal.model import Lesson, Mark, MarkKind, PeriodColumn, Term
from archiver.journal.results import ResultKind, kind_of_title
from archiver.sample import topics
from archiver.sample.curriculum import Control, Manner, SubjectPlan, TermPlan
from archiver.sample.pupils import Pupil

MIN_GRADES = 3

Cells = dict[tuple[str, str], tuple[Mark, ...]]

_RATINGS = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}
_TITLES = {
    Control.EXAM: "Экз.",
    Control.MODULE: "Экз.",
    Control.DIFFERENTIATED: "ДЗ",
    Control.TEST: "З",
}
_TRUANT, _LATE = "IsAbsentByNotValidReason", "IsLate"

# Kind of lesson → chance of being graded, the module's EducationTaskType, chance and type of a second.
_WORKS: dict[str, tuple[float, str, float, str]] = {
    topics.LECTURE: (0.10, "Lesson", 0.05, "Test"),
    topics.PRACTICE: (0.50, "PracticalWork", 0.15, "Independent"),
    topics.LABORATORY: (0.75, "Laboratory", 0.20, "Report"),
    topics.LESSON: (0.95, "Control", 0.0, ""),
    topics.SPORT: (0.90, "SportStandarts", 0.0, ""),
    topics.FIELD: (0.35, "PracticalWork", 0.0, ""),
    topics.CONSULTATION: (0.25, "Lesson", 0.0, ""),
    topics.EXAMINATION: (1.0, "PracticalWork", 1.0, "Report"),
}

rating = cache(module_rating)
absence = cache(module_absence)
EXEMPT = Mark("осв", MarkKind.EXEMPT, "осв")


def grade(skill: float, rng: random.Random) -> int:
    """A grade of 2–5: the better the student, the better; twos are rare."""
    return min(5, max(2, int(2.55 + 2.2 * skill + 1.4 * rng.random())))


def lesson_marks(
    plan: SubjectPlan, pupils: tuple[Pupil, ...], lessons: tuple[tuple[Lesson, str], ...], rng: random.Random
) -> Cells:
    """The cells that are not empty; `lessons` come with the module's word for their kind."""
    cells: Cells = {}
    sport = plan.manner is Manner.SPORT
    for pupil in pupils:
        student = pupil.student.id
        open_days = [pair for pair in lessons if pupil.present(pair[0].date)]
        grades = 0
        for lesson, kind in open_days:
            marks = (
                _exempt_cell(kind, rng)
                if sport and pupil.exempt_from_sport
                else _cell(pupil, lesson, kind, rng)
            )
            if marks:
                cells[student, lesson.id] = marks
                grades += sum(mark.kind is MarkKind.GRADE for mark in marks)
        _top_up(pupil, open_days, grades, cells, rng)
    return cells


def _cell(pupil: Pupil, lesson: Lesson, kind: str, rng: random.Random) -> tuple[Mark, ...]:
    away = pupil.spell(lesson.date) or (_TRUANT if rng.random() < pupil.truancy else None)
    chance, task, again, second = _WORKS[kind]
    if away:
        # A work handed in later: the grade stands beside the absence («уп,5»).
        if rng.random() < 0.9:
            return (absence(away),)
        return (absence(away), rating(_RATINGS[grade(pupil.skill, rng)], task=task))
    marks = [absence(_LATE)] if rng.random() < 0.004 else []
    if rng.random() < chance:
        passed = task == "SportStandarts" and rng.random() < 0.3
        word = "Success" if passed else _RATINGS[grade(pupil.skill, rng)]
        marks.append(rating(word, task=task))
        if second and rng.random() < again:
            marks.append(rating(_RATINGS[grade(pupil.skill, rng)], task=second))
    return tuple(marks)


def _exempt_cell(kind: str, rng: random.Random) -> tuple[Mark, ...]:
    """Somebody exempt from exercises writes essays («РФ») instead."""
    if kind == topics.SPORT:
        return (EXEMPT, rating("Five" if rng.random() < 0.5 else "Four", task="Review"))
    return (EXEMPT,)


def _top_up(
    pupil: Pupil, lessons: list[tuple[Lesson, str]], grades: int, cells: Cells, rng: random.Random
) -> None:
    """Grades for questions asked, on lessons the student came to, until there are enough."""
    student = pupil.student.id
    unmarked = [lesson for lesson, _kind in lessons if (student, lesson.id) not in cells]
    places = rng.sample(unmarked, len(unmarked)) or [lesson for lesson, _kind in lessons]
    for position in range(max(0, MIN_GRADES - grades) if places else 0):
        key = (student, places[position % len(places)].id)
        cells[key] = (*cells.get(key, ()), rating(_RATINGS[grade(pupil.skill, rng)], task="Independent"))


def period_columns(term: Term, outline: TermPlan) -> tuple[PeriodColumn, ...]:
    """«1 сем.»; or «Экз.», «ДЗ», «З»; a course work («КП») stands before the result.

    After an exam the term's own grade, the exam's and «Итог» stand side by side, as in a paper journal.
    """
    work = (PeriodColumn("course-work", "КП", ResultKind.COURSE_WORK),) if outline.course_work else ()
    own = PeriodColumn("term", f"{term.number} сем.", ResultKind.TERM)
    if outline.control is Control.NONE:
        return (*work, own)
    control = PeriodColumn("control", _TITLES[outline.control], kind_of_title(_TITLES[outline.control]))
    if outline.control is Control.EXAM:
        return (*work, own, control, PeriodColumn("final", "Итог", ResultKind.FINAL))
    return (*work, control)


def period_marks(
    pupils: tuple[Pupil, ...], cells: Cells, columns: tuple[PeriodColumn, ...], term: Term, rng: random.Random
) -> Cells:
    """Results for everybody in the group (and not on leave) on the term's last day."""
    values: dict[str, list[int]] = {}
    for (student, _lesson), marks in cells.items():
        listed = values.setdefault(student, [])
        listed.extend(int(mark.text) for mark in marks if mark.kind is MarkKind.GRADE)
    found: Cells = {}
    for pupil in pupils:
        if not pupil.present(term.end):
            continue
        listed = values.get(pupil.student.id) or [3]
        own = max(3, int(sum(listed) / len(listed) + 0.5))
        exam = max(3, grade(pupil.skill, rng))
        results = {"term": own, "control": exam, "course-work": max(3, grade(pupil.skill, rng))}
        results["final"] = (own + exam + 1) // 2
        for column in columns:
            word = "Success" if column.title == "З" else _RATINGS[results[column.id]]
            found[pupil.student.id, column.id] = (rating(word),)
    return found
