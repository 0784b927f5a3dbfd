"""Taking a grade statement out of a journal: entries in the order of the form, marks, absences.

Pure. Subgroups of a subject become one column; a subject's grade of the term is the journal's final
column, a course work is a column of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archiver.journal.collation import name_key, sort_key
from archiver.journal.model import (
    Feature,
    Journal,
    Lesson,
    PeriodColumn,
    Section,
    SubjectKind,
    Term,
)
from archiver.journal.results import ResultKind
from archiver.journal.subjects import split_subgroup
from archiver.reports.absence import absences
from archiver.reports.assessment import ORDER, Assessment, assessment_of
from archiver.reports.lacking import lacking
from archiver.reports.roster import roster
from archiver.reports.statement import (
    AbsenceUnit,
    Entry,
    GradeStatement,
    Marks,
    Organisation,
    StatementStudent,
)

_PRACTICES = {SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE}


def grade_statement(
    journal: Journal, organisation: Organisation, *, term: int | None = None
) -> GradeStatement:
    """The statement of `term`, or of the whole year without it; KeyError when there is no such term."""
    terms = journal.terms if term is None else (journal.term(term),)
    numbers = {one.number for one in terms}
    sections = tuple(section for section in journal.sections if section.term in numbers)
    unit = _unit(sections)
    columns = _columns(sections)
    students = tuple(
        StatementStudent(
            student,
            marks={entry.id: marks for entry, marks in _marks(columns, student.id) if marks},
            listed=frozenset(
                entry.id
                for entry, pages in columns
                if any(one.id == student.id for page, _column in pages for one in page.students)
            ),
            absences=absences(sections, student.id, unit),
        )
        for student in roster(sections)
        if _belongs(student.left, terms)
    )
    students = tuple(
        replace(row, student=replace(row.student, number=number)) for number, row in enumerate(students, 1)
    )
    statement = GradeStatement(
        organisation=organisation,
        group=journal.group,
        year=journal.year,
        terms=tuple(terms),
        annual=term is None,
        entries=tuple(entry for entry, _pages in columns),
        students=students,
        unit=unit,
        made_from=journal.format,
    )
    planned = [split_subgroup(item.name)[0] for item in journal.plan if item.term in numbers]
    return replace(
        statement,
        missing=tuple(lacking(statement, planned, knows_leaving=Feature.ENROLMENT in journal.carries)),
    )


def _belongs(left: object, terms: Sequence[Term]) -> bool:
    return left is None or left >= min(term.start for term in terms)  # type: ignore[operator]


def _unit(sections: Iterable[Section]) -> AbsenceUnit:
    told = all(lesson.hours is not None for section in sections for lesson in section.lessons)
    return AbsenceUnit.HOURS if told else AbsenceUnit.LESSONS


Pages = list[tuple[Section, tuple[PeriodColumn, ...]]]
"""The pages of an entry (one a subgroup), each with the columns its mark is looked for in, best first."""


def _columns(sections: Iterable[Section]) -> list[tuple[Entry, Pages]]:
    """Entries in the order of the form: kind of assessment, then subject, then term."""
    subjects: dict[tuple[object, int], list[Section]] = defaultdict(list)
    for section in sections:
        subjects[name_key(section.subject.name), section.term].append(section)
    found: list[tuple[Entry, Pages]] = []
    for pages in subjects.values():
        found.extend(_entries(pages))
    found.sort(
        key=lambda item: (
            ORDER.index(item[0].assessment),
            sort_key(item[0].subject.name),
            item[0].term,
        )
    )
    return [(replace(entry, id=f"{number:02d}"), pages) for number, (entry, pages) in enumerate(found, 1)]


def _entries(pages: list[Section]) -> Iterator[tuple[Entry, Pages]]:
    """The result of a subject in a term, and its course work if there is one."""
    main: Pages = []
    works: Pages = []
    kinds: set[Assessment] = set()
    titles: list[str] = []
    for page in pages:
        results = []
        for column in page.period_columns:
            kind = assessment_of(column, page.subject.kind)
            if kind is Assessment.COURSE_WORK:
                works.append((page, (column,)))
            elif column.kind.is_grade and column.kind is not ResultKind.YEAR:
                kinds.add(kind)
                results.append(column)
        main.append((page, _by_weight(results, page.subject.kind)))
        titles += [column.title for column in main[-1][1][:1]]
    first = pages[0]
    if kinds or any(page.lessons for page in pages):
        kind = min(kinds or {_silent(first.subject.kind)}, key=ORDER.index)
        yield _entry(pages, kind, titles[0] if titles else ""), main
    if works:
        owners = [page for page, _columns in works]
        yield _entry(owners, Assessment.COURSE_WORK, works[0][1][0].title, taught=False), works


def _silent(kind: SubjectKind) -> Assessment:
    return Assessment.MODULE if kind is SubjectKind.MODULE else Assessment.OTHER


def _by_weight(columns: Iterable[PeriodColumn], kind: SubjectKind) -> tuple[PeriodColumn, ...]:
    """«Итог» before an exam, an exam before a plain term grade."""
    return tuple(
        sorted(
            columns,
            key=lambda column: (
                column.kind is not ResultKind.FINAL,
                ORDER.index(assessment_of(column, kind)),
            ),
        )
    )


def _entry(pages: Sequence[Section], kind: Assessment, title: str, *, taught: bool = True) -> Entry:
    first = pages[0]
    teachers = dict.fromkeys(page.teacher for page in _by_subgroup(pages) if page.teacher)
    practice = first.subject.kind in _PRACTICES
    return Entry(
        id="",
        subject=first.subject,
        assessment=kind,
        term=first.term,
        title=title,
        teachers=tuple(teachers),
        planned_hours=_agreed(page.planned_hours for page in pages) if taught else None,
        given_hours=_agreed(_hours(page.lessons) for page in pages) if taught else None,
        days=_agreed(len({lesson.date for lesson in page.lessons}) for page in pages) if practice else None,
    )


def _by_subgroup(pages: Iterable[Section]) -> list[Section]:
    return sorted(pages, key=lambda page: sort_key(page.subgroup or ""))


def _hours(lessons: Sequence[Lesson]) -> int | None:
    if not lessons or any(lesson.hours is None for lesson in lessons):
        return None
    return sum(lesson.hours or 0 for lesson in lessons)


def _agreed(values: Iterable[int | None]) -> int | None:
    """What all subgroups have alike; a student goes to one of them, so their hours are never added."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _marks(columns: Iterable[tuple[Entry, Pages]], student: str) -> Iterator[tuple[Entry, Marks]]:
    for entry, pages in columns:
        yield entry, _cell(pages, student)


def _cell(pages: Pages, student: str) -> Marks:
    """The marks of the best column that has any for the student."""
    depth = max((len(columns) for _page, columns in pages), default=0)
    for place in range(depth):
        for page, columns in pages:
            if place < len(columns):
                marks = page.period_marks.get((student, columns[place].id))
                if marks:
                    return tuple(marks)
    return ()
