"""What forms 2 and 3 need of a group's journal: pages and lessons, neither marks nor students' names.

Hours that a source does not tell are those of the settings (`calendar.lesson_hours`), for pages that tell the
hours of no lesson; a page that tells some keeps its gaps, which are said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from archiver.journal.findings import Severity
from archiver.journal.funding import Funding, funding_of
from archiver.journal.model import AcademicYear, Journal, Lesson, PlannedSubject, Section, SubjectKind
from archiver.reports.document.journals import Source, organisation
from archiver.reports.document.report import Organisation
from archiver.settings.tables import Settings

_PRACTICES = {SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE}


class Work(StrEnum):
    """What a lesson is besides a lesson: form 3 counts consultations and exams apart."""

    LESSON = "lesson"
    CONSULTATION = "consultation"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class GivenLesson:
    """A lesson as hours: None where nobody tells them."""

    date: dt.date
    hours: int | None
    work: Work = Work.LESSON


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the journal: `teacher` as written, `planned` hours, `students` to tell lists apart."""

    subject: str
    term: int
    subgroup: str
    teacher: str
    planned: int | None
    practice: bool
    lessons: tuple[GivenLesson, ...]
    students: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupPages:
    """A group's pages of a year, and whose papers are made of them.

    `errors` are the codes that block its binder, `absent` its study periods that are over and have no page.
    `terms` are the names of study periods by number.
    `practice_as_lessons` are practices without hours whose days were taken for lessons.
    """

    group: str
    year: AcademicYear
    course: int | None
    organisation: Organisation
    funding: Funding | None
    pages: tuple[Page, ...]
    plan: tuple[PlannedSubject, ...]
    terms: Mapping[int, str]
    errors: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    practice_as_lessons: tuple[str, ...] = ()

    @property
    def without_hours(self) -> bool:
        """Whether there are lessons, and the hours of none are told."""
        lessons = [lesson for page in self.pages for lesson in page.lessons]
        return bool(lessons) and all(lesson.hours is None for lesson in lessons)


def group_pages(source: Source, settings: Settings) -> GroupPages:
    """The pages of a journal with the hours that the settings give to lessons without any."""
    journal, chosen = source.journal, settings.calendar
    day_hours = chosen.practice_day_hours or chosen.lesson_hours
    guessed = [
        section.subject.name
        for section in journal.sections
        if section.subject.kind in _PRACTICES and _tells_no_hours(section) and not chosen.practice_day_hours
    ]
    return GroupPages(
        journal.group.name,
        journal.year,
        journal.group.course,
        organisation(journal, settings),
        _funding(journal),
        tuple(
            _page(section, day_hours if section.subject.kind in _PRACTICES else chosen.lesson_hours)
            for section in journal.sections
        ),
        journal.plan,
        {term.number: term.name for term in journal.terms},
        tuple(dict.fromkeys(one.code for one in source.findings if one.severity is Severity.BLOCKING)),
        source.absent,
        tuple(dict.fromkeys(guessed)) if chosen.lesson_hours else (),
    )


def _page(section: Section, usual: int | None) -> Page:
    instead = usual if _tells_no_hours(section) else None
    return Page(
        section.subject.name,
        section.term,
        section.subgroup or "",
        section.teacher or "",
        section.planned_hours,
        section.subject.kind in _PRACTICES,
        tuple(
            GivenLesson(one.date, instead if one.hours is None else one.hours, work_of(one))
            for one in section.lessons
        ),
        frozenset(student.id for student in section.students),
    )


def _tells_no_hours(section: Section) -> bool:
    return bool(section.lessons) and all(lesson.hours is None for lesson in section.lessons)


def work_of(lesson: Lesson) -> Work:
    """What the lesson is: by the first word of its kind, else of its topic («Консультация к экзамену»)."""
    for text in (lesson.kind, lesson.topic):
        word = (text or "").strip().partition(" ")[0].rstrip(".:,").casefold()
        if word in {"консультация", "консультации"}:
            return Work.CONSULTATION
        if word == "экзамен":
            return Work.EXAM
    return Work.LESSON


def _funding(journal: Journal) -> Funding | None:
    """Who pays for the group: as told of it, else what all its students have in common."""
    if journal.group.funding is not None:
        return journal.group.funding
    found = {funding_of(student, journal.group) for one in journal.sections for student in one.students}
    return found.pop() if len(found) == 1 else None


def teachers_written(groups: Iterable[GroupPages]) -> list[str]:
    """The texts that name teachers, page by page."""
    return [page.teacher for group in groups for page in group.pages]
