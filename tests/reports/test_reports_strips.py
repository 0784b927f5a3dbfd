"""Cells drawn as one picture stand where the engine would have set them, to a hundredth of a millimetre."""

from __future__ import annotations

import pytest
from printed_report import Printed

from archiver.reports.document import strips
from archiver.reports.document.report import Align, Cell, Column, Emphasis, Report, Row, Table

NAMES = ("Абаев Иван Петрович", "Константинопольский-Задунайский Александр Александрович", "Ли  Ян")
MARKS = (5, 4, "н/а", "", 3, "зач", "нн12", "1234567")
BOLD = tuple(Cell(mark, strong=mark == 4) for mark in MARKS)


def report(*, whole: bool) -> Report:
    """Every kind of cell: left, right, bold, shaded, spanned, empty, shrunk, of two lines, of two spaces."""
    columns = (
        Column("№", 8),
        Column("Фамилия", 38, align=Align.LEFT),
        *(Column(f"{number}", 7, shaded=number % 3 == 0) for number in range(8)),
        Column("Часы", 12, align=Align.RIGHT, shaded=True),
    )
    rows = [
        Row((Cell(number + 1), Cell(name), *BOLD, Cell(72)))
        for number, name in enumerate((NAMES[0], NAMES[0], *NAMES, NAMES[0]))
    ]
    total = Row((Cell("Всего", span=2, strong=True), *BOLD, Cell(288)), Emphasis.TOTAL)
    return Report("ПРОБА", tables=(Table(columns, (*rows, total)),), whole=whole)


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_drawn_stands_where_it_would_be_set(whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Printed(report(whole=whole), engine=True)
    monkeypatch.setattr(strips, "_on_one_line", lambda _placed, _density: False)
    cells = Printed(report(whole=whole), engine=True)
    assert len(drawn.pages) == len(cells.pages) == 1
    assert b"/Image" not in drawn.pdf
    here, there = (
        sorted(page.boxes(), key=lambda box: (box[0], round(box[2], 1), round(box[1], 1)))
        for page in (drawn, cells)
    )
    assert [word for word, *_place in here] == [word for word, *_place in there]
    assert all(
        abs(one - other) < 0.01
        for word, same in zip(here, there, strict=True)
        for one, other in zip(word[1:], same[1:], strict=True)
    )


def test_a_list_on_one_sheet_is_one_picture_and_a_name_of_two_lines_is_set() -> None:
    rows = [
        strips.PageRow("body", False, (strips.PageCell("1", 1, ""), strips.PageCell(name, 1, "l")))
        for name in NAMES
    ]
    density = strips.Density()
    together = list(strips.Strips().rows(rows[:1] * 5, (8.0, 38.0), density, together=True))
    assert [len(row.cells) for row in together] == [1]
    apart = strips.Strips()
    assert [len(row.cells) for row in apart.rows(rows[:1] * 5, (8.0, 38.0), density, together=False)] == [
        1
    ] * 5
    assert len(apart.pictures) == 5
    wide = list(strips.Strips().rows(rows, (8.0, 38.0), density, together=True))
    assert [cell.drawn != "" for row in wide for cell in row.cells] == [True, False, False, False, False]
