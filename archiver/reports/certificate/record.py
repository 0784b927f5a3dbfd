"""A student's record out of statements: results once each, hours of every term, what counts of a subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archiver.journal.collation import name_key, same_name, sort_key
from archiver.journal.model import AcademicYear, Mark, Subject, SubjectKind
from archiver.reports.certificate.finding import Seen
from archiver.reports.certificate.lacks import lacks
from archiver.reports.certificate.stays import leaves_of, stays_of
from archiver.reports.certificate.values import Result, Studied, StudyRecord
from archiver.reports.statement.assessment import Assessment
from archiver.reports.statement.values import Entry, GradeStatement

_PRACTICES = {SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE}


def study_record(seen: Sequence[Seen]) -> StudyRecord:
    """The record of a student found in at least one statement."""
    results = _results(seen)
    works = [one for one in results if one.assessment is Assessment.COURSE_WORK]
    exams = [one for one in results if one.subject.kind is SubjectKind.STATE_EXAM and one not in works]
    studied = _studied(one for one in results if one not in works and one not in exams)
    last = seen[-1].statement
    student = seen[-1].row.student
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
        stays=stays_of(seen),
        leaves=leaves_of(seen),
        left=left,
        subjects=tuple(one for one in studied if one.subject.kind not in _PRACTICES),
        practices=tuple(one for one in studied if one.subject.kind in _PRACTICES),
        course_works=tuple(one for one in works if one.marks),
        graduation=tuple(one for one in exams if one.marks),
        missing=tuple(lacks(seen, results, studied)),
        broke_off=left is not None and not _ended(results, last),
    )


def _ended(results: Iterable[Result], last: GradeStatement) -> bool:
    """Whether the student has a result of the last term, or of its year as a whole."""
    terms = {None, max(term.number for term in last.terms)}
    return any(one.marks and one.year == last.year and one.term in terms for one in results)


_Key = tuple[AcademicYear, int | None, object, Assessment]


def _results(seen: Iterable[Seen]) -> tuple[Result, ...]:
    """Every result once, in order of time: the year's statement repeats those of its terms.

    A term that ends without a mark is among them where the student was there to its end: its hours count.
    """
    found: dict[_Key, Result] = {}
    for one in seen:
        for entry in one.statement.entries:
            marks = tuple(one.row.marks.get(entry.id, ()))
            studied = entry.id in one.row.listed and one.statement.expects(one.row, entry)
            if marks or studied:
                key = one.statement.year, entry.term, name_key(entry.subject.name), entry.assessment
                made = _result(one, entry, marks)
                found[key] = found[key].joined(made) if key in found else made
    return tuple(sorted(found.values(), key=lambda one: one.place))


def _result(seen: Seen, entry: Entry, marks: tuple[Mark, ...]) -> Result:
    taught = seen.row.taught(entry)
    return Result(
        entry.subject,
        entry.assessment,
        seen.statement.year,
        entry.term,
        seen.statement.span(entry),
        seen.row.sources.get(entry.id, entry.title),
        taught.planned if taught.planned is not None else taught.given,
        taught.days,
        marks,
        contradicted=entry.id in seen.row.contradicted,
    )


def _studied(results: Iterable[Result]) -> tuple[Studied, ...]:
    subjects: dict[object, list[Result]] = {}
    for one in results:
        subjects.setdefault(name_key(one.subject.name), []).append(one)
    lines = [_line(rows) for rows in subjects.values()]
    return tuple(sorted(lines, key=lambda line: sort_key(line.subject.name)))


def _line(rows: Sequence[Result]) -> Studied:
    subject: Subject = rows[-1].subject
    terms = [row for row in rows if row.term is not None]
    return Studied(
        subject, _sum([row.hours for row in terms]), _sum([row.days for row in terms]), _counting(rows)
    )


def _counting(rows: Sequence[Result]) -> Result | None:
    """Of a subject's results in order of time the one that counts (see `Studied.last`)."""
    told = [row for row in rows if row.marks]
    if not told:
        return None
    ending = {row.assessment: row for row in told if row.year == told[-1].year and row.term is None}
    terms = [row for row in told if row.year == told[-1].year and row.term is not None]
    held = terms[-1] if terms and terms[-1].assessment in _EXAMINING else None
    return ending.get(Assessment.FINAL) or held or ending.get(Assessment.YEAR) or told[-1]


_EXAMINING = {Assessment.EXAM, Assessment.DIFFERENTIATED_TEST, Assessment.TEST, Assessment.MODULE}


def _sum(values: Sequence[int | None]) -> int | None:
    return None if None in values or not values else sum(value or 0 for value in values)
