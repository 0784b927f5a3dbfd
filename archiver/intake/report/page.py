"""One block of a sheet read: its lines, its heading, its list, its marks and its facing list.

Every cell that is taken is marked in the ledger; what no rule knows stays open there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from archiver.intake.report.blocks import Block, place
from archiver.intake.report.columns import Columns, read_columns
from archiver.intake.report.facing import Facing, find_facing, read_facing
from archiver.intake.report.layout import (
    Layout,
    find_layout,
    is_month_row,
    is_name_heading,
    is_number_heading,
)
from archiver.intake.report.ledger import Ledger
from archiver.intake.report.lines import Heading, words
from archiver.intake.report.loose import Unprinted, planned_hours, take_row
from archiver.intake.report.page_problems import problems_of
from archiver.intake.report.rows import Listed, StudentRow, read_list
from archiver.intake.report.sheets.grid import Cell, Grid, Written
from archiver.intake.report.telling import Taken, Telling
from archiver.journal.codes import finding
from archiver.journal.collation import same_name
from archiver.journal.findings import Finding
from archiver.journal.subjects import split_subgroup
from archiver.locale import _

_CONTINUED = re.compile(
    r"\s*[(,–—-]\s*(?:продолжение|прод\.|окончание|(?:стр|лист)\.?\s*\d{1,3})\)?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """A block with all that is wrong with it, and what its lines say of the blocks below.

    `block` is None where nothing of it can be printed; then a blocking finding says why.
    """

    block: Block | None
    findings: tuple[Finding, ...]
    after: Heading


def read_page(
    file: str, grid: Grid, ledger: Ledger, start: int, end: int, around: Heading, unprinted: Unprinted
) -> Page:
    """The block that begins at row `start` and ends before `end`."""
    layout = find_layout(grid, start, end)
    telling = Telling(around)
    for row in range(start, start + 1 if layout is None else layout.top):
        take_row(grid, ledger, row, unprinted, telling.above, heading=True)
        if layout is not None:
            _use_labels(grid, ledger, row)
    name = telling.own.subject or telling.own.module or ""
    subject, written = split_subgroup(_CONTINUED.sub("", name))
    subgroup = telling.subgroup or written or around.subgroup
    where = place(file, grid.sheet, start, 0, subject or None)
    findings = []
    if not subject:
        message = _("{file}, row {row}: the line «Предмет :» names no subject.")
        findings.append(finding("report.no-subject", message.format(file=file, row=start + 1), place=where))
    if layout is None:
        message = _("{file}, row {row}: no row of months under «{subject}».").format(
            file=file, row=start + 1, subject=subject
        )
        findings.append(finding("report.no-months", message, place=where))
        _tell_rows(grid, ledger, range(start + 1, end), telling)
        ledger.report_rows(start, end)
        return Page(None, tuple(findings), telling.after())

    found = find_facing(grid, range(layout.top, end))
    beside = found is not None and found[0] < layout.first
    list_end = end if found is None or beside else found[0]
    right = min(found[1].values()) if found and beside else _width(grid, layout.top, list_end)
    layout = replace(layout, right=right)
    columns = read_columns(grid, layout)
    if columns.second is not None:
        layout = replace(layout, right=columns.second)
    listed = read_list(grid, ledger, layout, list_end, unprinted, telling.below)
    facing = None
    if found is not None:
        rows = range(layout.first if beside else found[0] + 1, end)
        facing = read_facing(grid, ledger, found, rows, unprinted, telling.below)
    _use_teacher(ledger, layout, listed, telling.own.teacher)
    students = _numbered(listed)
    block = Block(
        file, grid.sheet, start, layout.first - 1, telling.own, subject, subgroup, columns, students,
        _cells(grid, ledger, students, columns), facing, planned_hours(grid, start, end),
    )  # fmt: skip
    _use_heading(grid, ledger, layout, columns)
    findings += problems_of(block, grid, ledger, layout, listed)
    for other, stop in _others(listed, facing, list_end, end):
        findings += _of_no_subject(file, grid, ledger, range(other, stop), layout)
        _tell_rows(grid, ledger, range(other, stop), telling)
    if not subject:
        ledger.drop_rows(start, end)
        return Page(None, tuple(findings), telling.after())
    return Page(block, tuple(findings), telling.after())


def _width(grid: Grid, start: int, end: int) -> int:
    return max((len(grid.rows[row]) for row in range(start, end)), default=0)


def _use_labels(grid: Grid, ledger: Ledger, row: int) -> None:
    """«№» and «ФИО» that stand in a row of their own above the months."""
    for column in ledger.open_in(row):
        text = grid.text(row, column)
        if is_name_heading(text) or is_number_heading(text):
            ledger.use(row, column)


def _use_heading(grid: Grid, ledger: Ledger, layout: Layout, columns: Columns) -> None:
    """The titles of numbers and names, months, days and titles; what is wrong among them is named."""
    ledger.report((row, column) for row, column, _message in columns.wrong)
    wrong = {(row, column) for row, column, _message in columns.wrong}
    for row in range(layout.top, layout.first):
        for column in range(layout.right):
            text = grid.text(row, column)
            label = column not in layout.of_marks()
            if (row, column) not in wrong and not (label and _has_digits(text)):
                ledger.use(row, column)


def _use_teacher(ledger: Ledger, layout: Layout, listed: Listed, teacher: str | None) -> None:
    """The name under the list may be the teacher's, who signs there."""
    for one in listed.bare:
        if teacher and same_name(one.name, teacher):
            ledger.use(one.row, *layout.names)


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))


def _numbered(listed: Listed) -> tuple[StudentRow, ...]:
    """The students, those of a part that is numbered from the beginning again after all before it."""
    students: list[StudentRow] = []
    added = 0
    for one in listed.students:
        if one.row in listed.anew:
            added = max((before.number or 0 for before in students), default=0)
        students.append(replace(one, number=None if one.number is None else one.number + added))
    return tuple(students)


def _cells(
    grid: Grid, ledger: Ledger, students: tuple[StudentRow, ...], columns: Columns
) -> dict[Cell, Written]:
    """The cells of the list that are not empty; those under a wrong heading are named with it."""
    cells = {}
    kept = columns.kept()
    wrong = {column for _row, column, _message in columns.wrong}
    plain: dict[str, Written] = {}  # a page has few marks that differ
    for student in students:
        row = grid.rows[student.row]
        if wrong:
            ledger.report((student.row, column) for column in wrong)
        ledger.use(student.row, *kept)
        for column in kept:
            if column < len(row) and (text := row[column]):
                cell = student.row, column
                if cell in grid.fractions or cell in grid.struck:
                    cells[cell] = grid.written(*cell)
                else:
                    cells[cell] = plain.get(text) or plain.setdefault(text, Written(text))
    return cells


def _others(listed: Listed, facing: Facing | None, list_end: int, end: int) -> list[tuple[int, int]]:
    """Rows from which another table stands in the block, with the row it ends before."""
    found = []
    if listed.other is not None:
        found.append((listed.other, list_end))
    if facing is not None and facing.other is not None:
        found.append((facing.other, end))
    return found


def _of_no_subject(file: str, grid: Grid, ledger: Ledger, rows: range, layout: Layout) -> list[Finding]:
    """A page without its subject is named; any other table stays open, for nobody knows what it is."""
    anew = [grid.rows[row][: layout.right] for row in range(layout.top, layout.first)]
    again = [grid.rows[row][: layout.right] for row in rows[: len(anew)]]
    if again != anew and not is_month_row(grid, rows.start):
        return []
    ledger.report_rows(rows.start, rows.stop, 0, layout.right)
    return [without_subject(file, grid, row) for row in rows if row == rows.start or is_month_row(grid, row)]


def without_subject(file: str, grid: Grid, row: int) -> Finding:
    """A table of marks over which nothing tells its subject."""
    message = _("{file}, row {row}: a table of marks without a line «Предмет : …» above it.")
    return finding(
        "report.no-subject", message.format(file=file, row=row + 1), place=place(file, grid.sheet, row, 0)
    )


def _tell_rows(grid: Grid, ledger: Ledger, rows: range, telling: Telling) -> None:
    """Lines among rows that are not read: what they say of the pages below still holds."""
    for row in rows:
        for told in words(grid.rows[row]):
            if telling.below(told) is Taken.YES:
                ledger.use(row, *told.columns)
