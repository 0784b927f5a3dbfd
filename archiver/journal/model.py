"""The journal of one group for one academic year: immutable values in the trade's words.

Every export format is read into a `Journal`; everything printed is made from it. Nothing here
is corrected or guessed: a mark stays as the source wrote it (`Mark.source`), and what a source
does not carry is None and prints as a blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archiver.journal.funding import Funding
from archiver.journal.results import ResultKind


@dataclass(frozen=True, slots=True, order=True)
class AcademicYear:
    """An academic year, named by the calendar year it begins in: `AcademicYear(2025)` is 2025/26."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def first_day(self) -> dt.date:
        """1 September."""
        return dt.date(self.start, 9, 1)

    @property
    def last_day(self) -> dt.date:
        """31 August of the next calendar year."""
        return dt.date(self.start + 1, 8, 31)

    def __contains__(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day


class TermKind(StrEnum):
    """The module's TermType."""

    SEMESTER = "semester"
    TRIMESTER = "trimester"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Term:
    """A study period with its first and last day, both inclusive (regulation item 5, «интервал»)."""

    number: int
    name: str
    start: dt.date
    end: dt.date
    kind: TermKind = TermKind.SEMESTER

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


class SubjectKind(StrEnum):
    """What a subject of the plan is; read from its index («УП.01» is educational practice)."""

    SUBJECT = "subject"
    MODULE = "module"  # ПМ
    MODULE_COURSE = "module-course"  # МДК
    EDUCATIONAL_PRACTICE = "educational-practice"  # УП
    INDUSTRIAL_PRACTICE = "industrial-practice"  # ПП, ПДП
    STATE_EXAM = "state-exam"  # ГИА


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as displayed, index included: `name` «МДК.01.02 Базы данных», `code` «МДК.01.02»."""

    name: str
    code: str | None = None
    kind: SubjectKind = SubjectKind.SUBJECT


@dataclass(frozen=True, slots=True)
class PlannedSubject:
    """A subject the plan has in a term; `hours` are academic hours, None when not told."""

    name: str
    term: int
    hours: int | None = None


class MarkKind(StrEnum):
    """What a mark means. UNKNOWN marks print as they are and are reported, never dropped."""

    GRADE = "grade"
    CREDIT = "credit"  # зачёт / незачёт
    ABSENCE = "absence"
    EXEMPT = "exempt"  # освобождён
    NOT_ASSESSED = "not-assessed"  # н/а, н/я
    OWED = "owed"  # required by the module, not given yet
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a cell: `text` is what is printed, `source` what the export had, letter for letter.

    `task` is the kind of work marked («КР», «ЛЗ» …) where the source tells it. `before` is what the source
    writes between the mark and the one before it in the cell («;» of «4;5»), None where it writes nothing.
    """

    text: str
    kind: MarkKind
    source: str
    task: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Academic leave, first and last day inclusive; `end` None while it lasts."""

    start: dt.date
    end: dt.date | None = None
    order: str | None = None  # «приказ № 15-у от 12.01.2026»


@dataclass(frozen=True, slots=True)
class Stay:
    """Days from `start` to `end`, both inclusive; None where the beginning or the end is not told."""

    start: dt.date | None
    end: dt.date | None

    def __contains__(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Student:
    """A student of a section's list. `id` joins marks to students inside one journal only.

    `enrolled`/`left` are first and last day in the group, inclusive, None when not told. `funding` is
    the student's own; ask `journal.funding`, which knows the group's too. `away` are the days between
    leaving and coming back: no list of a source has them, `persons` puts them together.
    """

    id: str
    number: int
    surname: str
    name: str = ""
    patronymic: str = ""
    enrolled: dt.date | None = None
    left: dt.date | None = None
    leaves: tuple[Leave, ...] = ()
    funding: Funding | None = None
    away: tuple[Stay, ...] = ()

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество», what is missing left out."""
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)

    @property
    def stays(self) -> tuple[Stay, ...]:
        """The intervals in the group, in order of time: one, and one more for each return."""
        one_day = dt.timedelta(days=1)
        starts = (self.enrolled, *(gap.end + one_day for gap in self.away if gap.end))
        ends = (*(gap.start - one_day for gap in self.away if gap.start), self.left)
        return tuple(Stay(start, end) for start, end in zip(starts, ends, strict=True))

    @property
    def may_be_away(self) -> bool:
        """Whether there are days on which the student was not in the group, or on leave."""
        return bool(self.enrolled or self.left or self.away or self.leaves)

    def attends(self, day: dt.date) -> bool:
        """Whether the student was in the group on `day` (leave is asked of `on_leave`)."""
        if not self.may_be_away:
            return True
        return day in Stay(self.enrolled, self.left) and not any(day in gap for gap in self.away)

    def since(self, day: dt.date) -> dt.date:
        """The first day of the time in the group, without a leave, that lasts on `day`.

        The earliest of all days where its beginning is not told.
        """
        begun = [stay.start for stay in self.stays if stay.start and stay.start <= day]
        back = [leave.end + dt.timedelta(days=1) for leave in self.leaves if leave.end and leave.end < day]
        return max([*begun, *back], default=dt.date.min)

    def on_leave(self, day: dt.date) -> bool:
        """Whether `day` falls into an academic leave."""
        return any(leave.start <= day and (leave.end is None or day <= leave.end) for leave in self.leaves)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson (one column of the grid). `hours` are academic hours; `kind` as the source names it.

    Two lessons on one day are two `Lesson`s, in the source's order.
    """

    id: str
    date: dt.date
    hours: int | None = None
    topic: str | None = None
    homework: str | None = None
    kind: str | None = None  # «Лекция», «Практика», «Лабораторная» …


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column after the lessons: term grade, exam, test … (`title` «1 сем.», «Экз.», «Итог»).

    `kind` is what it holds: read from the title (`results.kind_of_title`), or the source's own word.
    """

    id: str
    title: str
    kind: ResultKind = ResultKind.UNKNOWN


CellKey = tuple[str, str]
"""(student id, lesson id) or (student id, period column id)."""

Cells = Mapping[CellKey, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """What is bound together: one subject, one subgroup, one term. Becomes one part of the binder.

    `marks` and `period_marks` hold only cells that are not empty. `source` is the export file,
    relative to the exports' folder.
    """

    subject: Subject
    term: int
    subgroup: str | None = None
    teacher: str | None = None
    students: tuple[Student, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    marks: Cells = field(default_factory=dict)
    period_columns: tuple[PeriodColumn, ...] = ()
    period_marks: Cells = field(default_factory=dict)
    planned_hours: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A department (отделение); `head` is the person who certifies its binders (regulation item 5)."""

    name: str
    head: str | None = None  # «Фамилия Имя Отчество» as the source has it
    head_post: str | None = None  # «Заведующий отделением»


@dataclass(frozen=True, slots=True)
class Group:
    """A study group in one academic year; None for what neither export nor settings tell."""

    name: str
    course: int | None = None
    speciality_code: str | None = None  # «09.02.07»
    speciality: str | None = None
    department: Department | None = None
    curator: str | None = None
    education_form: str | None = None
    funding: Funding | None = None


class Feature(StrEnum):
    """What an export format can carry at all; a check is silent about what its source cannot tell."""

    TOPICS = "topics"
    HOMEWORK = "homework"
    HOURS = "hours"
    TEACHER = "teacher"
    PERIOD_GRADES = "period-grades"
    PLAN = "plan"
    PLANNED_HOURS = "planned-hours"
    ENROLMENT = "enrolment"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Journal:
    """The whole journal of a group for a year.

    `format` names the source («spo», «xls», «xlsx», «html», «json»), `carries` what it can tell.
    `terms` and `sections` are in the source's order; the binder puts sections in the regulation's.
    """

    group: Group
    year: AcademicYear
    terms: tuple[Term, ...]
    sections: tuple[Section, ...]
    plan: tuple[PlannedSubject, ...] = ()
    format: str = "json"
    carries: frozenset[Feature] = frozenset()

    def term(self, number: int) -> Term:
        """The term of that number; KeyError when the journal has none."""
        for term in self.terms:
            if term.number == number:
                return term
        raise KeyError(number)
