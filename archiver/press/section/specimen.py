"""Specimens: section pages that show every part of the template once, to be read back and compared.

Nothing in them is data. The engine sets them when the template, a style sheet, a font or a version
has changed, and never again after that.
"""

from __future__ import annotations

from archiver.press.section.spec import (
    Cell,
    Grid,
    Heading,
    LessonRow,
    ListPage,
    MarksPage,
    Month,
    PartSpec,
    Row,
    Span,
    Spread,
    Totals,
)

_GRID = Grid(
    number_mm=6.5,
    name_mm=50.0,
    lesson_mm=8.0,
    period_mm=12.0,
    name_pt=9.0,
    mark_pt=8.5,
    day_pt=7.0,
    list_pt=8.5,
)


def specimen(*, landscape: bool, binding_margin_mm: float) -> PartSpec:
    """Two spreads: one with everything, one without students and hours."""
    heading = Heading(
        college="Колледж",
        year="2025/2026",
        group="ИС-21",
        course=2,
        speciality="09.02.07 Информационные системы",
        subject="ОП.01 Предмет",
        subgroup="подгруппа 1",
        term="1 семестр",
        interval="01.09.2025–28.12.2025",
        teacher="Иванова И.И.",
    )
    rows = tuple(_row(number) for number in range(1, 8))
    full = MarksPage(
        lessons=Span(1, 6, 6),
        students=Span(1, 7, 14),
        months=(Month("Сент.", 2), Month("Окт.", 4)),
        days=("01", "02", "03", "04", "05", "06"),
        periods=("Экзамен", "Зачёт"),
        rows=rows,
        row_mm=5.0,
        notes=("№ 1 — в группе с 05.09.2025", "№ 2 — в группе по 05.10.2025"),
    )
    listed = ListPage(
        lessons=Span(1, 6, 6),
        rows=tuple(
            LessonRow(number, "05.09.2025", "2", "Лекция", f"Тема {number}", f"Задание {number}")
            for number in range(1, 7)
        ),
    )
    return PartSpec(
        landscape=landscape,
        binding_margin_mm=binding_margin_mm,
        heading=heading,
        grid=_GRID,
        spreads=(Spread((full,), (listed,)),),
        totals=Totals("36", ""),
        unprintable=(),
    )


def bare_specimen(*, landscape: bool, binding_margin_mm: float) -> PartSpec:
    """A section without lessons, students or teacher: the lines left to be filled by hand."""
    empty = MarksPage(
        lessons=None, students=None, months=(), days=(), periods=("Экзамен",), rows=(), row_mm=5.0, notes=()
    )
    return PartSpec(
        landscape=landscape,
        binding_margin_mm=binding_margin_mm,
        heading=Heading("", "2025/2026", "ИС-21", None, "", "Предмет", "", "1 семестр", "", None),
        grid=_GRID,
        spreads=(Spread((empty,), ()),),
        totals=Totals("", ""),
        unprintable=(),
    )


def _row(number: int) -> Row:
    marks = ("5", "", "4", "н", "", "3", "5", "")
    cells = tuple(Cell((mark,)) if mark else Cell() for mark in marks)
    return Row(str(number), f"Фамилия Имя {number}", None, cells)
