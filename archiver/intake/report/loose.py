"""Rows that are neither students nor lessons: every cell of them is understood, or kept to be named.

Lines of headings are given to whoever reads the page; rules, page numbers and titles say nothing that
is printed; totals and signatures are named, since the archive's paper counts and is signed anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from archiver.intake.report.ledger import Ledger
from archiver.intake.report.lines import Told, words
from archiver.intake.report.phrases import (
    Phrase,
    is_blank_signature,
    is_institution,
    names_somebody,
    phrase_of,
)
from archiver.intake.report.sheets.grid import Cell, Grid
from archiver.intake.report.telling import Taken

_PLANNED = re.compile(
    r"по\s+(?:учебному\s+)?плану\s*[:–—-]?\s*(\d{1,4})\s*ч|час\w{0,2}\s+по\s+плану\s*[:–—-]?\s*(\d{1,4})",
    re.IGNORECASE,
)
Tell = Callable[[Told], Taken]
_LONGEST_MARK = 20
_LINE = 2  # cells of a line of text; more are a table


@dataclass(slots=True)
class Unprinted:
    """Cells of a sheet that are not printed and are told once: `totals` with signatures, and `texts`."""

    totals: list[Cell] = field(default_factory=list)
    texts: list[Cell] = field(default_factory=list)


def take_row(
    grid: Grid,
    ledger: Ledger,
    row: int,
    unprinted: Unprinted,
    tell: Tell,
    *,
    columns: tuple[int, int | None] = (0, None),
    labels: int = 0,
    heading: bool = False,
) -> None:
    """Account for what is open in the row; `tell` takes pairs of lines, what contradicts them stays open.

    Columns before `labels` are of numbers and names, where no mark stands. With `heading` the row stands
    above a table, where a line may name the college and need no colon.
    """
    left, right = columns
    cells = [
        text if left <= at and (right is None or at < right) else "" for at, text in enumerate(grid.rows[row])
    ]
    contradicting: set[int] = set()
    for told in words(cells, alone=heading):
        taken = tell(told)
        if taken is Taken.YES:
            ledger.use(row, *told.columns)
        elif taken is Taken.CONTRADICTS:
            contradicting.update(told.columns)
    rest = [column for column in ledger.open_in(row, left, right) if column not in contradicting]
    line = len(rest) <= _LINE
    for position, column in enumerate(rest):
        text = grid.text(row, column)
        phrase = phrase_of(text)
        if _PLANNED.search(text) or phrase is Phrase.FURNITURE or (heading and is_institution(text)):
            ledger.use(row, column)
        elif phrase in {Phrase.TOTALS, Phrase.SIGNATURE}:
            own = rest[position:]
            if phrase is Phrase.SIGNATURE and all(is_blank_signature(grid.text(row, at)) for at in own):
                ledger.use(row, *own)
            else:
                unprinted.totals += [(row, at) for at in own]
                ledger.report((row, at) for at in own)
            return
        elif line and (heading or column < labels or names_somebody(text) or len(text) > _LONGEST_MARK):
            unprinted.texts.append((row, column))
            ledger.report([(row, column)])


def planned_hours(grid: Grid, start: int, end: int) -> int | None:
    """The hours of the plan that a line between two rows tells: «По плану 34 ч., дано 32 ч.»."""
    for row in range(start, end):
        for text in grid.rows[row]:
            if len(text) > _LONGEST_MARK // 2 and (found := _PLANNED.search(text)):
                return int(found[1] or found[2])
    return None
