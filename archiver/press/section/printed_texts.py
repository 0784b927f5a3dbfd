"""Every text of a journal that is printed, with the place it stands in: what is looked at before print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto

from archiver.journal.distinct import cells_of, holding
from archiver.journal.marks import cell_text
from archiver.journal.model import Journal, Lesson, Section


class Place(Enum):
    """A place on paper."""

    GROUP = auto()
    SPECIALITY = auto()
    CURATOR = auto()
    EDUCATION = auto()
    DEPARTMENT = auto()
    TERM = auto()
    PLANNED = auto()
    SUBJECT = auto()
    SUBGROUP = auto()
    TEACHER = auto()
    NAME = auto()
    LEAVE = auto()
    TOPIC = auto()
    HOMEWORK = auto()
    KIND = auto()
    COLUMN = auto()
    CELL = auto()


About = Lesson | int | None
"""The lesson, or the position of a student, that a text belongs to."""

Printed = tuple[Place, About, str]


def texts_of_group(journal: Journal) -> Iterator[Printed]:
    """What covers, statements and other papers say of the group and its year."""
    group = journal.group
    yield Place.GROUP, None, group.name
    yield Place.SPECIALITY, None, " ".join(filter(None, (group.speciality_code, group.speciality)))
    yield Place.CURATOR, None, group.curator or ""
    yield Place.EDUCATION, None, group.education_form or ""
    if group.department is not None:
        for text in (group.department.name, group.department.head, group.department.head_post):
            yield Place.DEPARTMENT, None, text or ""
    for term in journal.terms:
        yield Place.TERM, None, term.name
    for planned in journal.plan:
        yield Place.PLANNED, None, planned.name


def words_of_section(section: Section) -> set[str]:
    """The different texts that the pages of a section say, wherever they stand."""
    texts = {text for _place, _about, text in _texts_but_cells(section)}
    return texts.union(map(cell_text, cells_of(section)))


def texts_of_section(
    section: Section, wanted: Callable[[str], bool] = lambda _text: True
) -> Iterator[Printed]:
    """What the pages of a section say; of the cells only those whose text is `wanted`."""
    yield from _texts_but_cells(section)
    numbers = {student.id: student.number for student in section.students}
    for table in (section.marks, section.period_marks):
        for (student_id, _column), marks in holding(table, lambda cell: wanted(cell_text(cell))).items():
            yield Place.CELL, numbers.get(student_id), cell_text(marks)


def _texts_but_cells(section: Section) -> Iterator[Printed]:
    yield Place.SUBJECT, None, section.subject.name
    yield Place.SUBGROUP, None, section.subgroup or ""
    yield Place.TEACHER, None, section.teacher or ""
    for student in section.students:
        yield Place.NAME, student.number, student.full_name
        for leave in student.leaves:
            yield Place.LEAVE, student.number, leave.order or ""
    for lesson in section.lessons:
        yield Place.TOPIC, lesson, lesson.topic or ""
        yield Place.HOMEWORK, lesson, lesson.homework or ""
        yield Place.KIND, lesson, lesson.kind or ""
    for column in section.period_columns:
        yield Place.COLUMN, None, column.title
