"""A fictional college: groups, departments, teachers, and the journal of any group on demand.

Pure and deterministic: every group has its own random numbers, drawn from the seed and the group's
position, so a group's journal does not depend on how many groups are asked for, nor on the clock,
nor on the order of hashes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from archiver.journal.model import (
    AcademicYear,
    Department,
    Feature,
    Group,
    Journal,
    Lesson,
    PlannedSubject,
    Section,
    Student,
    Term,
)
from archiver.journal.subjects import subject
from archiver.sample import marking, names, study_calendar
from archiver.sample.chance import stream
from archiver.sample.curriculum import DEPARTMENTS, SPECIALITIES, Speciality, SubjectPlan, course_plan
from archiver.sample.faults import Fault, parse_faults, rename, spoil
from archiver.sample.names import Person
from archiver.sample.pupils import Pupil, pupils
from archiver.sample.timetable import timetable
from archiver.sample.topics import topics

DEFAULT_YEAR = AcademicYear(2025)
STAFF = 64
_COURSES = (2, 1, 3, 4)
LESSON_KINDS = {
    "Lecture": "Лекция",
    "Practice": "Практика",
    "Laboratory": "Лабораторная",
    "Lesson": "Урок",
    "SportStandarts": "Сдача нормативов",
    "PracticalTraining": "Практическое занятие",
    "Consultation": "Консультация",
    "Examination": "Контрольная работа",
}


@dataclass(frozen=True)
class College:
    """The whole college; `journal(i)` makes the journal of group `i`, the same one every time."""

    name: str
    short_name: str
    city: str
    year: AcademicYear
    seed: int
    groups: tuple[Group, ...]
    departments: tuple[Department, ...]
    employees: tuple[Person, ...]
    faults: tuple[Fault, ...]

    def journal(self, position: int) -> Journal:
        """The journal of the group at `position`, spoiled by the faults asked for in that group."""
        group = self.groups[position]
        faults = [fault for fault in self.faults if fault.position == position]
        return spoil(_journal(self, group, position, faults), faults)

    def teachers(self, position: int) -> dict[str, str]:
        """Who teaches what in the group: pages as displayed («… (1 подгруппа)») → «Фамилия И.О.»."""
        group = self.groups[position]
        found = {}
        for one in course_plan(speciality_of(group), group.course or 1):
            for number in map(str, range(1, one.subgroups + 1)):
                title = f"{one.name} ({number} подгруппа)" if one.subgroups > 1 else one.name
                found[title] = _teacher(self, one.name, number).short
        return found

    @cached_property
    def journals(self) -> tuple[Journal, ...]:
        """All journals at once; for a large college take them one by one."""
        return tuple(self.journal(position) for position in range(len(self.groups)))


def make_college(
    groups: int, seed: int, year: AcademicYear = DEFAULT_YEAR, faults: Collection[str] = ()
) -> College:
    """A college of `groups` (at least 1) groups; `faults` are names, or «name@group» for one group.

    Raises UsageError for a fault or a group that does not exist.
    """
    if groups < 1:
        raise ValueError(f"a college has at least one group, not {groups}")
    rng = stream(seed, "college")
    staff = tuple(names.people(rng, STAFF, women=0.7))
    heads = rng.sample(staff, len(DEPARTMENTS))
    departments = tuple(
        Department(name, head.full, "Заведующий отделением")
        for name, head in zip(DEPARTMENTS, heads, strict=True)
    )
    found = tuple(_group(seed, position, staff, departments) for position in range(groups))
    wanted = parse_faults(faults, found)
    return College(
        name="Государственное бюджетное профессиональное образовательное учреждение "
        "«Заволжский многопрофильный колледж»",
        short_name="ГБПОУ «ЗМК»",
        city="г. Заволжск",
        year=year,
        seed=seed,
        groups=rename(found, wanted),
        departments=departments,
        employees=staff,
        faults=wanted,
    )


def speciality_of(group: Group) -> Speciality:
    """The speciality whose prefix begins the group's name."""
    return next(one for one in SPECIALITIES if group.speciality_code == one.code)


def _group(seed: int, position: int, staff: tuple[Person, ...], departments: tuple[Department, ...]) -> Group:
    rank, kind = divmod(position, len(SPECIALITIES))
    speciality = SPECIALITIES[kind]
    course = _COURSES[(rank + kind) % len(_COURSES)]
    parallel = rank // len(_COURSES) + 1
    curator = stream(seed, position, "curator").choice(staff)
    return Group(
        name=f"{speciality.prefix}-{course}{parallel}",
        course=course,
        speciality_code=speciality.code,
        speciality=speciality.name,
        department=departments[speciality.department],
        curator=curator.full,
        education_form="очная",
    )


def _journal(college: College, group: Group, position: int, faults: list[Fault]) -> Journal:
    rng = stream(college.seed, position, "journal")
    terms = study_calendar.terms(college.year)
    plan = _shaped(course_plan(speciality_of(group), group.course or 1), faults)
    drawn = rng.randint(18, 32)
    count = next((fault.kind.students for fault in faults if fault.kind.students), drawn)
    listed = pupils(rng, terms, count=count, first_id=(position + 1) * 1000, eventful=position == 0)
    sections: list[Section] = []
    planned: list[PlannedSubject] = []
    for term in terms:
        days = timetable(plan, term, rng)
        for one in plan:
            if term.number not in one.terms:
                continue
            hours = one.terms[term.number].lessons * one.hours_per_lesson
            planned.append(PlannedSubject(one.name, term.number, hours))
            for number in range(1, one.subgroups + 1):
                sections.append(
                    _section(college, one, term, days[one.name], listed, str(number), len(sections), position)
                )
    return Journal(group, college.year, terms, tuple(sections), tuple(planned), "json", frozenset(Feature))


def _shaped(plan: tuple[SubjectPlan, ...], faults: list[Fault]) -> tuple[SubjectPlan, ...]:
    """The plan with the number of lessons that a fault wants in the first subject's first term."""
    lessons = next((fault.kind.lessons for fault in faults if fault.kind.lessons), None)
    if lessons is None:
        return plan
    first, *others = plan
    number = min(first.terms)
    terms = {**first.terms, number: replace(first.terms[number], lessons=lessons)}
    return (replace(first, terms=terms), *others)


def _section(
    college: College,
    plan: SubjectPlan,
    term: Term,
    days: list[dt.date],
    listed: tuple[Pupil, ...],
    number: str,
    rank: int,
    position: int,
) -> Section:
    rng = stream(college.seed, position, term.number, plan.name, number)
    subgroup = number if plan.subgroups > 1 else None
    first = ((position + 1) * 100 + rank) * 1000
    found = topics(plan, term.number, rng)
    lessons = tuple(
        (
            Lesson(
                str(first + at),
                day,
                plan.hours_per_lesson,
                topic.text,
                topic.homework,
                LESSON_KINDS[topic.kind],
            ),
            topic.kind,
        )
        for at, (day, topic) in enumerate(zip(days, found, strict=True))
    )
    # Somebody who came for fewer than three lessons was never entered in this subject's list.
    own = tuple(
        pupil
        for pupil in listed
        if subgroup in (None, pupil.subgroup)
        and sum(pupil.student.attends(lesson.date) for lesson, _kind in lessons)
        >= min(marking.MIN_GRADES, len(lessons))
    )
    cells = marking.lesson_marks(plan, own, lessons, rng)
    columns = marking.period_columns(term, plan.terms[term.number])
    students = tuple(_renumbered(pupil, at) for at, pupil in enumerate(own, 1))
    return Section(
        subject=subject(plan.name),
        term=term.number,
        subgroup=subgroup,
        teacher=_teacher(college, plan.name, number).short,
        students=students,
        lessons=tuple(lesson for lesson, _kind in lessons),
        marks=cells,
        period_columns=columns,
        period_marks=marking.period_marks(own, cells, columns, term, rng),
        planned_hours=plan.terms[term.number].lessons * plan.hours_per_lesson,
    )


def _renumbered(pupil: Pupil, number: int) -> Student:
    return replace(pupil.student, number=number)


def _teacher(college: College, subject_name: str, subgroup: str) -> Person:
    """Who teaches the subject, the same person in every group; subgroups have different teachers."""
    rng = stream(college.seed, "teacher", subject_name)
    return rng.sample(college.employees, 2)[int(subgroup) - 1]
