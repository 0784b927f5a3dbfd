"""What stands in the cells of a student's row: marks, dashes outside enrolment, leave across days."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from archiver.journal.marks import cell_pieces
from archiver.journal.model import Leave, Lesson, Mark, MarkKind, PeriodColumn, Section, Student
from archiver.journal.signs import as_printed, is_absence_sign
from archiver.journal.words import day
from archiver.press.section.geometry import PADDING_MM, clamp
from archiver.press.section.slots import Slots, Wrapping
from archiver.press.section.spec import Cell, Grid
from archiver.press.text.ink import Ink
from archiver.press.text.measure import fitting_points, width_mm
from archiver.press.text.printable import printable

DASH = "—"
SMALL_CAPITALS = 0.8
"""Of the size of marks: capitals so high as small letters, which a row of grades does not swallow."""
_ALONE_KEPT = 1000


EMPTY = Cell()
_DASHED = Cell((DASH,))


def by_student(
    marks: Mapping[tuple[str, str], Sequence[Mark]],
) -> Mapping[str, Mapping[str, Sequence[Mark]]]:
    """A section's marks, given by student and column, as those of each student by column."""
    found: defaultdict[str, dict[str, Sequence[Mark]]] = defaultdict(dict)
    for (student, column), some in marks.items():
        found[student][column] = some
    return found


def mark_cell(
    marks: Sequence[Mark], width: float, points: float, ink: Ink, slot: Wrapping, stated: float | None = None
) -> Cell:
    """The cell's text on one line if the column holds it, else on as many as its marks need.

    `stated` is the size that the cell tells when they fit in `points`: None for the grid's own. Signs of
    absences are capitals: small ones where nothing else stands in the cell, of its size beside a grade.
    """
    shown = [as_printed(mark) for mark in marks]
    pieces = tuple([piece for piece in [_inked(piece, ink) for piece in cell_pieces(shown)] if piece])
    if not pieces:
        return EMPTY
    if all(map(is_absence_sign, marks)):
        small = clamp(points * SMALL_CAPITALS, (min(slot.wrapped_to, points), points))
        if small < points:
            return _set_marks(pieces, width, small, slot, small)
    return _set_marks(pieces, width, points, slot, stated)


def _inked(piece: str, ink: Ink) -> str:
    """The piece as it can be printed; a space at its end parts it from the next and stays."""
    text = ink(piece)
    return f"{text} " if text and piece[-1].isspace() else text


@functools.lru_cache(maxsize=20_000)
def _set_marks(
    pieces: tuple[str, ...], width: float, points: float, slot: Wrapping, stated: float | None
) -> Cell:
    # The same few marks stand in the columns of a whole year: each is fitted once.
    line = "".join(pieces)
    room = width - min(PADDING_MM / 2, width / 8)
    fitting = fitting_points(line, room)
    if fitting >= points:
        return Cell((line,), points=stated)
    if fitting >= slot.shrink_to:
        return Cell((line,), points=clamp(fitting, (slot.shrink_to, points)))
    widest = min(fitting_points(piece, room) for piece in pieces)
    size = clamp(min(widest, points), (slot.wrapped_to, points))
    lines = [""]
    for piece in pieces:
        if lines[-1] and width_mm(lines[-1] + piece, size) > room:
            lines.append("")
        lines[-1] += piece
    return Cell(tuple([line.rstrip() for line in lines]), points=size if size != points else stated)


def lesson_cells(
    marks: Mapping[str, Sequence[Mark]],
    student: Student,
    lessons: Sequence[Lesson],
    grid: Grid,
    ink: Ink,
    slots: Slots,
) -> tuple[tuple[Cell, ...], list[str]]:
    """The student's cells at these lessons, and notes on what they had no room for.

    `marks` are the student's by lesson. A mark is printed wherever the source has one; before enrolment
    and after leaving stands a dash; a run of lessons within one leave becomes one cell with the leave's
    dates and order.
    """
    if not student.leaves:
        return _plain_cells(marks, student, lessons, grid, ink, slots.mark), []
    cells: list[Cell] = []
    notes: list[str] = []

    def leave_of(lesson: Lesson) -> Leave | None:
        if marks.get(lesson.id) or not student.attends(lesson.date):
            return None
        return next((leave for leave in student.leaves if _within(leave, lesson.date)), None)

    for leave, run in groupby(lessons, leave_of):
        if leave is None:
            cells += _plain_cells(marks, student, list(run), grid, ink, slots.mark)
            continue
        span = len(list(run))
        cell, whole = _leave_cell(leave, span, span * grid.lesson_mm, ink, slots)
        cells.append(cell)
        if not whole and _leave_text(leave, ink) not in notes:
            notes.append(_leave_text(leave, ink))
    return tuple(cells), notes


def period_cells(
    marks: Mapping[str, Sequence[Mark]], columns: Sequence[PeriodColumn], grid: Grid, ink: Ink, slot: Wrapping
) -> tuple[Cell, ...]:
    """The student's cells in the columns after the lessons; `marks` are the student's by column."""
    stated = grid.name_pt if grid.name_pt != grid.mark_pt else None
    return tuple(
        mark_cell(marks.get(column.id, ()), grid.period_mm, grid.name_pt, ink, slot, stated)
        for column in columns
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
    marks: Mapping[str, Sequence[Mark]],
    student: Student,
    lessons: Sequence[Lesson],
    grid: Grid,
    ink: Ink,
    slot: Wrapping,
) -> tuple[Cell, ...]:
    """The cells at lessons without leaves: most of a journal, so looked up with few words."""
    always = student.enrolled is None and student.left is None
    known = _alone(grid.lesson_mm, grid.mark_pt, slot)
    cells = []
    for lesson in lessons:
        here = marks.get(lesson.id)
        if not here:
            cells.append(EMPTY if always or student.attends(lesson.date) else _DASHED)
            continue
        first = here[0]
        alone = (
            (first.text, first.kind is MarkKind.ABSENCE) if len(here) == 1 and first.before is None else None
        )
        cell = known.get(alone)
        if cell is None:
            cell = mark_cell(here, grid.lesson_mm, grid.mark_pt, ink, slot)
            if alone is not None and not printable(first.text)[1]:  # what is missing is told by every section
                if len(known) > _ALONE_KEPT:
                    known.clear()
                known[alone] = cell
        cells.append(cell)
    return tuple(cells)


@functools.lru_cache(maxsize=1000)
def _alone(_width: float, _points: float, _slot: Wrapping) -> dict[tuple[str, bool] | None, Cell]:
    """The cells of marks that stand alone in a column of this width, as far as they are known."""
    return {}


def _leave_text(leave: Leave, ink: Ink) -> str:
    until = f" по {day(leave.end)}" if leave.end else ""
    order = f" ({ink(leave.order)})" if ink(leave.order) else ""
    return f"академ. отпуск с {day(leave.start)}{until}{order}"


def _leave_cell(leave: Leave, span: int, width: float, ink: Ink, slots: Slots) -> tuple[Cell, bool]:
    whole = _leave_text(leave, ink)
    for text in (whole, whole.split(" (")[0], "академ. отпуск", "а/о"):
        points = min(fitting_points(text, width - 1.2), slots.leave.size)
        # The shortest is no longer than a mark is, and may be as small.
        floor = slots.leave.shrink_to if len(text) > 3 else slots.mark.wrapped_to
        if points >= floor:
            return Cell((text,), span, clamp(points, (floor, slots.leave.size)), leave=True), text == whole
    return Cell(("ао",), span, slots.mark.wrapped_to, leave=True), False
