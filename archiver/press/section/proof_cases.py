"""Trials: section pages that ask of a template whatever data may ask, for the proof of a form.

Specimens (specimen.py) are read back, these cases are only compared: words that are hyphenated or broken
anywhere, signs of the fallback face, cells of several lines, lists of several pages, one lesson alone, hours
under the grid where there is no list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archiver.press.section.spec import (
    Cell,
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
from archiver.press.section.specimen import bare_specimen, specimen

_LONG = "Электробезопасность при эксплуатации электроустановок, «организационные» мероприятия (часть 1)"
_ODD = "x² ≥ √2 → α, за\u0301мок; сельскохозяйственные/лесоперерабатывающие предприятия – 2-я подгруппа"
_ENDLESS = "Достопримечательность" * 4


def proof_cases(*, landscape: bool, binding_margin_mm: float) -> Iterator[PartSpec]:
    """The specimens themselves, then pages of other data on the same sheet."""
    full = specimen(landscape=landscape, binding_margin_mm=binding_margin_mm)
    bare = bare_specimen(landscape=landscape, binding_margin_mm=binding_margin_mm)
    yield full
    yield bare
    yield _long(full)
    yield _alone(bare)
    yield _unlisted(bare)


def _long(full: PartSpec) -> PartSpec:
    """Everything longer than its line, and more rows than a page holds."""
    page = full.spreads[0].marks[0]
    rows = tuple(_row(number) for number in range(1, 13))
    page = replace(
        page,
        students=None,
        periods=("Экзамен", "Дифференцированный зачёт"),
        rows=rows,
        notes=tuple(f"№ {number} — в группе с 05.09.2025 (приказ № {number}-у)" for number in range(1, 9)),
    )
    texts = (_LONG, _ODD, _ENDLESS, "", "Тема", _LONG * 3)
    listed = tuple(
        LessonRow(
            number,
            "05.09.2025",
            "2" if number % 3 else "",
            ("Лекция", "Учебная практика на предприятии", "")[number % 3],
            texts[number % len(texts)],
            texts[number * 5 % len(texts)],
        )
        for number in range(1, 25)
    )
    heading = replace(full.heading, college=_LONG * 3, subject=_LONG * 2, speciality=_ODD, subgroup=_LONG)
    first = replace(page, months=page.months[:1], days=page.days[:2], periods=(), rows=_shorter(rows))
    return replace(
        full,
        heading=heading,
        spreads=(
            Spread((first,), (ListPage(Span(1, 2, 8), listed[:2]),)),
            Spread((page,), tuple(_topics(listed[at : at + 8]) for at in range(0, len(listed), 8))),
        ),
        totals=Totals("", "48"),
    )


def _alone(bare: PartSpec) -> PartSpec:
    """One lesson, no students and no teacher."""
    alone = MarksPage(
        lessons=Span(1, 1, 1),
        students=None,
        months=(Month("Сент.", 1),),
        days=("05",),
        periods=(),
        rows=(),
        row_mm=5.0,
        notes=(),
    )
    listed = ListPage(Span(1, 1, 1), (LessonRow(1, "05.09.2025", "", "", "", ""),))
    return replace(bare, spreads=(Spread((alone,), (listed,)),))


def _unlisted(bare: PartSpec) -> PartSpec:
    """Lessons of which nothing is told: notes and hours under the grid."""
    (spread,) = _alone(bare).spreads
    page = replace(spread.marks[0], notes=("№ 1 — в группе с 05.09.2025",))
    return replace(bare, spreads=(Spread((page,), ()),))


def _topics(rows: tuple[LessonRow, ...]) -> ListPage:
    return ListPage(Span(rows[0].number, rows[-1].number, 24), rows)


def _row(number: int) -> Row:
    names = ("Фамилия-Двойная Имя Отчество оглы", "Краткая Я", _ENDLESS, "Ғылым ≥ Ё")
    cells: tuple[Cell, ...] = (
        Cell(("5,4,", "н"), points=6.0), Cell(("зач",)), Cell(), Cell(("—",)), Cell(("✓",)), Cell(("5",)),
    )  # fmt: skip
    if number % 4 == 1:
        cells = (*cells[:2], Cell(("академ. отпуск",), 3, 6.0, leave=True), cells[5])
    after = (Cell(("отлично (5)",)), Cell(("4",), points=9.0))
    return Row(str(number), names[number % len(names)], 6.5 if number % 3 else None, cells + after)


def _shorter(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(replace(row, cells=row.cells[:2]) for row in rows)
