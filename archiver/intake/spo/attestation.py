"""Results of the term («Ведомость успеваемости») put beside the lessons of their subject's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archiver.intake.spo.answers import Attestation, AttestationSubject, PersonAnswer
from archiver.intake.spo.words import EXAMINATIONS, RESULT_KINDS
from archiver.journal.collation import name_key, same_name
from archiver.journal.marks import module_rating
from archiver.journal.model import CellKey, Mark, PeriodColumn, Section, Student
from archiver.journal.results import kind_of_title
from archiver.journal.subjects import split_subgroup, subject

_COURSE_WORK = "CourseWork"
_MODULE = "ProfessionalModule"


@dataclass(frozen=True, slots=True)
class Result:
    """One column of the answer: what it is and every student's mark."""

    answer: AttestationSubject
    column: PeriodColumn


def results_of(attestation: Attestation) -> tuple[Result, ...]:
    """All columns: subjects, then modules, then course works, which are not the grade of the term."""
    return tuple(_results(attestation))


def _results(attestation: Attestation) -> Iterator[Result]:
    lists = (
        (attestation.subjects, None),
        (attestation.modules, _MODULE),
        (attestation.course_works, _COURSE_WORK),
    )
    for answers, by_list in lists:
        for answer in answers:
            kind = by_list if by_list == _COURSE_WORK else answer.examination or by_list or "Other"
            title = EXAMINATIONS.get(kind, kind)
            holds = RESULT_KINDS.get(kind) or kind_of_title(title)
            yield Result(answer, PeriodColumn(f"result-{kind}", title, holds))


def with_results(
    sections: list[tuple[str, Section]], attestation: Attestation, term: int, file: str
) -> tuple[list[tuple[str, Section]], tuple[str, ...]]:
    """The sections of one term, each with its subject id, and their results laid in.

    A result belongs to the page of its subject id, else to the pages of its name (one per subgroup).
    What has no page becomes a page of its own without lessons. Returned beside the sections: names
    of subjects with marks of students whom no list has; those marks are kept as they are.
    """
    found = list(sections)
    people = {one.id: one for one in attestation.students if one.id is not None}
    lost: list[str] = []
    for result in results_of(attestation):
        places = _places(found, result.answer)
        if not places:
            made = _own_page(result, people, term, file)
            if made is None:
                continue
            found.append((result.answer.id or "", made))
            places = [len(found) - 1]
        owners = _owners([found[place][1] for place in places], people)
        for student, mark in result.answer.marks.items():
            if mark is None or not mark.value:
                continue
            place, key = owners.get(student, (None, student))
            if place is None:
                lost.append(result.answer.name)
            index = places[place or 0]
            subject_id, section = found[index]
            found[index] = subject_id, _with_mark(section, result.column, key, module_rating(mark.value))
        for index in places:
            subject_id, section = found[index]
            found[index] = subject_id, _with_column(section, result.column)
    return found, tuple(dict.fromkeys(lost))


def _places(sections: list[tuple[str, Section]], answer: AttestationSubject) -> list[int]:
    by_id = [place for place, (key, _section) in enumerate(sections) if key == answer.id]
    if by_id:
        return by_id
    name, subgroup = split_subgroup(answer.name)
    return [
        place
        for place, (_key, section) in enumerate(sections)
        if same_name(section.subject.name, name) and subgroup in (None, section.subgroup)
    ]


def _owners(pages: list[Section], people: dict[str, PersonAnswer]) -> dict[str, tuple[int, str]]:
    """Page and student of every id of the answer.

    Where the answer names its students the name decides, for the journal's ids are its own; an id
    decides between namesakes, and alone where there are no names.
    """
    found: dict[str, tuple[int, str]] = {}
    keys = {key: name_key(person.full_name) for key, person in people.items() if person.full_name}
    for place, page in enumerate(pages):
        named: dict[object, list[str]] = {}
        for student in page.students:
            named.setdefault(name_key(student.full_name), []).append(student.id)
            if student.id not in keys:
                found.setdefault(student.id, (place, student.id))
        for key, name in keys.items():
            same = named.get(name, [])
            if key in same or len(same) == 1:
                found[key] = place, key if key in same else same[0]
    return found


def _own_page(result: Result, people: dict[str, PersonAnswer], term: int, file: str) -> Section | None:
    """A page for a result without one (an exam of a module): its students are those with a mark."""
    marked = [key for key, mark in result.answer.marks.items() if mark is not None and mark.value]
    if not marked:
        return None
    name, subgroup = split_subgroup(result.answer.name)
    students = tuple(
        _student(key, number, people.get(key))
        for number, key in enumerate(dict.fromkeys([*(key for key in people if key in marked), *marked]), 1)
    )
    return Section(
        subject=subject(name),
        term=term,
        subgroup=subgroup,
        teacher=result.answer.teacher or None,
        students=students,
        source=file,
    )


def _student(key: str, number: int, person: PersonAnswer | None) -> Student:
    if person is None or not person.last_name:
        return Student(key, number, (person.full_name if person else "") or key)
    return Student(key, number, person.last_name, person.first_name or "", person.middle_name or "")


def _with_column(section: Section, column: PeriodColumn) -> Section:
    if any(one.id == column.id for one in section.period_columns):
        return section
    return replace(section, period_columns=(*section.period_columns, column))


def _with_mark(section: Section, column: PeriodColumn, student: str, mark: Mark) -> Section:
    marks: dict[CellKey, tuple[Mark, ...]] = dict(section.period_marks)
    key = student, column.id
    marks[key] = (*marks.get(key, ()), mark)
    return replace(section, period_marks=marks)
