"""What is wrong with one block, told with its cells; every cell told is marked reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archiver.intake.report.blocks import Block
from archiver.intake.report.layout import Layout
from archiver.intake.report.ledger import Ledger
from archiver.intake.report.rows import Listed, StudentRow
from archiver.intake.report.sheets.grid import Cell, Grid, address
from archiver.intake.report.sheets.written_dates import date_of, month_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.locale import _, ngettext

SHOWN = 5
_SHORTEST_DATE = 5  # «4.мая»
_DAY_OF_MONTH = re.compile(r"(\d{1,2})[. -](\w{3,8})\.?(?:[. -]\d{2,4})?")


def listed_cells(cells: Sequence[Cell]) -> str:
    """The addresses of the first few cells: «C7, C8 …»."""
    shown = ", ".join(address(*cell) for cell in cells[:SHOWN])
    return f"{shown} …" if len(cells) > SHOWN else shown


def problems_of(
    block: Block, grid: Grid, ledger: Ledger, layout: Layout, listed: Listed
) -> Iterator[Finding]:
    """Wrong headings, missing students and names, marks without a place, and marks that are none."""
    for row, column, message in block.columns.wrong:
        yield finding(
            "report.bad-day",
            _("{subject}, cell {cell}: {what}").format(
                subject=block.subject, cell=address(row, column), what=message
            ),
            place=block.place(row, column),
        )
    if not block.students:
        yield finding(
            "report.no-students",
            _("{subject}: there is no list of students under the days.").format(subject=block.subject),
            place=block.place(),
        )
    yield from _of_rows(block, ledger, layout, listed)
    yield from _of_list(block, listed)
    yield from _of_marks(block, grid)


def _of_rows(block: Block, ledger: Ledger, layout: Layout, listed: Listed) -> Iterator[Finding]:
    for row in listed.nameless:
        message = _("{subject}: row {row} of the list has marks but no name.")
        yield finding(
            "report.name-missing",
            message.format(subject=block.subject, row=row + 1),
            place=block.place(row, layout.names[0]),
        )
    columns = frozenset(layout.of_marks())
    for student in block.students:
        opened = ledger.open_in(student.row, 0, layout.right)
        stray = [(student.row, column) for column in opened if column in columns]
        if stray:
            ledger.report(stray)
            message = ngettext(
                "{subject}, cell {cell}: a mark in a column without a day or a title.",
                "{subject}, cells {cell}: marks in columns without a day or a title.",
                len(stray),
            )
            yield finding(
                "mark.no-place",
                message.format(subject=block.subject, cell=listed_cells(stray)),
                place=block.place(*stray[0]),
            )


def _of_list(block: Block, listed: Listed) -> Iterator[Finding]:
    numbers: dict[int, StudentRow] = {}
    for student in block.students:
        if student.number is None:
            continue
        first = numbers.setdefault(student.number, student)
        if first is not student:
            message = _("{subject}: the number {number} stands twice in the list (rows {one} and {two}).")
            yield finding(
                "report.number-twice",
                message.format(
                    subject=block.subject, number=student.number, one=first.row + 1, two=student.row + 1
                ),
                place=block.place(student.row, 0),
            )
    if listed.separators:
        message = _("{subject}: the list is parted into subgroups (row {row}); it is printed as one list.")
        text = message.format(
            subject=block.subject, row=", ".join(str(row + 1) for row in listed.separators[:SHOWN])
        )
        if listed.anew:
            text += " " + _("The second part was numbered on.")
        yield finding("report.subgroups-in-list", text, place=block.place(listed.separators[0], 0))


def _of_marks(block: Block, grid: Grid) -> Iterator[Finding]:
    dates = [
        (cell, guess) for cell, written in block.cells.items() if (guess := _grades(grid, cell, written.text))
    ]
    if dates:
        told = "; ".join(
            _("{cell}: {date}, probably {grades}").format(
                cell=address(*cell), date=grid.text(*cell), grades=guess
            )
            for cell, guess in dates[:SHOWN]
        )
        message = ngettext(
            "{subject}: {count} mark was turned into a date by a spreadsheet program ({cells}).",
            "{subject}: {count} marks were turned into dates by a spreadsheet program ({cells}).",
            len(dates),
        )
        yield finding(
            "report.date-for-mark",
            message.format(
                subject=block.subject, count=len(dates), cells=told + (" …" if len(dates) > SHOWN else "")
            ),
            place=block.place(*dates[0][0]),
        )
    rows = {student.row for student in block.students}
    yield from _of_merged(block, grid, rows)
    struck = sorted(cell for cell in grid.struck if cell[0] in rows)
    if struck:
        message = ngettext(
            "{subject}: {count} cell is struck out ({cells}); a struck mark counts as none.",
            "{subject}: {count} cells are struck out ({cells}); struck marks count as none.",
            len(struck),
        )
        yield finding(
            "report.struck",
            message.format(subject=block.subject, count=len(struck), cells=listed_cells(struck)),
            place=block.place(*struck[0]),
        )


def _of_merged(block: Block, grid: Grid, rows: set[int]) -> Iterator[Finding]:
    """Marks written once over several lessons or students: they are printed in the first cell only."""
    columns = set(block.columns.kept())
    merged = sorted(
        {
            first
            for (row, column), first in grid.covered.items()
            if row in rows and column in columns and first in block.cells
        }
    )
    if merged:
        message = ngettext(
            "{subject}: {count} mark stands over several merged cells ({cells}); "
            "it is printed in the first of them only.",
            "{subject}: {count} marks stand over several merged cells ({cells}); "
            "they are printed in the first of them only.",
            len(merged),
        )
        yield finding(
            "report.merged-marks",
            message.format(subject=block.subject, count=len(merged), cells=listed_cells(merged)),
            place=block.place(*merged[0]),
        )


def _grades(grid: Grid, cell: Cell, text: str) -> str | None:
    """What a date among the marks was before: «4/5» for 04.05.2025; None where the cell is no date."""
    if len(text) < _SHORTEST_DATE:
        return None
    whole = date_of(text.split(" ", maxsplit=1)[0])
    if cell in grid.dates:
        return f"«{whole.day}/{whole.month}»" if whole else _("two grades")
    if whole is not None and whole.year is not None:
        return f"«{whole.day}/{whole.month}»"
    found = _DAY_OF_MONTH.fullmatch(text)
    if found:
        month = month_of(found[2])
        return f"«{int(found[1])}/{month[0]}»" if month else None
    return None
