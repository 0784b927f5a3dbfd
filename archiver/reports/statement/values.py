"""The grade statement (сводная ведомость успеваемости): what is taken out of a journal and outlives it.

Regulation item 5: «изъятых из ЭЖ сводных ведомостей успеваемости … 25 лет». A statement therefore
holds all it needs by itself: who, what, how assessed, for how many hours. Immutable values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archiver.journal.model import AcademicYear, Group, Mark, Student, Subject, Term
from archiver.journal.outcomes import Outcome, decisive
from archiver.reports.document.report import Organisation
from archiver.reports.statement.assessment import SINGULAR, Assessment
from archiver.reports.statement.hours import Taught

Marks = tuple[Mark, ...]


class AbsenceUnit(StrEnum):
    """What absences are counted in: lessons only where the source tells the hours of none."""

    HOURS = "hours"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Entry:
    """A column: one subject assessed in one way in one term, or in the year where `term` is None.

    `id` joins marks to it inside a statement, `title` is the journal's column they come from. Hours are
    academic; None where the journal does not tell them or subgroups differ. `days` counts the days of a
    practice, None for other subjects.
    """

    id: str
    subject: Subject
    assessment: Assessment
    term: int | None
    title: str
    teachers: tuple[str, ...] = ()
    planned_hours: int | None = None
    given_hours: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Absences:
    """A student's absences in the statement's unit; `unexcused` None when the journal gives no reasons.

    `untimed` are lessons missed whose hours the journal does not tell: they are not among the hours.
    """

    total: int | None
    unexcused: int | None
    untimed: int = 0


@dataclass(frozen=True, slots=True)
class StatementStudent:
    """A row: the student, numbered in the order of the list, and the marks of each entry's cell.

    `listed` are the entries on whose list the student stands; `sources` the journal's columns of marks that
    do not come from the entry's own; `contradicted` entries whose marks contradict each other: no result.
    `hours` are those of the student's own subgroup, where the entry has none or others.
    """

    student: Student
    marks: Mapping[str, Marks] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    absences: Absences = Absences(None, None)
    sources: Mapping[str, str] = field(default_factory=dict)
    contradicted: frozenset[str] = frozenset()
    hours: Mapping[str, Taught] = field(default_factory=dict)

    def taught(self, entry: Entry) -> Taught:
        """The hours of the entry for this student."""
        return self.hours.get(entry.id) or Taught(entry.planned_hours, entry.given_hours, entry.days)


@dataclass(frozen=True, slots=True)
class GradeStatement:
    """The statement of a group for one term, or for the year when `annual`.

    `entries` and `students` are in the order of the form; `missing` says in Russian what the journal
    lacked; `made_from` is the format the journal was read from.
    """

    organisation: Organisation
    group: Group
    year: AcademicYear
    terms: tuple[Term, ...]
    annual: bool
    entries: tuple[Entry, ...]
    students: tuple[StatementStudent, ...]
    unit: AbsenceUnit = AbsenceUnit.HOURS
    missing: tuple[str, ...] = ()
    made_from: str = ""

    @property
    def period(self) -> str:
        """«1 семестр», or «год»."""
        return "год" if self.annual else self.terms[0].name

    @property
    def last_day(self) -> dt.date:
        """The last day of the statement's period."""
        return max(term.end for term in self.terms)

    def term(self, number: int) -> Term:
        """The term of that number; KeyError when the statement has none."""
        for term in self.terms:
            if term.number == number:
                return term
        raise KeyError(number)

    def ends(self, entry: Entry) -> dt.date:
        """The last day of what the entry is a result of."""
        return self.last_day if entry.term is None else self.term(entry.term).end

    def begins(self, entry: Entry) -> dt.date:
        """The first day of what the entry is a result of."""
        if entry.term is None:
            return min(term.start for term in self.terms)
        return self.term(entry.term).start

    def span(self, entry: Entry) -> str:
        """«1 семестр», or «год»."""
        return "год" if entry.term is None else self.term(entry.term).name

    def outcome(self, row: StatementStudent, entry: Entry) -> tuple[Outcome, int | None]:
        """What the student's marks come to, and the grade."""
        if entry.id in row.contradicted:
            return Outcome.UNCLEAR, None
        return decisive(row.marks.get(entry.id, ()))

    def expects(self, row: StatementStudent, entry: Entry) -> bool:
        """Whether the student has to have a result: in the group, not on leave, on the term's last day."""
        last = self.ends(entry)
        return row.student.attends(last) and not row.student.on_leave(last)

    def newcomer(self, row: StatementStudent, entry: Entry) -> bool:
        """Whether a student who is to have a result came after the period had begun and has none at all.

        Coming is enrolment, return, or the end of a leave. A result that is lacking so is no lack of the
        teacher's: shares and averages are counted without it, and the page says without whom. Where nobody
        has a result, it is the subject that was not assessed.
        """
        first, last = self.begins(entry), self.ends(entry)
        return (
            self.expects(row, entry)
            and row.student.since(last) > first
            and not any(
                self.outcome(row, other)[0] is not Outcome.NONE
                for other in self.entries
                if other.term == entry.term
            )
            and any(self.outcome(other, entry)[0] is not Outcome.NONE for other in self.students)
        )

    def present(self, row: StatementStudent) -> bool:
        """Whether the student is in the group and not on leave when the period ends."""
        return row.student.attends(self.last_day) and not row.student.on_leave(self.last_day)


def label(entry: Entry, statement: GradeStatement) -> str:
    """The entry as sentences name it: its subject, the term in a year's statement, a course work."""
    text = entry.subject.name
    if statement.annual:
        text += f", {statement.span(entry)}"
    if entry.assessment in _NAMED:
        text += f" ({SINGULAR[entry.assessment]})"
    return text


_NAMED = {Assessment.COURSE_WORK, Assessment.YEAR, Assessment.FINAL}
