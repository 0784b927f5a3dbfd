"""Which cells of a workbook hold something, by a count of our own: the library must have given each of them.

A library that comes upon a value spelled in a way that it does not know leaves the cell empty and says
nothing; the mark would be missing in the binder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from archiver.intake.report.sheets.grid import Cell, Grid


def _none() -> frozenset[int]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of a sheet that hold something, each with the number of its shared text (None: its own).

    `blank` gives the numbers of the shared texts that show nothing. `count` is how many cells there are
    where only that was looked at; `cells` then walks through the sheet.
    """

    cells: Callable[[], Mapping[Cell, int | None]] = dict
    blank: Callable[[], frozenset[int]] = field(default=_none)
    count: int | None = None

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Filled:
        """Cells whose texts are their own."""
        known = dict.fromkeys(cells)
        return cls(lambda: known)

    def missing_in(self, sheet: Grid) -> Cell | None:
        """A cell that holds something and came out empty; None if there is none."""
        if self.count is not None and self.count == sum(sum(map(bool, row)) for row in sheet.rows):
            return None
        cells = self.cells()
        missing = [cell for cell in cells if not sheet.text(*cell)]
        if not missing:
            return None
        blank = self.blank() if any(cells[cell] is not None for cell in missing) else ()
        return next((cell for cell in missing if cells[cell] not in blank), None)
