"""Marks of a file whose kind their text does not bear out: a file may have been written by another hand."""

from __future__ import annotations

from dataclasses import replace

from archiver.journal.mark_words import meaning_of
from archiver.journal.marks import OWED
from archiver.journal.model import Cells, Journal, Mark, MarkKind, Section


def in_doubt_unknown(journal: Journal) -> Journal:
    """The journal with such marks unknown: printed as they are, told, and counted nowhere as a grade."""
    return replace(journal, sections=tuple(map(_section, journal.sections)))


def _section(section: Section) -> Section:
    marks, results = _cells(section.marks), _cells(section.period_marks)
    if marks is section.marks and results is section.period_marks:
        return section
    return replace(section, marks=marks, period_marks=results)


def _cells(cells: Cells) -> Cells:
    if all(_borne_out(one) for marks in cells.values() for one in marks):
        return cells
    return {
        key: tuple(one if _borne_out(one) else replace(one, kind=MarkKind.UNKNOWN) for one in marks)
        for key, marks in cells.items()
    }


def _borne_out(one: Mark) -> bool:
    if one.kind is MarkKind.UNKNOWN:
        return True
    if one.kind is MarkKind.OWED:
        return one.text == OWED
    meaning = meaning_of(one.text)
    return meaning is not None and meaning.kind is one.kind
