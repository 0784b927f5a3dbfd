"""What a certificate of study tells: values put together from the grade statements of all a student's years.

Needs no journal: they are destroyed after five years, statements are kept for 25 (domain 6.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from archiver.journal.marks import cell_text
from archiver.journal.model import AcademicYear, Leave, Mark, Stay, Subject, SubjectKind
from archiver.reports.statement.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Result:
    """What a student has in a subject of a term, or of the year where `term` is None; `marks` may be none.

    `column` is the journal's in which the marks stood, empty where the term ends without one. `doubtful`
    when statements of the same term disagree, `contradicted` when the journal itself did: then `marks` are
    all that was said. Hours are those of the student's own subgroup.
    """

    subject: Subject
    assessment: Assessment
    year: AcademicYear
    term: int | None
    term_name: str
    column: str
    hours: int | None
    days: int | None
    marks: tuple[Mark, ...] = ()
    doubtful: bool = False
    contradicted: bool = False

    @property
    def place(self) -> tuple[AcademicYear, bool, int]:
        """Its place in time: the year's result after those of its terms."""
        return self.year, self.term is None, self.term or 0

    @property
    def when(self) -> str:
        """«2 семестр 2025/26», «2025/26 учебный год»."""
        return f"{self.year} учебный год" if self.term is None else f"{self.term_name} {self.year}"

    @property
    def certain(self) -> bool:
        """Whether the marks tell one result."""
        return bool(self.marks) and not self.doubtful and not self.contradicted

    def joined(self, other: Result) -> Result:
        """The same result out of another statement: what one lacks the other may have; they may disagree."""
        longer, shorter = sorted((self, other), key=lambda one: len(one.marks), reverse=True)
        texts = [mark.text for mark in shorter.marks]
        if texts == [mark.text for mark in longer.marks[: len(texts)]]:
            return longer  # a retake was written behind the mark
        marks = (*self.marks, *other.marks) if cell_text(self.marks) != cell_text(other.marks) else self.marks
        return Result(
            self.subject,
            self.assessment,
            self.year,
            self.term,
            self.term_name,
            self.column,
            self.hours,
            self.days,
            marks,
            doubtful=True,
            contradicted=self.contradicted or other.contradicted,
        )


@dataclass(frozen=True, slots=True)
class Studied:
    """A subject over all years: hours together, the result that counts; None for hours not told in some term.

    `last` is of the last year that has one: its «Итог», else the exam or test of its last term, else «Год»,
    else what the last term gave; None where no term gave any.
    """

    subject: Subject
    hours: int | None
    days: int | None
    last: Result | None


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """All that the statements tell of a student; `groups` with their years in order of time.

    `stays` are the intervals of the studies, `left` the last day where the student has left; `broke_off`
    says that the last term has no result of who left, so that there was no graduation either. `graduation`
    are state exams, `missing` sentences of what the statements lack: for the office, never for the student.
    """

    full_name: str
    former_names: tuple[str, ...]
    groups: tuple[tuple[AcademicYear, str], ...]
    speciality_code: str
    speciality: str
    education_form: str
    organisation: str
    stays: tuple[Stay, ...]
    leaves: tuple[Leave, ...]
    left: dt.date | None
    subjects: tuple[Studied, ...]
    practices: tuple[Studied, ...]
    course_works: tuple[Result, ...]
    graduation: tuple[Result, ...]
    missing: tuple[str, ...]
    broke_off: bool = False

    @property
    def hours(self) -> int | None:
        """Hours of all subjects and practices together; None while some are not told."""
        return total_hours((*self.subjects, *self.practices))


def total_hours(lines: Iterable[Studied]) -> int | None:
    """The hours of the lines added; None while some are not told. A module's are those of its parts."""
    told = [line.hours for line in lines if line.hours is not None or not is_module(line)]
    return None if None in told or not told else sum(hours or 0 for hours in told)


def is_module(line: Studied) -> bool:
    """Whether the line is a module (ПМ), whose hours are those of its courses and practices."""
    return line.subject.kind is SubjectKind.MODULE
