"""One printed page of one subject as it stands on a sheet: still without years and terms."""

from __future__ import annotations

from dataclasses import dataclass, field

from archiver.intake.report.columns import Columns
from archiver.intake.report.facing import Facing
from archiver.intake.report.lines import Heading
from archiver.intake.report.rows import StudentRow
from archiver.intake.report.sheets.grid import Cell, Written, address
from archiver.journal.findings import Place


@dataclass(frozen=True, slots=True)
class Block:
    """A page. `cells` are what stands at (row, column), not empty ones; `head` is the row of days."""

    file: str
    sheet: str | None
    row: int
    head: int
    heading: Heading
    subject: str
    subgroup: str | None
    columns: Columns
    students: tuple[StudentRow, ...] = ()
    cells: dict[Cell, Written] = field(default_factory=dict)
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
