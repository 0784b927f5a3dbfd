"""Taking a grade statement out of a journal: entries in the order of the form, marks, absences.

Pure. Subgroups of a subject become one column; a student's result is what the order of truth says, a
course work and the results of the year are columns of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from archiver.journal.collation import sort_key
from archiver.journal.model import Feature, Journal, Section, SubjectKind, Term
from archiver.journal.order_of_truth import Of, Result, Sought, result_of_person, sought_results
from archiver.journal.persons import Likeness, Person, persons, same_names
from archiver.journal.subjects import split_subgroup
from archiver.reports.document.report import Organisation
from archiver.reports.statement.absence import absences
from archiver.reports.statement.assessment import ORDER, Assessment, assessment_of
from archiver.reports.statement.doubts import EntryOf, doubts
from archiver.reports.statement.hours import Taught, taught_to, taught_to_all
from archiver.reports.statement.lacking import lacking
from archiver.reports.statement.values import Absences, AbsenceUnit, Entry, GradeStatement, StatementStudent

_PRACTICES = {SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE}


def grade_statement(
    journal: Journal, organisation: Organisation, *, term: int | None = None
) -> GradeStatement:
    """The statement of `term`, or of the whole year without it; KeyError when there is no such term."""
    terms = journal.terms if term is None else (journal.term(term),)
    numbers = {one.number for one in terms}
    sections = tuple(section for section in journal.sections if section.term in numbers)
    unit = _unit(sections)
    columns = _columns(journal, None if term is None else numbers)
    people = [person for person in persons(sections, terms) if _belongs(person.student.left, terms)]
    told = {person.student.id: _results(columns, person) for person in people}
    students = tuple(
        _row(
            columns,
            replace(person, student=replace(person.student, number=number)),
            told[person.student.id],
            absences(sections, person.ids, unit),
        )
        for number, person in enumerate(people, 1)
    )
    statement = GradeStatement(
        organisation=organisation,
        group=journal.group,
        year=journal.year,
        terms=tuple(terms),
        annual=term is None,
        entries=tuple(entry for entry, _sought in columns),
        students=students,
        unit=unit,
        made_from=journal.format,
    )
    planned = [split_subgroup(item.name)[0] for item in journal.plan if item.term in numbers]
    return replace(
        statement,
        missing=tuple(
            lacking(
                statement,
                planned,
                doubts(statement, columns, told, sections),
                unproven=_unproven(sections, terms),
                knows_leaving=Feature.ENROLMENT in journal.carries,
            )
        ),
    )


def _unproven(sections: Sequence[Section], terms: Sequence[Term]) -> list[frozenset[str]]:
    return [
        frozenset(entry.student.id for entry in alike.entries if _belongs(entry.student.left, terms))
        for alike in same_names(sections, terms)
        if alike.likeness is Likeness.UNPROVEN
    ]


def _belongs(left: object, terms: Sequence[Term]) -> bool:
    return left is None or left >= min(term.start for term in terms)  # type: ignore[operator]


def _unit(sections: Iterable[Section]) -> AbsenceUnit:
    lessons = [lesson for section in sections for lesson in section.lessons]
    told = any(lesson.hours is not None for lesson in lessons) or not lessons
    return AbsenceUnit.HOURS if told else AbsenceUnit.LESSONS


def has_results_of_the_year(journal: Journal) -> bool:
    """Whether the journal has columns («Год», «Итог») that only the year's statement shows."""
    return any(sought.term is None for sought in sought_results(journal.sections, journal.terms))


def _columns(journal: Journal, terms: Collection[int] | None) -> list[EntryOf]:
    """Entries of these terms, of all and the year without any, in the form's order: kind, subject, term."""
    found = [
        (_entry(sought), sought)
        for sought in sought_results(journal.sections, journal.terms)
        if terms is None or sought.term in terms
    ]
    found.sort(
        key=lambda item: (
            ORDER.index(item[0].assessment),
            sort_key(item[0].subject.name),
            item[0].term or 0,
        )
    )
    return [(replace(entry, id=f"{number:02d}"), sought) for number, (entry, sought) in enumerate(found, 1)]


def _entry(sought: Sought) -> Entry:
    sections = [page.section for page in sought.pages]
    own = [section for section in sections if sought.term in (None, section.term)]
    first = (own or sections)[0]
    teachers = dict.fromkeys(page.teacher for page in _by_subgroup(own or sections) if page.teacher)
    hours = taught_to_all(taught_pages(sought), practice=first.subject.kind in _PRACTICES)
    return Entry(
        id="",
        subject=first.subject,
        assessment=_assessment(sought, first.subject.kind),
        term=sought.term,
        title=_title(sought),
        teachers=tuple(teachers),
        planned_hours=hours.planned,
        given_hours=hours.given,
        days=hours.days,
    )


def taught_pages(sought: Sought) -> list[Section]:
    """The pages whose hours are those of a result: of its own term, none of a course work or the year."""
    if sought.of is not Of.TERM:
        return []
    return [page.section for page in sought.pages if page.section.term == sought.term]


def _own_hours(entry: Entry, sought: Sought, ids: Sequence[str]) -> Taught | None:
    """The student's hours where they are not the entry's: those of the student's subgroup."""
    pages = taught_pages(sought)
    own = taught_to(pages, ids, practice=entry.subject.kind in _PRACTICES)
    differs = own not in (Taught(), Taught(entry.planned_hours, entry.given_hours, entry.days))
    return own if differs else None


def _assessment(sought: Sought, kind: SubjectKind) -> Assessment:
    """The strongest of what the columns assess: an exam beside «Итог» makes it the result of an exam."""
    if sought.of is not Of.TERM:
        return _BESIDES[sought.of]
    silent = Assessment.MODULE if kind is SubjectKind.MODULE else Assessment.OTHER
    return min((assessment_of(column, kind) for column in sought.columns), key=ORDER.index, default=silent)


_BESIDES = {
    Of.COURSE_WORK: Assessment.COURSE_WORK,
    Of.YEAR: Assessment.YEAR,
    Of.FINAL: Assessment.FINAL,
}


def _title(sought: Sought) -> str:
    """The truest column in which anybody has a result."""
    titles = [
        column.title
        for column in sought.columns
        for page in sought.pages
        if column in page.columns and any(column.id == held for _student, held in page.section.period_marks)
    ]
    return next(iter([*titles, *(column.title for column in sought.columns)]), "")


def _by_subgroup(pages: Iterable[Section]) -> list[Section]:
    return sorted(pages, key=lambda page: sort_key(page.subgroup or ""))


def _results(columns: Iterable[EntryOf], person: Person) -> dict[str, Result]:
    return {entry.id: result_of_person(sought, person.ids) for entry, sought in columns}


def _row(
    columns: Sequence[EntryOf], person: Person, told: Mapping[str, Result], absent: Absences
) -> StatementStudent:
    results = {entry: told[entry.id] for entry, _sought in columns}
    return StatementStudent(
        person.student,
        marks={entry.id: result.marks for entry, result in results.items() if result.marks},
        listed=frozenset(
            entry.id
            for entry, sought in columns
            if any(
                page.listed.intersection(person.ids)
                for page in sought.pages
                if sought.term in (None, page.section.term)
            )
        ),
        absences=absent,
        sources={
            entry.id: result.column.title
            for entry, result in results.items()
            if result.column is not None and result.column.title != entry.title
        },
        contradicted=frozenset(entry.id for entry, result in results.items() if result.contradicted),
        hours={
            entry.id: own
            for entry, sought in columns
            if (own := _own_hours(entry, sought, person.ids)) is not None
        },
    )
