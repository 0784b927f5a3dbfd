"""A subject's page as values, whichever way it was read: by its model, or in one step (`usual`).

A page has tens of thousands of cells, which stay as they were read: `Cell` says what is asked of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from archiver.intake.spo.answers import PlannedLesson, ProgrammeLesson, SubjectPage
from archiver.intake.spo.values import NameAnswer


class MarkValue(Protocol):
    """One mark."""

    @property
    def value(self) -> str | None:
        """Its word; None or empty where there is none."""

    @property
    def owed(self) -> bool:
        """Whether it is required and not given."""


class Cell(Protocol):
    """A cell of a lesson."""

    @property
    def absence(self) -> str | None:
        """The word of the absence."""

    @property
    def marks(self) -> Mapping[str, MarkValue | None]:
        """Marks by task."""


class PageTask(NamedTuple):
    """A piece of work set in a lesson."""

    id: str
    kind: str | None
    topic: str | None
    condition: str | None


class PageLine(NamedTuple):
    """A line of the working programme."""

    id: str | None
    kind: str | None
    name: str | None


class PageLesson(NamedTuple):
    """A lesson with its cells, as they were read."""

    id: str
    date: dt.date
    kind: str | None
    duration: float | None
    tasks: Sequence[PageTask]
    mark_sets: Mapping[str, Cell | None]
    planned: Sequence[PageLine]


class PageStudent(NamedTuple):
    """A student of the page."""

    id: str
    number: int | None
    enrolled: dt.date | None
    left: dt.date | None
    last_name: str
    first_name: str | None
    middle_name: str | None


class PageValues(NamedTuple):
    """The page of one subject in one term; `remarks` are the inspector's, of unknown shape."""

    lessons: Sequence[PageLesson]
    students: Sequence[PageStudent]
    programme: Sequence[PageLine]
    teacher: NameAnswer | None
    remarks: Any


def of_model(page: SubjectPage) -> PageValues:
    """The values of a page that was read by its model."""
    topics = page.programme.topics if page.programme else ()
    return PageValues(
        [
            PageLesson(
                one.id,
                one.date,
                one.kind,
                one.duration,
                [PageTask(task.id, task.kind, task.topic, task.condition) for task in one.tasks],
                one.mark_sets,
                [_line(line) for line in one.planned],
            )
            for one in page.lessons
        ],
        [
            PageStudent(
                one.id, one.number, one.enrolled, one.left, one.last_name, one.first_name, one.middle_name
            )
            for one in page.students
        ],
        [_line(line) for topic in topics for line in topic.lessons],
        page.teacher,
        page.remarks,
    )


def _line(line: PlannedLesson | ProgrammeLesson) -> PageLine:
    return PageLine(line.id, line.kind, line.name)
