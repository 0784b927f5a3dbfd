"""The marks of a cell of the report, as its value says more than its text."""

from __future__ import annotations

from archiver.intake.report.grid import Written
from archiver.intake.report.strokes import STROKE, stroked
from archiver.journal.marks import marks_of_cell
from archiver.journal.model import Mark


def marks_in(written: Written, *, result: bool = False) -> tuple[Mark, ...]:
    """The marks of the cell, letter for letter; a fraction, and struck letters, are one unknown mark."""
    plain = written.text.replace(STROKE, "")
    if plain != written.text and stroked(plain) == written.text:
        return marks_of_cell(plain, struck=True)
    return marks_of_cell(written.text, number=written.number, result=result)
