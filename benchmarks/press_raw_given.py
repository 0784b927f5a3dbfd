"""What the raw PDF writer is given: the parts in memory, and their texts cut into lines.

Lines are cut greedily by the sum of advances, without hyphens: that is layout, so it is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.press.section.spec import LessonRow, PartSpec
from archiver.press.text.measure import NARROW, SERIF, SERIF_BOLD
from archiver.press.text.measure import width_mm as measure

Lines = Sequence[str]


@dataclass(frozen=True)
class Given:
    """A part and its texts cut into lines: of the subject, of names, of period titles, of listed rows."""

    spec: PartSpec
    subject: Lines
    facts: Lines
    names: dict[str, Lines]
    titles: dict[str, Lines]
    listed: dict[int, tuple[Lines, ...]]


def cut(text: str, points: float, width_mm: float, face: str) -> Lines:
    """Lines of `text`, greedily, by the sum of advances."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, points, face) <= width_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def given(spec: PartSpec) -> Given:
    """A part with its texts cut into lines."""
    heading, grid = spec.heading, spec.grid
    facts = f"Группа {heading.group} · {heading.course} курс · {heading.speciality}"

    def cells(row: LessonRow) -> tuple[Lines, ...]:
        size = grid.list_pt
        return (
            [str(row.number)], [row.date], [row.hours], cut(row.kind, size, 21, NARROW),
            cut(row.topic, size, 132, SERIF), cut(row.homework, size, 50, SERIF),
        )  # fmt: skip

    pages = [page for spread in spec.spreads for page in spread.marks]
    rows = [row for page in pages for row in page.rows]
    return Given(
        spec,
        cut(heading.subject, 13, 220, SERIF_BOLD),
        cut(facts, 9, 262, SERIF),
        {row.name: cut(row.name, row.points or grid.name_pt, grid.name_mm - 1.5, NARROW) for row in rows},
        {title: cut(title, 7.5, grid.period_mm - 1, NARROW) for page in pages for title in page.periods},
        {row.number: cells(row) for spread in spec.spreads for page in spread.lists for row in page.rows},
    )
