"""The account of a sheet's cells while it is read: every one that is not empty is used or reported.

Whoever takes a cell into the journal, or understands it as a heading, a number or a separator, marks
it used; whoever names it in a finding marks it reported. What is left nobody has looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.intake.report.sheets.grid import Cell, Grid

_EMPTY, _OPEN, _REPORTED, _USED = range(4)


class Ledger:
    """The cells of one sheet. A cell that is both used and reported is used."""

    def __init__(self, grid: Grid) -> None:
        self._rows = [bytearray(map(bool, row)) for row in grid.rows]

    def use(self, row: int, *columns: int) -> None:
        """The cells reach the journal, or are a heading that is understood."""
        self._mark(row, columns, _USED)

    def use_row(self, row: int, left: int = 0, right: int | None = None) -> None:
        """So do the cells of a row from `left` up to `right`."""
        self._mark(row, range(left, self._width(row, right)), _USED)

    def report(self, cells: Iterable[Cell]) -> None:
        """A finding names the cells, or the row, column or table they stand in."""
        for row, column in cells:
            self._mark(row, (column,), _REPORTED)

    def report_rows(self, start: int, end: int, left: int = 0, right: int | None = None) -> None:
        """A finding names what stands in the rows from `start` up to `end`."""
        for row in range(start, end):
            self._mark(row, range(left, self._width(row, right)), _REPORTED)

    def drop_rows(self, start: int, end: int) -> None:
        """Nothing of the rows is printed, whatever was understood of them: a finding names their table."""
        for states in self._rows[start:end]:
            states[:] = bytes(_REPORTED if state else _EMPTY for state in states)

    def open_in(self, row: int, left: int = 0, right: int | None = None) -> list[int]:
        """The columns of a row whose cells are neither used nor reported."""
        states = self._rows[row]
        return [column for column in range(left, self._width(row, right)) if states[column] == _OPEN]

    def unaccounted(self) -> Iterator[Cell]:
        """The cells that are neither used nor reported, row by row."""
        for row, states in enumerate(self._rows):
            if _OPEN in states:
                yield from ((row, column) for column, state in enumerate(states) if state == _OPEN)

    def counts(self) -> tuple[int, int, int]:
        """Cells seen (those not empty), used and reported."""
        used = sum(states.count(_USED) for states in self._rows)
        reported = sum(states.count(_REPORTED) for states in self._rows)
        left = sum(states.count(_OPEN) for states in self._rows)
        return used + reported + left, used, reported

    def _width(self, row: int, right: int | None) -> int:
        width = len(self._rows[row])
        return width if right is None else min(width, right)

    def _mark(self, row: int, columns: Iterable[int], state: int) -> None:
        states = self._rows[row]
        for column in columns:
            if column < len(states) and states[column] != _EMPTY and states[column] < state:
                states[column] = state
