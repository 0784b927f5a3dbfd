"""The page of one subject in one term: the module's answer as a section of the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from archiver.intake.spo.answers import ScheduleSubject
from archiver.intake.spo.durations import Durations
from archiver.intake.spo.page_values import MarkValue, PageLesson, PageLine, PageStudent, PageValues
from archiver.intake.spo.tasks import homework_of, topic_of, unprinted
from archiver.intake.spo.words import LESSON_KINDS
from archiver.journal.marks import module_absence, module_rating, owed_mark
from archiver.journal.model import CellKey, Lesson, Mark, Section, Student
from archiver.journal.subjects import split_subgroup, subject

Programme = dict[str, tuple[str | None, str | None]]
"""Name and type of the working programme's lessons by id."""


def section_of(
    page: PageValues, planned: ScheduleSubject, term: int, file: str, durations: Durations
) -> Section:
    """The section: every mark stays, also of students who are not in the page's list.

    Students in the order of their numbers; lessons by date, on one day in the source's order.
    """
    name, written = split_subgroup(planned.name)
    programme = _programme(page)
    ordered = sorted(page.lessons, key=lambda lesson: lesson.date)
    ids = _unique([lesson.id for lesson in ordered])
    marks: dict[CellKey, tuple[Mark, ...]] = {}
    for key, lesson in zip(ids, ordered, strict=True):
        works = {task.id: task.kind for task in lesson.tasks}
        for student, cell in lesson.mark_sets.items():
            if cell is None:
                continue
            given, absence = cell.marks, cell.absence
            if len(given) == 1 and not absence:  # as nearly all cells are
                ((task, only),) = given.items()
                found = () if only is None else _only(only.value, only.owed, works.get(task))
            elif given:
                found = _several(absence, given, works)
            else:
                found = _absent(absence) if absence else ()
            if found:
                marks[student, key] = found
    return Section(
        subject=subject(name),
        term=term,
        subgroup=written,
        teacher=page.teacher.short_name if page.teacher else None,
        students=students_of(page.students),
        lessons=tuple(
            _lesson(key, lesson, programme, durations) for key, lesson in zip(ids, ordered, strict=True)
        ),
        marks=marks,
        planned_hours=None if planned.hours is None else round(planned.hours),
        source=file,
    )


def unprinted_tasks(page: PageValues) -> int:
    """How many texts of the page's tasks no column of a printed journal holds."""
    programme = _programme(page)
    names = (
        [name for name, _kind in (_planned(one, programme) for one in lesson.planned) if name]
        for lesson in page.lessons
    )
    return sum(unprinted(lesson.tasks, planned) for lesson, planned in zip(page.lessons, names, strict=True))


def repeated_lessons(page: PageValues) -> list[PageLesson]:
    """Lessons whose number another lesson before them has: their hours would be counted again."""
    seen: set[str] = set()
    repeated = []
    for lesson in page.lessons:
        if lesson.id in seen:
            repeated.append(lesson)
        seen.add(lesson.id)
    return repeated


def students_of(listed: Sequence[PageStudent]) -> tuple[Student, ...]:
    """The list of students; who has no number keeps the place in the answer, after those who have."""
    last = max((one.number or 0 for one in listed), default=0)
    unnumbered = (one for one in listed if one.number is None)
    places = {id(one): last + count for count, one in enumerate(unnumbered, 1)}
    found = [
        Student(
            id=one.id,
            number=places[id(one)] if one.number is None else one.number,
            surname=one.last_name,
            name=one.first_name or "",
            patronymic=one.middle_name or "",
            enrolled=one.enrolled,
            left=one.left,
        )
        for one in listed
    ]
    return tuple(sorted(found, key=lambda student: student.number))


def _lesson(key: str, lesson: PageLesson, programme: Programme, durations: Durations) -> Lesson:
    planned = [_planned(one, programme) for one in lesson.planned]
    kind = lesson.kind or next((kind for _name, kind in planned if kind), None)
    return Lesson(
        id=key,
        date=lesson.date,
        hours=durations.hours(lesson.duration),
        topic=topic_of(lesson.tasks, [name for name, _kind in planned if name]),
        homework=homework_of(lesson.tasks),
        kind=LESSON_KINDS.get(kind, kind) if kind else None,
    )


def _several(
    absence: str | None, given: Mapping[str, MarkValue | None], works: Mapping[str, str | None]
) -> tuple[Mark, ...]:
    """Absence first, as the module shows it («уп,5»), then marks in the order of the tasks."""
    made = _absent(absence) if absence else ()
    order = [*(task for task in works if task in given), *(task for task in given if task not in works)]
    for task in order:
        mark = given[task]
        if mark is not None:
            made += _only(mark.value, mark.owed, works.get(task))
    return _same(made)


@lru_cache(maxsize=100)
def _absent(absence: str) -> tuple[Mark, ...]:
    return (module_absence(absence),)


@lru_cache(maxsize=1_000)
def _only(value: str | None, owed: bool | None, work: str | None) -> tuple[Mark, ...]:
    if value:
        return (module_rating(value, task=work),)
    return (owed_mark(task=work),) if owed else ()


@lru_cache(maxsize=1_000)
def _same(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """One value for equal cells (`journal.distinct`)."""
    return marks


def _programme(page: PageValues) -> Programme:
    return {one.id: (one.name, one.kind) for one in page.programme if one.id is not None}


def _planned(line: PageLine, programme: Programme) -> tuple[str | None, str | None]:
    """Name and type of a planned lesson: by its id in the working programme, else as the lesson has them."""
    name, kind = programme.get(line.id or "", (None, None))
    return name or line.name or None, kind or line.kind


def _unique(ids: list[str]) -> list[str]:
    """Ids of lessons, each once: a second lesson of the same id would share the first one's cells."""
    taken: set[str] = set()
    found = []
    for one in ids:
        name, count = one, 1
        while name in taken:
            count += 1
            name = f"{one}~{count}"
        taken.add(name)
        found.append(name)
    return found
