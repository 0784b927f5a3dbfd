"""What stands in the cells of a student's row: marks, dashes outside enrolment, leave across days."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from archiver.journal.marks import cell_pieces
from archiver.journal.model import Leave, Lesson, Mark, MarkKind, PeriodColumn, Section, Stay, Student
from archiver.journal.signs import as_printed, is_absence_sign
from archiver.journal.words import day
from archiver.press.section.geometry import PADDING_MM, clamp
from archiver.press.section.slots import Slots, Wrapping
from archiver.press.section.spec import EMPTY, Cell, Grid
from archiver.press.text.ink import Ink
from archiver.press.text.measure import fitting_points, width_mm
from archiver.press.text.printable import printable

DASH = "—"
SMALL_CAPITALS = 0.8
"""Of the size of marks: capitals so high as small letters, which a row of grades does not swallow."""
_KEPT = 1000
"""Cells remembered a width and a size; a college's marks are fewer, hostile data is not."""

_DASHED = Cell((DASH,))
_ABSENCE = MarkKind.ABSENCE
Name = TypeVar("Name")


class MarkCells:
    """The cells of columns of one width and size, each mark that stands alone set once.

    `stated` is the size that a cell tells when its marks fit in `points`: None for the grid's own.
    """

    def __init__(self, width: float, points: float, slot: Wrapping, stated: float | None) -> None:
        self._measures = width, points
        self._slot, self._stated = slot, stated
        self._absences: dict[str, Cell] = {}
        self._others: dict[str, Cell] = {}
        self._several: dict[tuple[tuple[str, MarkKind, str | None], ...], Cell] = {}

    def of(self, marks: Sequence[Mark], ink: Ink) -> Cell:
        """The cell of some marks."""
        first = marks[0]
        if len(marks) == 1 and first.before is None:
            known = self._absences if first.kind is _ABSENCE else self._others
            return known.get(first.text) or self._set(known, first.text, marks, ink)
        name = tuple([(mark.text, mark.kind, mark.before) for mark in marks])
        return self._several.get(name) or self._set(self._several, name, marks, ink)

    def _set(self, known: dict[Name, Cell], name: Name, marks: Sequence[Mark], ink: Ink) -> Cell:
        cell = mark_cell(marks, *self._measures, ink, self._slot, self._stated)
        if not any(printable(mark.text)[1] for mark in marks):  # what is missing is told by every section
            if len(known) > _KEPT:
                known.clear()
            known[name] = cell
        return cell


mark_cells = functools.lru_cache(maxsize=1000)(MarkCells)
"""The cells of a width and a size, kept from section to section."""


def by_student(
    marks: Mapping[tuple[str, str], Sequence[Mark]],
    students: Iterable[Student],
    columns: Sequence[Lesson | PeriodColumn],
    setting: MarkCells,
    ink: Ink,
) -> dict[str, list[Cell]]:
    """The cells of every student in these columns, those of `marks` in their places, the others `EMPTY`.

    Goes through the marks, not through the places: most of a journal is empty.
    """
    rows = {student.id: [EMPTY] * len(columns) for student in students}
    names = [column.id for column in columns]
    places = {name: at for at, name in enumerate(names)}
    row_of, place_of, cell_of = rows.get, places.get, setting.of
    for (student, column), here in marks.items():
        row, at = row_of(student), place_of(column)
        if row is not None and at is not None and here:
            row[at] = cell_of(here, ink)
    if len(places) < len(columns):  # columns of one name, as only a journal made by hand has
        for row in rows.values():
            row[:] = [row[places[name]] for name in names]
    return rows


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
        return Cell()
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


@dataclass(frozen=True, slots=True)
class Taught:
    """Lessons that stand on one page: their place among all of the section, and their first and last day."""

    at: slice
    lessons: Sequence[Lesson]
    days: Stay

    @classmethod
    def of(cls, lessons: Sequence[Lesson], at: range) -> Taught:
        """Those of all `lessons` of a section that stand `at` these indices."""
        some = lessons[at.start : at.stop]
        dates = [lesson.date for lesson in some]
        return cls(slice(at.start, at.stop), some, Stay(min(dates, default=None), max(dates, default=None)))


def lesson_cells(
    row: Sequence[Cell], student: Student, taught: Taught, grid: Grid, ink: Ink, slots: Slots
) -> tuple[tuple[Cell, ...], list[str]]:
    """The student's cells at the lessons of a page, and notes on what they had no room for.

    `row` are those of marks at all lessons (`by_student`). A mark is printed wherever the source has one;
    before enrolment and after leaving stands a dash; a run of lessons within one leave becomes one cell with
    the leave's dates and order.
    """
    row, lessons = _dashed(row[taught.at], student, taught), taught.lessons
    if not student.leaves:
        return tuple(row), []
    cells: list[Cell] = []
    notes: list[str] = []

    def leave_of(place: tuple[Cell, Lesson]) -> Leave | None:
        cell, lesson = place
        if cell is not EMPTY or not student.attends(lesson.date):
            return None
        return next((leave for leave in student.leaves if _within(leave, lesson.date)), None)

    for leave, run in groupby(zip(row, lessons, strict=True), leave_of):
        places = list(run)
        if leave is None:
            cells += [cell for cell, _lesson in places]
            continue
        span = len(places)
        cell, whole = _leave_cell(leave, span, span * grid.lesson_mm, ink, slots)
        cells.append(cell)
        if not whole and _leave_text(leave, ink) not in notes:
            notes.append(_leave_text(leave, ink))
    return tuple(cells), notes


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


def _dashed(row: Sequence[Cell], student: Student, taught: Taught) -> Sequence[Cell]:
    """The row with a dash where the student was not in the group and has no mark."""
    if student.enrolled is None and student.left is None:
        return row
    first, last = taught.days.start, taught.days.end
    if first is None or last is None:
        return row
    if not student.away and student.attends(first) and student.attends(last):
        return row  # in the group on all days of the page
    return [
        _DASHED if cell is EMPTY and not student.attends(lesson.date) else cell
        for cell, lesson in zip(row, taught.lessons, strict=True)
    ]


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
