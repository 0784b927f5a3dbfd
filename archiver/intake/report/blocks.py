"""A grid cut into blocks, one for every printed page: subject, dates, students, cells, topics.

The layout (domain 4.2): «Предмет : …», lines of the heading, a row of months, a row of days,
students until the first row whose first cell is not a number, and possibly the facing list. All
that is wrong is told with its cell; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from archiver.intake.report.columns import FIRST, Columns, is_month_row, read_columns, width
from archiver.intake.report.facing import PLANNED, Facing, Field, find_facing, read_facing
from archiver.intake.report.grid import Grid, address
from archiver.intake.report.lines import Heading, Word, subject_line, words
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.journal.subjects import split_subgroup
from archiver.locale import _

_NUMBER = re.compile(r"(\d{1,4})[.)]?")
_NAME_HEADING = re.compile(r"^(ф\.?\s*и\.?\s*о|фамилия|список|студент|обучающ)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A row of the list."""

    row: int
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """One page of one subject, still without years. `cells` are (row, column) → text, not empty ones."""

    file: str
    sheet: str | None
    row: int
    head: int  # the row of days
    heading: Heading
    subject: str
    subgroup: str | None
    columns: Columns
    students: tuple[StudentRow, ...] = ()
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    facing: Facing | None = None
    planned_hours: int | None = None

    def place(self, row: int | None = None, column: int = 0) -> Place:
        """The place of a cell of this block; its first cell without `row`."""
        return place(
            self.file, self.sheet, self.row if row is None else row, column, self.subject, self.subgroup
        )


def place(
    file: str,
    sheet: str | None,
    row: int,
    column: int,
    subject: str | None = None,
    subgroup: str | None = None,
) -> Place:
    """The place of a cell counted from zero."""
    return Place(file=file, sheet=sheet, cell=address(row, column), subject=subject, subgroup=subgroup)


def has_blocks(grid: Grid) -> bool:
    """Whether there is a «Предмет :» line at all."""
    return any(subject_line(row) for row in grid.rows)


def read_blocks(file: str, grid: Grid) -> tuple[list[Block], list[Finding]]:
    """The blocks of a sheet in order, and everything that is wrong with them."""
    starts = [row for row, cells in enumerate(grid.rows) if subject_line(cells)]
    blocks: list[Block] = []
    problems: list[Finding] = list(_pages_without_subject(file, grid, 0, starts[0] if starts else 0))
    around = _heading(grid, 0, starts[0] if starts else 0, Heading())
    for start, end in pairwise([*starts, len(grid.rows)]):
        block, found, bottom = _block(file, grid, start, end, around)
        problems += found
        if block is not None:
            blocks.append(block)
            around = _merged(around, block.heading)
            problems += _pages_without_subject(file, grid, bottom, end)
        around = _heading(grid, bottom, end, around)
    return blocks, problems


def _merged(around: Heading, inside: Heading) -> Heading:
    """What holds for the next block: the group and the year go on, the interval only from outside."""
    lasting = inside.lasting()
    told = {name: getattr(lasting, name) or getattr(around, name) for name in Heading.__dataclass_fields__}
    return Heading(**(told | {"interval": around.interval}))


def _heading(grid: Grid, start: int, end: int, heading: Heading) -> Heading:
    """`heading` with what the lines outside of blocks say; they say it of all blocks below."""
    for row in range(start, end):
        for word, value in words(grid.rows[row]):
            if word not in {Word.SUBJECT, Word.TEACHER, Word.SUBGROUP}:
                heading = heading.told(word, value)
    return heading


def _pages_without_subject(file: str, grid: Grid, start: int, end: int) -> Iterator[Finding]:
    for row in range(start, end - 1):
        if is_month_row(grid, row):
            yield finding(
                "report.no-subject",
                _("{file}, row {row}: a table of marks without a line «Предмет : …» above it.").format(
                    file=file, row=row + 1
                ),
                place=place(file, grid.sheet, row, 0),
            )


def _block(
    file: str, grid: Grid, start: int, end: int, around: Heading
) -> tuple[Block | None, list[Finding], int]:
    """The block that begins at `start`, its problems, and the row where its students end."""
    top, months = _top(grid, start, end)
    own = around
    for row in range(start, start + 1 if top is None else top):
        for word, value in words(grid.rows[row]):
            own = own.told(word, value)
    subject, subgroup = split_subgroup(own.subject or "")
    subgroup = own.subgroup or subgroup
    where = Place(file=file, sheet=grid.sheet, cell=address(start, 0), subject=subject or None)
    problems: list[Finding] = []
    if not subject:
        message = _("{file}, row {row}: the line «Предмет :» names no subject.")
        problems.append(finding("report.no-subject", message.format(file=file, row=start + 1), place=where))
    if top is None:
        message = _("{file}, row {row}: no row of months under «{subject}».")
        problems.append(
            finding(
                "report.no-months", message.format(file=file, row=start + 1, subject=subject), place=where
            )
        )
        return None, problems, start + 1

    first = top + (2 if months else 1)
    students, bottom = _students(grid, first, end)
    list_at = find_facing(grid, chain(range(top, first), range(bottom, end)))
    facing = None
    right = width(grid, iter(range(top, first)))
    if list_at is not None:
        at, fields = list_at
        beside = at < first
        facing = read_facing(grid, at, end, fields, first=first if beside else at + 1)
        right = min(right, facing.left) if beside else right
    columns = read_columns(grid, top, right, months=months)
    block = Block(
        file, grid.sheet, start, first - 1, own, subject, subgroup, columns, students,
        _cells(grid, students, columns), facing, _planned(grid, first, end),
    )  # fmt: skip
    marks_end = facing.left if facing is not None and facing.top < first else None
    problems += _problems(block, grid, marks_end, months=months)
    bottom = end if facing is not None and facing.top >= bottom else bottom
    return (block if subject else None), problems, min(bottom, end)


def _top(grid: Grid, start: int, end: int) -> tuple[int | None, bool]:
    """The heading row of the table and whether it names months; a page without lessons has only titles."""
    for row in range(start + 1, end):
        if row + 1 < len(grid.rows) and is_month_row(grid, row):
            return row, True
        cells = grid.rows[row]
        if _NUMBER.fullmatch(cells[0] if cells else "") and grid.text(row, 1):
            break
    for row in range(start + 1, end):
        if _NAME_HEADING.search(grid.text(row, 1)):
            # Months with nothing below, or days with nothing above: read as a table to name the cells.
            return row, row + 1 < end and not _NUMBER.fullmatch(grid.text(row + 1, 0))
    return None, False


def _students(grid: Grid, first: int, end: int) -> tuple[tuple[StudentRow, ...], int]:
    """Rows from `first` until the first cell is not a number, and the row after the last of them."""
    rows: list[StudentRow] = []
    for row in range(first, end):
        found = _NUMBER.fullmatch(grid.text(row, 0))
        if not found:
            return tuple(rows), row
        rows.append(StudentRow(row, int(found[1]), grid.text(row, 1)))
    return tuple(rows), end


def _cells(grid: Grid, students: Sequence[StudentRow], columns: Columns) -> dict[tuple[int, int], str]:
    wanted = [one.column for one in columns.days] + [one.column for one in columns.titles]
    return {
        (student.row, column): grid.text(student.row, column)
        for student in students
        if student.name
        for column in wanted
        if grid.text(student.row, column)
    }


def _planned(grid: Grid, first: int, end: int) -> int | None:
    for row in range(first, end):
        for text in grid.rows[row]:
            found = PLANNED.search(text)
            if found:
                return int(found[1])
    return None


def _problems(block: Block, grid: Grid, marks_end: int | None, *, months: bool) -> Iterator[Finding]:
    for row, column, message in block.columns.wrong:
        yield finding(
            "report.bad-day",
            _("{subject}, cell {cell}: {what}").format(
                subject=block.subject, cell=address(row, column), what=message
            ),
            place=block.place(row, column),
        )
    if not months and block.cells and not block.columns.titles:
        yield finding(
            "report.no-months",
            _("{file}, row {row}: no row of months under «{subject}».").format(
                file=block.file, row=block.row + 1, subject=block.subject
            ),
            place=block.place(),
        )
    if not any(student.name for student in block.students):
        yield finding(
            "report.no-students",
            _("{subject}: there is no list of students under the days.").format(subject=block.subject),
            place=block.place(),
        )
    yield from _row_problems(block, grid, marks_end)


def _row_problems(block: Block, grid: Grid, marks_end: int | None) -> Iterator[Finding]:
    known = {one.column for one in block.columns.days} | {one.column for one in block.columns.titles}
    wrong = {column for _row, column, _message in block.columns.wrong}
    numbers: dict[int, int] = {}
    for student in block.students:
        row = grid.rows[student.row][:marks_end]
        stray = [c for c in range(FIRST, len(row)) if row[c] and c not in known and c not in wrong]
        if not student.name:
            if any(row[FIRST:]):
                message = _("{subject}: row {row} of the list has marks but no name.")
                yield finding(
                    "report.name-missing",
                    message.format(subject=block.subject, row=student.row + 1),
                    place=block.place(student.row, 1),
                )
            continue
        if stray:
            message = _("{subject}, cell {cell}: a mark in a column without a day or a title.")
            yield finding(
                "mark.no-place",
                message.format(subject=block.subject, cell=address(student.row, stray[0])),
                place=block.place(student.row, stray[0]),
            )
        if student.number in numbers:
            message = _("{subject}: the number {number} stands twice in the list (rows {one} and {two}).")
            yield finding(
                "report.number-twice",
                message.format(
                    subject=block.subject, number=student.number,
                    one=numbers[student.number] + 1, two=student.row + 1,
                ),
                place=block.place(student.row, 0),
            )  # fmt: skip
        numbers.setdefault(student.number, student.row)


__all__ = ["Block", "Facing", "Field", "StudentRow", "has_blocks", "read_blocks"]
