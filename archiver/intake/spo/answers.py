"""The module's answers as models: strict about what is used, silent about the rest.

Shapes as seen in public clients of the module (domain 4.3, 4.4, 6.1). Keys that are not named here
are never looked at: the module also returns passports, insurance numbers and parents.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt

from archiver.intake.iso_dates import ModuleDate
from archiver.locale import _


def _identifier(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, str)) or value == "":
        raise ValueError(_("an identifier is expected"))
    return str(value)


def _word(value: object) -> object:
    """A word of a vocabulary; a number in its place («5») is kept as text and reported as unknown."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _mapping(value: object) -> object:
    """An object; the module's serialiser writes an empty one as null or as an empty list."""
    return {} if value is None or value == [] else value


def _items(value: object) -> object:
    return [] if value is None else value


Id = Annotated[str, BeforeValidator(_identifier)]
Word = Annotated[str, BeforeValidator(_word)]
Duration = Annotated[float, Field(ge=0, le=24 * 60, strict=True)]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)


class PersonAnswer(_Answer):
    """An employee or a student: only the name."""

    id: Id | None = None
    last_name: str | None = Field(None, alias="lastName")
    first_name: str | None = Field(None, alias="firstName")
    middle_name: str | None = Field(None, alias="middleName")
    whole: str | None = Field(None, validation_alias=AliasChoices("fullName", "name"))

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество», what is missing left out."""
        parts = " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)
        return parts or self.whole or ""


class DepartmentAnswer(_Answer):
    """An item of departments/all; `managerId` names the head."""

    id: Id
    name: str
    manager: Id | None = Field(None, alias="managerId")


class StudentGroupAnswer(_Answer):
    """An item of student-groups/all; `yearNumber` is the course."""

    id: Id
    name: str = Field(min_length=1)
    code: str | None = None
    course: StrictInt | None = Field(None, alias="yearNumber")
    education_form: str | None = Field(None, alias="educationForm")
    department: Id | None = Field(None, alias="departmentId")
    curator: Id | None = Field(None, alias="curatorId")


class ScheduleSubject(_Answer):
    """A subject of the plan in one term."""

    id: Id
    name: str = Field(min_length=1)
    hours: Annotated[float, Field(ge=0, le=10_000, strict=True)] | None = Field(None, alias="plannedHours")


class Entry(_Answer):
    """A gradebook: one group in one term; its `id` is the gradebookId of the pages' addresses."""

    id: Id
    name: str | None = None
    year_number: StrictInt | None = Field(None, alias="yearNumber")
    number: Annotated[StrictInt, Field(ge=1, le=12)] = Field(alias="termNumber")
    kind: str | None = Field(None, alias="termType")
    start: ModuleDate = Field(alias="startDate")
    end: ModuleDate = Field(alias="endDate")
    subjects: Annotated[tuple[ScheduleSubject, ...], BeforeValidator(_items)] = Field(
        (), alias="scheduleSubjects"
    )


class ProgrammeLesson(_Answer):
    """A line of the working programme; in a lesson's plannedLessons the same with parts left out."""

    id: Id | None = None
    kind: str | None = Field(None, alias="type")
    name: str | None = Field(None, validation_alias=AliasChoices("name", "topic"))


class ProgrammeTopic(_Answer):
    """A topic of the working programme with its lessons."""

    lessons: Annotated[tuple[ProgrammeLesson, ...], BeforeValidator(_items)] = ()


class WorkingProgramme(_Answer):
    """The working programme of a subject."""

    topics: Annotated[tuple[ProgrammeTopic, ...], BeforeValidator(_items)] = ()


class Task(_Answer):
    """A piece of work set in a lesson; marks are given per task."""

    id: Id
    kind: str | None = Field(None, alias="type")
    topic: str | None = None
    condition: str | None = None


class MarkAnswer(_Answer):
    """One mark; `value` is null for a mark that is still owed."""

    value: Word | None = None


class MarkSet(_Answer):
    """A cell: an absence and marks by task."""

    absence: Word | None = Field(None, alias="absenceType")
    marks: Annotated[dict[str, MarkAnswer | None], BeforeValidator(_mapping)] = Field(default_factory=dict)


class LessonAnswer(_Answer):
    """A lesson of the page."""

    id: Id
    date: ModuleDate
    kind: str | None = Field(None, alias="type")
    duration: Duration | None = None
    tasks: Annotated[tuple[Task, ...], BeforeValidator(_items)] = ()
    mark_sets: Annotated[dict[str, MarkSet | None], BeforeValidator(_mapping)] = Field(
        default_factory=dict, alias="markSets"
    )
    planned: Any = Field(None, alias="plannedLessons")


class PageStudent(_Answer):
    """A student of the page; `id` is the journal's own, `number` the place in its list."""

    id: Id
    number: StrictInt | None = None
    enrolled: ModuleDate | None = Field(None, alias="startDate")
    left: ModuleDate | None = Field(None, alias="endDate")
    last_name: str = Field(alias="lastName", min_length=1)
    first_name: str | None = Field(None, alias="firstName")
    middle_name: str | None = Field(None, alias="middleName")


class SubjectPage(_Answer):
    """The answer of gradebook/{gradebookId}/subjects/{subjectId}."""

    programme: WorkingProgramme | None = Field(None, alias="workingProgram")
    lessons: tuple[LessonAnswer, ...]
    students: tuple[PageStudent, ...]
    teacher: str | None = None
    subgroup: Word | None = None


class AttestationSubject(_Answer):
    """A result of the term: its form and every student's mark."""

    id: Id | None = None
    name: str = Field(min_length=1)
    examination: str | None = Field(None, alias="examinationType")
    teacher: str | None = None
    marks: Annotated[dict[str, MarkAnswer | None], BeforeValidator(_mapping)] = Field(default_factory=dict)


_Results = Annotated[tuple[AttestationSubject, ...], BeforeValidator(_items)]


class Attestation(_Answer):
    """The answer of group-attestation-for-student: the results of one term (domain 6.1)."""

    number: StrictInt | None = Field(None, alias="termNumber")
    year: StrictInt | None = None
    students: Annotated[tuple[PersonAnswer, ...], BeforeValidator(_items)] = ()
    subjects: _Results = ()
    modules: _Results = Field((), alias="profModules")
    course_works: _Results = Field((), alias="courseWorks")


class Vacation(_Answer):
    """An academic leave."""

    start: ModuleDate = Field(alias="startDate")
    end: ModuleDate | None = Field(None, alias="endDate")
    order: str | None = None


class LeaveAnswer(_Answer):
    """A student of students/all with academic leaves, and nothing else of that list."""

    last_name: str | None = Field(None, alias="lastName")
    first_name: str | None = Field(None, alias="firstName")
    middle_name: str | None = Field(None, alias="middleName")
    group: Id | None = Field(None, validation_alias=AliasChoices("studentGroupId", "groupId"))
    vacations: Annotated[tuple[Vacation, ...], BeforeValidator(_items)] = Field((), alias="academicVacations")

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество», what is missing left out."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)
