"""Between the canonical file and the journal's values: nothing is added, nothing is lost."""

from __future__ import annotations

import functools
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from pydantic import BaseModel

from archiver.intake.canonical import schema
from archiver.intake.detect import CANONICAL_MARKER
from archiver.journal import model
from archiver.journal.results import ResultKind, kind_of_title
from archiver.journal.terms import parse_year


def from_journal(
    journal: model.Journal, of_cells: Callable[[model.Cells], Any] | None = None
) -> dict[str, Any]:
    """The file of a journal as plain values; what has no order of its own is sorted.

    Keys in the schema's order, values left out where they are the default. Instead of cells, nine tenths of a
    journal, stands what `of_cells` makes of them. Raises ValueError for values the format cannot hold.
    """
    of_cells = of_cells or cell_values
    group = journal.group
    file = schema.JournalFile(
        format=CANONICAL_MARKER,
        version=schema.VERSION,
        year=str(journal.year),
        source=schema.SourceObject(format=journal.format, carries=tuple(sorted(journal.carries))),
        group=schema.GroupObject(
            name=group.name,
            course=group.course,
            speciality_code=group.speciality_code,
            speciality=group.speciality,
            department=group.department
            and schema.DepartmentObject(
                name=group.department.name, head=group.department.head, head_post=group.department.head_post
            ),
            curator=group.curator,
            education_form=group.education_form,
            funding=group.funding,
        ),
        terms=tuple(
            schema.TermObject(number=one.number, name=one.name, start=one.start, end=one.end, kind=one.kind)
            for one in journal.terms
        ),
        plan=tuple(
            schema.PlannedObject(name=one.name, term=one.term, hours=one.hours) for one in journal.plan
        ),
        sections=(),
    )
    return {**_plain(file), "sections": [_section_values(one, of_cells) for one in journal.sections]}


def to_journal(file: schema.JournalFile) -> model.Journal:
    """The journal of a file; raises ValueError when the year does not exist («2025/27»)."""
    group = file.group
    return model.Journal(
        group=model.Group(
            group.name,
            group.course,
            group.speciality_code,
            group.speciality,
            _department(group.department),
            group.curator,
            group.education_form,
            group.funding,
        ),
        year=parse_year(file.year),
        terms=tuple(model.Term(one.number, one.name, one.start, one.end, one.kind) for one in file.terms),
        sections=tuple(map(_section, file.sections)),
        plan=tuple(model.PlannedSubject(one.name, one.term, one.hours) for one in file.plan),
        format=file.source.format,
        carries=frozenset(file.source.carries),
    )


def _plain(made: BaseModel) -> dict[str, Any]:
    return made.model_dump(mode="json", exclude_defaults=True)


def _section_values(section: model.Section, of_cells: Callable[[model.Cells], Any]) -> dict[str, Any]:
    """A section; its cells go without models of their own."""
    told = _plain(_section_object(section))
    for key, cells in (("marks", section.marks), ("period_marks", section.period_marks)):
        told[key] = of_cells(cells) if any(cells.values()) else []
    return {key: told[key] for key in schema.SectionObject.model_fields if told.get(key, []) != []}


def _section_object(section: model.Section) -> schema.SectionObject:
    """A section without its cells."""
    subject = section.subject
    return schema.SectionObject(
        subject=schema.SubjectObject(name=subject.name, code=subject.code, kind=subject.kind),
        term=section.term,
        subgroup=section.subgroup,
        teacher=section.teacher,
        planned_hours=section.planned_hours,
        source=section.source,
        students=tuple(map(_student_object, section.students)),
        lessons=tuple(
            schema.LessonObject(
                id=one.id,
                date=one.date,
                hours=one.hours,
                topic=one.topic,
                homework=one.homework,
                kind=one.kind,
            )
            for one in section.lessons
        ),
        period_columns=tuple(
            schema.ColumnObject(id=one.id, title=one.title, kind=one.kind) for one in section.period_columns
        ),
    )


def _student_object(student: model.Student) -> schema.StudentObject:
    return schema.StudentObject(
        id=student.id,
        number=student.number,
        surname=student.surname,
        name=student.name,
        patronymic=student.patronymic,
        enrolled=student.enrolled,
        left=student.left,
        leaves=tuple(
            schema.LeaveObject(start=one.start, end=one.end, order=one.order) for one in student.leaves
        ),
        funding=student.funding,
    )


def cell_values(cells: model.Cells) -> list[dict[str, Any]]:
    """Cells by student and column, those without marks left out."""
    return [
        {"student": student, "column": column, "marks": mark_values(tuple(marks))}
        for (student, column), marks in sorted(cells.items(), key=itemgetter(0))
        if marks
    ]


@functools.lru_cache(maxsize=10_000)
def mark_values(marks: tuple[model.Mark, ...]) -> list[dict[str, Any]]:
    """The marks of a cell; a journal has few that differ, and they are only read."""
    return [_plain(_mark_object(mark)) for mark in marks]


def _mark_object(mark: model.Mark) -> schema.MarkObject:
    source = None if mark.source == mark.text else mark.source
    return schema.MarkObject(
        text=mark.text, kind=mark.kind, source=source, task=mark.task, before=mark.before
    )


def _department(one: schema.DepartmentObject | None) -> model.Department | None:
    return None if one is None else model.Department(one.name, one.head, one.head_post)


def _section(section: schema.SectionObject) -> model.Section:
    return model.Section(
        subject=model.Subject(section.subject.name, section.subject.code, section.subject.kind),
        term=section.term,
        subgroup=section.subgroup,
        teacher=section.teacher,
        students=tuple(map(_student, section.students)),
        lessons=tuple(
            model.Lesson(one.id, one.date, one.hours, one.topic, one.homework, one.kind)
            for one in section.lessons
        ),
        marks=_cells(section.marks),
        period_columns=tuple(
            model.PeriodColumn(one.id, one.title, _kind(one)) for one in section.period_columns
        ),
        period_marks=_cells(section.period_marks),
        planned_hours=section.planned_hours,
        source=section.source,
    )


def _kind(one: schema.ColumnObject) -> ResultKind:
    """The column's kind; a file written before there were kinds tells it by the title, else by `final`."""
    if one.kind is not None:
        return one.kind
    read = kind_of_title(one.title)
    return ResultKind.TERM if one.final and read is ResultKind.UNKNOWN else read


def _student(one: schema.StudentObject) -> model.Student:
    return model.Student(
        one.id,
        one.number,
        one.surname,
        one.name,
        one.patronymic,
        one.enrolled,
        one.left,
        tuple(model.Leave(leave.start, leave.end, leave.order) for leave in one.leaves),
        one.funding,
    )


def _cells(cells: tuple[schema.CellObject, ...]) -> model.Cells:
    """Cells by student and column; what a cell is given twice stands in it twice, for nothing is lost."""
    found: dict[model.CellKey, tuple[model.Mark, ...]] = {}
    for cell in cells:
        key = cell.student, cell.column
        found[key] = found.get(key, ()) + tuple(
            model.Mark(
                one.text, one.kind, one.text if one.source is None else one.source, one.task, one.before
            )
            for one in cell.marks
        )
    return found
