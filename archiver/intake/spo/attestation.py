"""Results of the term («Ведомость успеваемости») put beside the lessons of their subject's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from archiver.intake.spo.answers import Attestation, AttestationSubject, ScheduleSubject
from archiver.intake.spo.values import PersonAnswer
from archiver.intake.spo.words import EXAMINATIONS, RESULT_KINDS
from archiver.journal.collation import name_key, same_name
from archiver.journal.marks import module_rating
from archiver.journal.model import PeriodColumn, Section, Student
from archiver.journal.results import kind_of_title
from archiver.journal.subjects import split_subgroup, subject, without_index

People = dict[str, PersonAnswer]

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


@dataclass(slots=True)
class Laid:
    """The sections of one term, each with its subject id, and their results laid in.

    `lost` are subjects with marks of students whom no list has (those marks are kept as they are), `pageless`
    subjects of the plan that have results and no page, `twice` those of whom a student has two results that
    differ, `owed` is how many results are required and not given.
    """

    sections: list[tuple[str, Section]]
    lost: list[str] = field(default_factory=list)
    pageless: list[ScheduleSubject] = field(default_factory=list)
    owed: int = 0
    twice: list[str] = field(default_factory=list)


def with_results(
    sections: list[tuple[str, Section]],
    attestation: Attestation,
    term: int,
    file: str,
    absent: Iterable[ScheduleSubject] = (),
) -> Laid:
    """The sections with their results; `absent` are subjects of the plan whose page was not exported.

    A result belongs to the page of its subject id, else to the pages of its name (one per subgroup).
    What has no page becomes a page of its own without lessons.
    """
    laid = Laid(list(sections))
    people = {one.id: one for one in attestation.students if one.id is not None}
    owners = _Owners(people)
    for result in results_of(attestation):
        laid.owed += sum(mark is not None and mark.owed for mark in result.answer.marks.values())
        places = _places(laid.sections, result, owners)
        if not places:
            made = _own_page(result, people, term, file)
            if made is None:
                continue
            planned = _planned(result.answer, absent)
            if planned is not None:
                laid.pageless.append(planned)
                made = replace(made, planned_hours=None if planned.hours is None else round(planned.hours))
            laid.sections.append((result.answer.id or "", made))
            places = [len(laid.sections) - 1]
        _lay(result, places, owners, laid)
    return laid


def _lay(result: Result, places: list[int], owners: _Owners, laid: Laid) -> None:
    owner_of = owners.of([laid.sections[place][1] for place in places])
    marks = {place: dict(laid.sections[place][1].period_marks) for place in places}
    for student, mark in result.answer.marks.items():
        if mark is None or not mark.value:
            continue
        place, key = owner_of.get(student, (None, student))
        if place is None:
            laid.lost.append(result.answer.name)
        own = marks[places[place or 0]]
        made = module_rating(mark.value)
        given = own.get((key, result.column.id), ())
        if any(one.text != made.text for one in given):
            laid.twice.append(result.answer.name)
        if not any(one.text == made.text for one in given):
            own[key, result.column.id] = (*given, made)
    for index in places:
        subject_id, section = laid.sections[index]
        columns = section.period_columns
        if all(one.id != result.column.id for one in columns):
            columns = (*columns, result.column)
        made_of = replace(section, period_marks=marks[index], period_columns=columns)
        laid.sections[index] = subject_id, made_of


def _planned(answer: AttestationSubject, absent: Iterable[ScheduleSubject]) -> ScheduleSubject | None:
    return next((one for one in absent if one.id == answer.id or same_name(one.name, answer.name)), None)


def _places(sections: list[tuple[str, Section]], result: Result, owners: _Owners) -> list[int]:
    """The pages a result belongs to: by number where the name agrees, else by name.

    Numbers of modules and course works are not those of subjects, so a number alone proves nothing. Two pages
    of one name are two subgroups: the students decide unless the number's own page has them all.
    """
    name, subgroup = split_subgroup(result.answer.name)
    alike = [
        place
        for place, (key, section) in enumerate(sections)
        if (same_name(section.subject.name, name) or (key == result.answer.id and _akin(section, name)))
        and subgroup in (None, section.subgroup)
    ]
    numbered = [place for place in alike if sections[place][0] == result.answer.id]
    known = owners.of([sections[place][1] for place in numbered])
    marked = (key for key, mark in result.answer.marks.items() if mark is not None and mark.value)
    return numbered if numbered and all(key in known for key in marked) else alike


def _akin(section: Section, name: str) -> bool:
    """Whether the names differ at most in the index of the plan («ОП.01 Физика» and «Физика»)."""
    return same_name(without_index(section.subject.name), without_index(name))


class _Owners:
    """Whose the ids of an answer are.

    Where the answer names its students the name decides, for the journal's ids are its own; an id
    decides between namesakes, where a part of a name is missing, and alone where there are no names. Of two
    entries of one name that neither decides between, it is the one that is still in the group.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._names = {key: name_key(person.full_name) for key, person in people.items() if person.full_name}
        self._listed: dict[tuple[Student, ...], tuple[dict[str, str], dict[str, str]]] = {}

    def of(self, pages: list[Section]) -> dict[str, tuple[int, str]]:
        """Page and student of every id of the answer."""
        found: dict[str, tuple[int, str]] = {}
        for place, page in enumerate(pages):
            by_id, by_name = self._of_list(page.students)
            for key in by_id:
                found.setdefault(key, (place, key))
            found.update({key: (place, student) for key, student in by_name.items()})
        return found

    def _of_list(self, students: tuple[Student, ...]) -> tuple[dict[str, str], dict[str, str]]:
        """Students of a page that their own id may name, and those whom the answer's name decides, by its id.

        Most pages of a group have one and the same list.
        """
        known = self._listed.get(students)
        if known is not None:
            return known
        by_id: dict[str, str] = {}
        by_name: dict[str, str] = {}
        named: dict[object, list[Student]] = {}
        for student in students:
            named.setdefault(name_key(student.full_name), []).append(student)
            person = self._people.get(student.id)
            if student.id not in self._names or (person is not None and _may_be(person, student)):
                by_id[student.id] = student.id
        for key, name in self._names.items():
            same = named.get(name, [])
            here = [student for student in same if student.left is None] if len(same) > 1 else same
            if any(student.id == key for student in same):
                by_name[key] = key
            elif len(here) == 1:
                by_name[key] = here[0].id
        self._listed[students] = by_id, by_name
        return by_id, by_name


def _may_be(person: PersonAnswer, student: Student) -> bool:
    """Whether the names agree as far as both are told."""
    return all(
        not told or not listed or same_name(told, listed)
        for told, listed in (
            (person.last_name, student.surname),
            (person.first_name, student.name),
            (person.middle_name, student.patronymic),
        )
    )


def _own_page(result: Result, people: People, term: int, file: str) -> Section | None:
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
        teacher=result.answer.teacher.short_name if result.answer.teacher else None,
        students=students,
        source=file,
    )


def _student(key: str, number: int, person: PersonAnswer | None) -> Student:
    if person is None or not person.last_name:
        return Student(key, number, (person.full_name if person else "") or key)
    return Student(key, number, person.last_name, person.first_name or "", person.middle_name or "")
