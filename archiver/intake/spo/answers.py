"""The module's answers as models: strict about what is used, silent about the rest.

Shapes as seen in public clients of the module: docs/module-answers.md says which, and what is left out.
Keys that are not named here are never looked at: the module also returns passports, insurance numbers and
parents.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field, model_validator

from archiver.intake.iso_dates import ModuleDate
from archiver.intake.spo.values import (
    AnswerModel,
    Duration,
    Figure,
    Id,
    Marks,
    PersonAnswer,
    Teacher,
    Whole,
    Word,
    has_inside,
    items,
    mapping,
    refuse_moved,
)


class EmployeeAnswer(PersonAnswer):
    """An item of employees/all."""

    post: str | None = Field(None, alias="positionName")


class OrganizationAnswer(AnswerModel):
    """The answer of people/organization: the college and its director."""

    name: str | None = None
    short_name: str | None = Field(None, alias="shortName")
    director: str | None = Field(None, alias="directorName")
    director_post: str | None = Field(None, alias="directorPosition")


class DepartmentAnswer(AnswerModel):
    """An item of departments/all; `managerId` names the head."""

    id: Id
    name: str
    manager: Id | None = Field(None, alias="managerId")


class StudentGroupAnswer(AnswerModel):
    """An item of people/student-groups/all; `yearNumber` is the course."""

    id: Id
    name: str = Field(min_length=1)
    code: str | None = None
    course: Whole | None = Field(None, alias="yearNumber")
    education_form: str | None = Field(None, alias="educationForm")
    department: Id | None = Field(None, alias="departmentId")
    curator: Id | None = Field(None, alias="curatorId")


class GradebookGroupAnswer(AnswerModel):
    """An item of journal/gradebook/student-groups: also of groups that have finished."""

    id: Id
    name: str = Field(min_length=1)
    code: str | None = None
    course: Whole | None = Field(None, alias="yearNumber")


class ScheduleSubject(AnswerModel):
    """A subject of the plan in one term; `remarks` are the inspector's, of unknown shape."""

    id: Id
    name: str = Field(min_length=1)
    hours: Annotated[Figure, Field(ge=0, le=10_000)] | None = Field(None, alias="plannedHours")
    remarks: Any = None


class Entry(AnswerModel):
    """A gradebook: one group in one term; its `id` is the gradebookId of the pages' addresses."""

    id: Id
    name: Any = None
    year_number: Whole | None = Field(None, alias="yearNumber")
    number: Annotated[Whole, Field(ge=1, le=12)] = Field(alias="termNumber")
    kind: str | None = Field(None, alias="termType")
    active: Any = Field(None, alias="isActive")
    start: ModuleDate = Field(alias="startDate")
    end: ModuleDate = Field(alias="endDate")
    subjects: Annotated[tuple[ScheduleSubject, ...], BeforeValidator(items)] = Field(
        (), alias="scheduleSubjects"
    )

    @model_validator(mode="before")
    @classmethod
    def _whole_course(cls, value: Any) -> Any:
        """A course that is not parted into terms («Весь курс») is its first and only one."""
        if isinstance(value, dict) and value.get("termType") == "Course" and value.get("termNumber") is None:
            return {**value, "termNumber": 1}
        return value


class ProgrammeLesson(AnswerModel):
    """A line of the working programme."""

    id: Id | None = None
    kind: str | None = Field(None, alias="type")
    name: str | None = None


class ProgrammeTopic(AnswerModel):
    """A topic of the working programme with its lessons."""

    lessons: Annotated[tuple[ProgrammeLesson, ...], BeforeValidator(items)] = ()


class WorkingProgramme(AnswerModel):
    """The working programme of a subject."""

    topics: Annotated[tuple[ProgrammeTopic, ...], BeforeValidator(items)] = ()


class PlannedLesson(AnswerModel):
    """A line of the working programme that a lesson was given by: its id, and the line if it is written."""

    id: Id | None = None
    kind: str | None = Field(None, alias="type")
    name: str | None = Field(None, validation_alias=AliasChoices("name", "topic"))


def _planned(value: object) -> object:
    """`plannedLessons` by id with a line or a number, one line, or a list of lines or ids."""
    if value is None:
        return []
    if isinstance(value, dict):
        if {"id", "name", "topic"} & value.keys():
            return [value]
        return [{"id": key, **one} if isinstance(one, dict) else {"id": key} for key, one in value.items()]
    if isinstance(value, list):
        return [{"id": one} if isinstance(one, (int, str)) else one for one in value]
    return [{"id": value}]


class Task(AnswerModel):
    """A piece of work set in a lesson; marks are given per task."""

    id: Id
    kind: str | None = Field(None, alias="type")
    topic: str | None = None
    condition: str | None = None


class MarkSet(AnswerModel):
    """A cell: an absence and marks by task."""

    absence: Word | None = Field(None, alias="absenceType")
    marks: Marks = Field(default_factory=dict)


class LessonAnswer(AnswerModel):
    """A lesson of the page."""

    id: Id
    date: ModuleDate
    kind: str | None = Field(None, alias="type")
    duration: Duration | None = None
    tasks: Annotated[tuple[Task, ...], BeforeValidator(items)] = ()
    mark_sets: Annotated[dict[str, MarkSet | None], BeforeValidator(mapping)] = Field(
        default_factory=dict, alias="markSets"
    )
    planned: Annotated[tuple[PlannedLesson, ...], BeforeValidator(_planned)] = Field(
        (), alias="plannedLessons", json_schema_extra={"also": "by id, or one of them"}
    )


_OF_A_LESSON = {"tasks", "plannedLessons", "attachments", "timetable"}


def _marks_in_place(value: object) -> object:
    """The lessons; refused where none has cells, and something that is not known stands in their place."""
    lessons = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    if not any("markSets" in one for one in lessons):
        for one in lessons:
            others = {name: inner for name, inner in one.items() if name not in _OF_A_LESSON}
            refuse_moved(others, "markSets", has_inside)
    return value


class PageStudent(AnswerModel):
    """A student of the page; `id` is the journal's own, `number` the place in its list."""

    id: Id
    number: Whole | None = None
    enrolled: ModuleDate | None = Field(None, alias="startDate")
    left: ModuleDate | None = Field(None, alias="endDate")
    last_name: str = Field(alias="lastName", min_length=1)
    first_name: str | None = Field(None, alias="firstName")
    middle_name: str | None = Field(None, alias="middleName")


class SubjectPage(AnswerModel):
    """The answer of gradebook/{gradebookId}/subjects/{subjectId}; `remarks` are the inspector's."""

    programme: WorkingProgramme | None = Field(None, alias="workingProgram")
    lessons: Annotated[tuple[LessonAnswer, ...], BeforeValidator(_marks_in_place), BeforeValidator(items)]
    students: Annotated[tuple[PageStudent, ...], BeforeValidator(items)]
    teacher: Teacher = None
    remarks: Any = None


class AttestationSubject(AnswerModel):
    """A result of the term: its form and every student's mark."""

    id: Id | None = None
    name: str = Field(min_length=1)
    examination: str | None = Field(None, alias="examinationType")
    teacher: Teacher = None
    marks: Marks = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _marks_in_place(cls, value: Any) -> Any:
        """Results may stand in a field that is not known: then they may not be left out as nobody's."""
        if isinstance(value, dict) and "marks" not in value:
            refuse_moved({key: one for key, one in value.items() if key != "teacher"}, "marks", has_inside)
        return value


_Results = Annotated[tuple[AttestationSubject, ...], BeforeValidator(items)]


class Attestation(AnswerModel):
    """The answer of group-attestation and group-attestation-for-student: «Ведомость успеваемости».

    `year` is the calendar year in which the academic year begins («2025–2026» is 2025).
    """

    kind: str | None = Field(None, alias="termType")
    number: Whole | None = Field(None, alias="termNumber")
    year: Whole | None = None
    students: Annotated[tuple[PersonAnswer, ...], BeforeValidator(items)] = ()
    subjects: _Results = ()
    modules: _Results = Field((), alias="profModules")
    course_works: _Results = Field((), alias="courseWorks")
    department: str | None = Field(None, alias="departmentName")


class Vacation(AnswerModel):
    """An academic leave."""

    start: ModuleDate = Field(alias="startDate")
    end: ModuleDate | None = Field(None, alias="endDate")
    order: str | None = None


class OwnGroup(AnswerModel):
    """The group a student of the list is in."""

    id: Id | None = None


class LeaveAnswer(AnswerModel):
    """A student of people/students with academic leaves, and nothing else of that list."""

    last_name: str | None = Field(None, alias="lastName")
    first_name: str | None = Field(None, alias="firstName")
    middle_name: str | None = Field(None, alias="middleName")
    group_id: Id | None = Field(None, validation_alias=AliasChoices("studentGroupId", "groupId"))
    in_group: OwnGroup | None = Field(None, alias="studentGroup")
    vacations: Annotated[tuple[Vacation, ...], BeforeValidator(items)] = Field((), alias="academicVacations")

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество», what is missing left out."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)

    @property
    def group(self) -> str | None:
        """The id of the student's group."""
        return self.group_id or (self.in_group.id if self.in_group else None)
