"""Judging the matrix: pure, from facts to 20 cells and the cheapest next step."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.archive.level.criteria import CELLS, Area, Criterion
from archiver.locale import _
from archiver.register.facts import Facts
from archiver.remedies import Remedy

LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion in the user's language: `proof` when something proves it, else `step`, what to do.

    `remedies` are what does the step, in its order.
    """

    text: str
    proof: str | None
    step: str
    cost: int
    remedies: tuple[Remedy, ...] = ()

    @property
    def met(self) -> bool:
        """Whether it is proven."""
        return self.proof is not None


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the 20 cells; met when all its criteria are."""

    area: Area
    level: int
    criteria: tuple[Judged, ...]

    @property
    def met(self) -> bool:
        """Whether everything it asks for is proven."""
        return all(criterion.met for criterion in self.criteria)

    @property
    def missing(self) -> tuple[Judged, ...]:
        """What is not proven."""
        return tuple(criterion for criterion in self.criteria if not criterion.met)

    @property
    def cost(self) -> int:
        """What is missing, weighed."""
        return sum(criterion.cost for criterion in self.missing)


@dataclass(frozen=True, slots=True)
class Level:
    """The matrix of an archive."""

    cells: tuple[Cell, ...]

    def cell(self, area: Area, level: int) -> Cell:
        """One cell."""
        return next(cell for cell in self.cells if (cell.area, cell.level) == (area, level))

    def reached(self, area: Area) -> int:
        """The highest level whose cell, and every cell below it, is met; 0 when not even the first is."""
        reached = 0
        for level in LEVELS:
            if not self.cell(area, level).met:
                break
            reached = level
        return reached

    @property
    def next_step(self) -> Cell | None:
        """The cell that raises an area for the least; the lowest level first when two cost the same."""
        candidates = [
            self.cell(area, self.reached(area) + 1) for area in Area if self.reached(area) < LEVELS[-1]
        ]
        return min(candidates, key=lambda cell: (cell.cost, cell.level), default=None)


def judge(facts: Facts) -> Level:
    """Every cell of the matrix; a cell that nothing proves is never met."""
    return Level(
        tuple(
            Cell(area, level, tuple(_judged(criterion, facts) for criterion in CELLS[area, level]))
            for area in Area
            for level in LEVELS
        )
    )


def _judged(criterion: Criterion, facts: Facts) -> Judged:
    proof = criterion.proof(facts)
    return Judged(_(criterion.text), proof, _(criterion.step), criterion.cost, criterion.remedies)


def area_title(area: Area) -> str:
    """The name of an area as the matrix is printed."""
    return {
        Area.STORAGE: _("Storage"),
        Area.INTEGRITY: _("Integrity"),
        Area.CONTROL: _("Control"),
        Area.METADATA: _("Metadata"),
        Area.CONTENT: _("Content"),
    }[area]


def level_title(level: int) -> str:
    """The name of a level as the matrix is printed."""
    return {
        1: _("1 · Know your content"),
        2: _("2 · Protect your content"),
        3: _("3 · Monitor your content"),
        4: _("4 · Sustain your content"),
    }[level]
