"""The certificate of study, put together from the grade statements of all a student's years.

Needs no journal: they are destroyed after five years, statements are kept for 25 (domain 6.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.journal.collation import name_key, same_name, sort_key
from archiver.journal.marks import cell_text
from archiver.journal.model import AcademicYear, Mark, Subject, SubjectKind
from archiver.journal.words import day
from archiver.reports.document.wording import listed
from archiver.reports.statement.assessment import Assessment
from archiver.reports.statement.values import Entry, GradeStatement, StatementStudent


@dataclass(frozen=True, slots=True)
class Result:
    """One result of the student, of the year where `term` is None; `column` is the journal's it stood in.

    `doubtful` when statements of the same term disagree, `contradicted` when the journal itself did: then
    `marks` are all that was said.
    """

    subject: Subject
    assessment: Assessment
    year: AcademicYear
    term: int | None
    term_name: str
    column: str
    hours: int | None
    days: int | None
    marks: tuple[Mark, ...]
    doubtful: bool = False
    contradicted: bool = False

    @property
    def place(self) -> tuple[AcademicYear, bool, int]:
        """Its place in time: the year's result after those of its terms."""
        return self.year, self.term is None, self.term or 0


@dataclass(frozen=True, slots=True)
class Studied:
    """A subject over all years: hours together, the result that counts; None for hours not told in some term.

    `last` is of the last year: its «Итог», else the exam or test of its last term, else «Год», else what the
    last term gave.
    """

    subject: Subject
    hours: int | None
    days: int | None
    last: Result


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """All that the statements tell of a student; `groups` with their years in order of time."""

    full_name: str
    former_names: tuple[str, ...]
    groups: tuple[tuple[AcademicYear, str], ...]
    speciality_code: str
    speciality: str
    education_form: str
    organisation: str
    first_day: dt.date
    last_day: dt.date
    left: dt.date | None
    subjects: tuple[Studied, ...]
    practices: tuple[Studied, ...]
    course_works: tuple[Result, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement and the student's row in it."""

    statement: GradeStatement
    row: StatementStudent


class SeveralStudents(Exception):
    """The name fits more than one student; `groups` are where they are."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__(", ".join(groups))
        self.groups = tuple(groups)


def find(
    statements: Iterable[GradeStatement], full_name: str, formerly: Sequence[str] = ()
) -> tuple[Seen, ...]:
    """The student's rows in order of time, under this name and those borne before it.

    Raises SeveralStudents for namesakes; empty when nobody fits.
    """
    names = (full_name, *formerly)
    found = []
    for statement in statements:
        rows = [
            row for row in statement.students if any(same_name(row.student.full_name, name) for name in names)
        ]
        if len(rows) > 1:
            raise SeveralStudents([statement.group.name])
        found += [Seen(statement, row) for row in rows]
    found.sort(key=lambda seen: (seen.statement.year, seen.statement.last_day, seen.statement.annual))
    for seen in found:
        clash = [other for other in found if _both_present(seen, other)]
        if clash:
            raise SeveralStudents([seen.statement.group.name, clash[0].statement.group.name])
    return tuple(found)


def _both_present(one: Seen, other: Seen) -> bool:
    """Whether one person would have been in two groups on the same last day of a term."""
    if same_name(one.statement.group.name, other.statement.group.name):
        return False
    days = {term.end for term in one.statement.terms} & {term.end for term in other.statement.terms}
    return any(one.row.student.attends(day) and other.row.student.attends(day) for day in days)


def study_record(seen: Sequence[Seen]) -> StudyRecord:
    """The record of a student found in at least one statement."""
    results = _results(seen)
    grades = [one for one in results if one.assessment is not Assessment.COURSE_WORK]
    studied = _studied(grades)
    last = seen[-1].statement
    student = seen[-1].row.student
    begun = seen[0].row.student.enrolled
    start = min(term.start for one in seen for term in one.statement.terms)
    left = student.left if student.left and student.left <= last.last_day else None
    return StudyRecord(
        full_name=student.full_name,
        former_names=tuple(
            name
            for name in dict.fromkeys(one.row.student.full_name for one in seen)
            if not same_name(name, student.full_name)
        ),
        groups=tuple(dict.fromkeys((one.statement.year, one.statement.group.name) for one in seen)),
        speciality_code=last.group.speciality_code or "",
        speciality=last.group.speciality or "",
        education_form=last.group.education_form or "",
        organisation=last.organisation.name,
        first_day=max(start, begun) if begun else start,
        last_day=left or last.last_day,
        left=left,
        subjects=tuple(one for one in studied if not _practice(one.subject)),
        practices=tuple(one for one in studied if _practice(one.subject)),
        course_works=tuple(one for one in results if one.assessment is Assessment.COURSE_WORK),
        missing=tuple(_missing(seen, results)),
    )


def _practice(subject: Subject) -> bool:
    return subject.kind in {SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE}


_Key = tuple[AcademicYear, int | None, object, Assessment]


def _results(seen: Sequence[Seen]) -> tuple[Result, ...]:
    """Every result once, in order of time: the year's statement repeats those of its terms."""
    found: dict[_Key, Result] = {}
    for one in seen:
        for entry in one.statement.entries:
            marks = tuple(one.row.marks.get(entry.id, ()))
            if not marks:
                continue
            key = one.statement.year, entry.term, name_key(entry.subject.name), entry.assessment
            before = found.get(key)
            if before is None:
                found[key] = _result(one, entry, marks)
            elif cell_text(before.marks) != cell_text(marks):
                found[key] = replace(before, marks=(*before.marks, *marks), doubtful=True)
    return tuple(sorted(found.values(), key=lambda one: one.place))


def _result(seen: Seen, entry: Entry, marks: tuple[Mark, ...]) -> Result:
    statement = seen.statement
    hours = entry.planned_hours if entry.planned_hours is not None else entry.given_hours
    return Result(
        entry.subject,
        entry.assessment,
        statement.year,
        entry.term,
        statement.span(entry),
        seen.row.sources.get(entry.id, entry.title),
        hours,
        entry.days,
        marks,
        contradicted=entry.id in seen.row.contradicted,
    )


def _studied(results: Sequence[Result]) -> tuple[Studied, ...]:
    subjects: dict[object, list[Result]] = {}
    for one in results:
        subjects.setdefault(name_key(one.subject.name), []).append(one)
    lines = [
        Studied(
            rows[-1].subject,
            _sum([row.hours for row in rows if row.term is not None]),
            _sum([row.days for row in rows if row.term is not None]),
            _counting(rows),
        )
        for rows in subjects.values()
    ]
    return tuple(sorted(lines, key=lambda line: sort_key(line.subject.name)))


def _counting(rows: Sequence[Result]) -> Result:
    """Of a subject's results in order of time the one that counts (see `Studied.last`)."""
    ending = {row.assessment: row for row in rows if row.year == rows[-1].year and row.term is None}
    terms = [row for row in rows if row.year == rows[-1].year and row.term is not None]
    held = terms[-1] if terms and terms[-1].assessment in _EXAMINING else None
    return ending.get(Assessment.FINAL) or held or ending.get(Assessment.YEAR) or rows[-1]


_EXAMINING = {Assessment.EXAM, Assessment.DIFFERENTIATED_TEST, Assessment.TEST, Assessment.MODULE}


def _sum(values: Sequence[int | None]) -> int | None:
    return None if None in values or not values else sum(value or 0 for value in values)


def _missing(seen: Sequence[Seen], results: Sequence[Result]) -> Iterator[str]:
    have = {(one.statement.year, term.number) for one in seen for term in one.statement.terms}
    terms = max(number for _year, number in have)
    first, last = min(have), max(have)
    begun = seen[0].row.student.enrolled
    start = min(term.start for one in seen for term in one.statement.terms)
    if begun and begun < start:
        yield f"Студент в группе с {day(begun)}, а ведомости есть только с {day(start)}."
    for number_of_year in range(first[0].start, last[0].start + 1):
        year = AcademicYear(number_of_year)
        for number in range(1, terms + 1):
            if first < (year, number) < last and (year, number) not in have:
                yield f"Нет ведомости за {number}-й период {year} учебного года: его оценок в справке нет."
    for one in seen:
        for entry in one.statement.entries:
            if one.statement.expects(one.row, entry) and not one.row.marks.get(entry.id):
                term = one.statement.span(entry)
                yield f"В ведомости за {term} {one.statement.year} нет оценки: {entry.subject.name}."
    for result in results:
        if result.contradicted:
            yield (
                f"В ведомости за {result.term_name} {result.year} оценка не определена: столбцы или страницы "
                f"журнала противоречат друг другу ({result.subject.name})."
            )
        elif result.doubtful:
            yield f"Ведомости за {result.term_name} {result.year} расходятся: {result.subject.name}."
    hours = [
        result.subject.name
        for result in results
        if result.hours is None
        and result.term is not None
        and result.assessment is not Assessment.COURSE_WORK
    ]
    if hours:
        yield f"Часы в ведомостях не указаны: {listed(dict.fromkeys(hours))}."
