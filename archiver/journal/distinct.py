"""The cells of a section looked at once each: of ten thousand cells some fifty are different.

Readers give cells that say the same one value, so what is asked of a cell is asked by identity. Where they
have not, equal cells are asked again, and nothing else is different.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from archiver.journal.model import CellKey, Mark, Section

T = TypeVar("T")

Cell = tuple[Mark, ...]


def distinct_cells(*tables: Mapping[CellKey, Cell]) -> Collection[Cell]:
    """The cells of tables of marks, one of those that are one value, in the order in which they stand."""
    return {id(cell): cell for table in tables for cell in table.values()}.values()


def cells_of(section: Section) -> Collection[Cell]:
    """The distinct cells of all columns of a section."""
    return distinct_cells(section.marks, section.period_marks)


def of_each(table: Mapping[CellKey, Cell], said: Callable[[Cell], T]) -> dict[CellKey, T]:
    """What `said` makes of the cell of each key, in the order of the table."""
    known = {id(cell): said(cell) for cell in distinct_cells(table)}
    return {key: known[id(cell)] for key, cell in table.items()}


def holding(table: Mapping[CellKey, Cell], wanted: Callable[[Cell], bool]) -> dict[CellKey, Cell]:
    """The cells that are `wanted`, by their keys, in the order of the table."""
    found = {id(cell) for cell in distinct_cells(table) if wanted(cell)}
    return {key: cell for key, cell in table.items() if id(cell) in found} if found else {}
