"""Result columns of several pages as one set: grades of the term, exams, averages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from archiver.intake.report.blocks import Block
from archiver.intake.report.columns import TitledColumn
from archiver.intake.report.dating import Dropped
from archiver.intake.report.runs import contradiction
from archiver.intake.report.sheets.grid import Written
from archiver.intake.report.students import identified
from archiver.journal.collation import name_key
from archiver.journal.findings import Finding, Place
from archiver.journal.marks import marks_of_cell
from archiver.journal.model import Mark, PeriodColumn
from archiver.journal.results import ResultKind, kind_of_title


@dataclass(slots=True)
class _Slot:
    title: str
    texts: dict[str, tuple[Written, Block, Place]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """The columns, their marks by (student, column id), and where pages contradict each other."""

    columns: tuple[PeriodColumn, ...]
    marks: dict[tuple[str, str], tuple[Mark, ...]]
    findings: tuple[Finding, ...]


def united_results(pages: Sequence[tuple[Block, Sequence[TitledColumn]]], dropped: Dropped) -> Results:
    """The result columns of all pages, equal titles being one column.

    An average may be of one page only: where two pages differ in it both columns are kept. Any
    other difference is a contradiction, and the first page's mark stays.
    """
    slots: dict[tuple[object, int], _Slot] = {}
    findings: list[Finding] = []
    for block, titled in pages:
        count: Counter[object] = Counter()
        for one in titled:
            key = name_key(one.title)
            count[key] += 1
            texts = _texts(block, one.column)
            position = count[key]
            if kind_of_title(one.title) is ResultKind.AVERAGE:
                while (key, position) in slots and _differences(slots[key, position], texts):
                    position += 1
            slot = slots.setdefault((key, position), _Slot(one.title))
            for student in _differences(slot, texts):
                text, place = texts[student]
                first, first_block, first_place = slot.texts[student]
                what = f"{one.title}: «{first.text}» — «{text.text}»"
                dropped[block.file] += 1
                findings.append(contradiction(what, first_place, place, first_block))
            for student, (text, place) in texts.items():
                slot.texts.setdefault(student, (text, block, place))
    return _results(list(slots.values()), findings)


def _texts(block: Block, column: int) -> dict[str, tuple[Written, Place]]:
    found = {}
    for row, student in identified(block.students).items():
        text = block.cells.get((row, column))
        if text:
            found[student] = (text, block.place(row, column))
    return found


def _differences(slot: _Slot, texts: dict[str, tuple[Written, Place]]) -> list[str]:
    return [
        student
        for student, (text, _place) in texts.items()
        if student in slot.texts and slot.texts[student][0] != text
    ]


def _results(slots: Sequence[_Slot], findings: Sequence[Finding]) -> Results:
    columns, marks = [], {}
    for number, slot in enumerate(slots, 1):
        identity = f"p{number}"
        columns.append(PeriodColumn(identity, slot.title, kind_of_title(slot.title)))
        for student, (written, _block, _place) in slot.texts.items():
            marks[student, identity] = marks_of_cell(written.text, number=written.number, result=True)
    return Results(tuple(columns), marks, tuple(findings))
