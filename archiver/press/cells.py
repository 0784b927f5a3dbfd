"""What stands in the cells of a student's row: marks, dashes outside enrolment, leave across days."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from archiver.journal.model import Leave, Lesson, Mark, PeriodColumn, Section, Student
from archiver.press.geometry import PADDING_MM, clamp
from archiver.press.ink import Ink
from archiver.press.measure import fitting_points, width_mm
from archiver.press.spec import Cell, Grid

DASH = "—"
SMALLEST_PT = 4.5
_LEAVE_PT = 8.0
_ONE_LINE_PT = 6.0  # several marks are made smaller down to this size before they are set in lines


def day(date: dt.date) -> str:
    """The date as Russian offices write it: 05.09.2025."""
    return f"{date:%d.%m.}{date.year:04d}"


_EMPTY = Cell()
_DASHED = Cell((DASH,))


def mark_cell(marks: Sequence[Mark], width: float, points: float, ink: Ink) -> Cell:
    """Several marks joined «,» on one line if the column holds them, else on as many as they need."""
    texts = tuple([text for text in [ink(mark.text) for mark in marks] if text])
    return _set_marks(texts, width, points) if texts else _EMPTY


@functools.lru_cache(maxsize=20_000)
def _set_marks(texts: tuple[str, ...], width: float, points: float) -> Cell:
    # The same few marks stand in the columns of a whole year: each is fitted once.
    line = ",".join(texts)
    room = width - min(PADDING_MM / 2, width / 8)
    fitting = fitting_points(line, room)
    if fitting >= points:
        return Cell((line,))
    if fitting >= _ONE_LINE_PT:
        return Cell((line,), points=clamp(fitting, (_ONE_LINE_PT, points)))
    pieces = [*(f"{text}," for text in texts[:-1]), texts[-1]]
    widest = min(fitting_points(piece, room) for piece in pieces)
    size = clamp(min(widest, points), (SMALLEST_PT, points))
    lines = [""]
    for piece in pieces:
        if lines[-1] and width_mm(lines[-1] + piece, size) > room:
            lines.append("")
        lines[-1] += piece
    return Cell(tuple(lines), points=size if size != points else None)


def lesson_cells(
    section: Section, student: Student, lessons: Sequence[Lesson], grid: Grid, ink: Ink
) -> tuple[tuple[Cell, ...], list[str]]:
    """The student's cells at these lessons, and notes on what they had no room for.

    A mark is printed wherever the source has one; before enrolment and after leaving stands a dash;
    a run of lessons within one leave becomes one cell with the leave's dates and order.
    """
    if not student.leaves:
        return _plain_cells(section, student, lessons, grid, ink), []
    cells: list[Cell] = []
    notes: list[str] = []

    def leave_of(lesson: Lesson) -> Leave | None:
        if section.marks.get((student.id, lesson.id)) or not student.attends(lesson.date):
            return None
        return next((leave for leave in student.leaves if _within(leave, lesson.date)), None)

    for leave, run in groupby(lessons, leave_of):
        if leave is None:
            cells += [_lesson_cell(section, student, lesson, grid, ink) for lesson in run]
            continue
        span = len(list(run))
        cell, whole = _leave_cell(leave, span, span * grid.lesson_mm, ink)
        cells.append(cell)
        if not whole and _leave_text(leave, ink) not in notes:
            notes.append(_leave_text(leave, ink))
    return tuple(cells), notes


def period_cells(
    section: Section, student: Student, columns: Sequence[PeriodColumn], grid: Grid, ink: Ink
) -> tuple[Cell, ...]:
    """The student's cells in the columns after the lessons."""
    found = [
        mark_cell(section.period_marks.get((student.id, column.id), ()), grid.period_mm, grid.name_pt, ink)
        for column in columns
    ]
    own_size = grid.name_pt != grid.mark_pt
    return tuple(
        replace(cell, points=grid.name_pt) if own_size and cell.lines and cell.points is None else cell
        for cell in found
    )


def enrolment_notes(section: Section, student: Student, first: dt.date, last: dt.date) -> list[str]:
    """«зачислен(а) …», «выбыл(а) …» where the dates lie inside the interval and so explain dashes."""
    notes = []
    if student.enrolled and first < student.enrolled <= last:
        notes.append(f"в группе с {day(student.enrolled)}")
    if student.left and first <= student.left < last:
        notes.append(f"в группе по {day(student.left)}")
    return notes if section.lessons else []


def _within(leave: Leave, date: dt.date) -> bool:
    return leave.start <= date and (leave.end is None or date <= leave.end)


def _plain_cells(
    section: Section, student: Student, lessons: Sequence[Lesson], grid: Grid, ink: Ink
) -> tuple[Cell, ...]:
    """The cells of a student without leaves: most of a journal, so looked up with few words."""
    marked, who = section.marks.get, student.id
    always = student.enrolled is None and student.left is None
    cells = []
    for lesson in lessons:
        marks = marked((who, lesson.id))
        if marks:
            cells.append(mark_cell(marks, grid.lesson_mm, grid.mark_pt, ink))
        else:
            cells.append(_EMPTY if always or student.attends(lesson.date) else _DASHED)
    return tuple(cells)


def _lesson_cell(section: Section, student: Student, lesson: Lesson, grid: Grid, ink: Ink) -> Cell:
    marks = section.marks.get((student.id, lesson.id), ())
    if marks:
        return mark_cell(marks, grid.lesson_mm, grid.mark_pt, ink)
    return _EMPTY if student.attends(lesson.date) else _DASHED


def _leave_text(leave: Leave, ink: Ink) -> str:
    until = f" по {day(leave.end)}" if leave.end else ""
    order = f" ({ink(leave.order)})" if ink(leave.order) else ""
    return f"академ. отпуск с {day(leave.start)}{until}{order}"


def _leave_cell(leave: Leave, span: int, width: float, ink: Ink) -> tuple[Cell, bool]:
    whole = _leave_text(leave, ink)
    for text in (whole, whole.split(" (")[0], "академ. отпуск", "а/о"):
        points = min(fitting_points(text, width - 1.2), _LEAVE_PT)
        if points >= (6.0 if len(text) > 3 else SMALLEST_PT):
            return Cell((text,), span, clamp(points, (SMALLEST_PT, _LEAVE_PT)), leave=True), text == whole
    return Cell(("ао",), span, SMALLEST_PT, leave=True), False
