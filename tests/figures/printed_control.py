"""Figures of the monthly control, as printed."""

from __future__ import annotations

from pathlib import Path

from printed_figures import Figures, Grid, grid, number
from printed_hours import place_of

HEADINGS = {
    "дано, %": "доля плана",
    "дано": "дано",
    "план на": "по плану на день",
    "план периода": "по плану",
    "с отметками": "с отметками",
    "с оценками": "с оценками",
    "с пропусками": "с пропусками",
    "без отметок": "без отметок",
    "на студента": "на студента",
    "меньше 3": "меньше 3",
    "меньше 5": "меньше 5",
    "нет темы": "нет темы",
}
"""How headings begin; the longer first."""


def control(path: Path, groups: dict[str, set[str]]) -> dict[str, Figures]:
    """Rows of every group's table."""
    figures: dict[str, Figures] = {}
    rows = grid(path)
    group: str | None = None
    columns: dict[int, str] = {}
    for index, row in enumerate(rows):
        text = str(row[0] or "")
        if text.startswith("Группа ") and text[7:] in groups:
            group = text[7:]
            figures[group] = {}
            head = next(at for at in range(index, len(rows)) if rows[at][0] == "Предмет")
            columns = _headings(rows, head)
        elif text.startswith("По "):
            group = None if text.startswith("По преп") else group
        elif group and (place := place_of(text, groups[group])):
            key = ("row", place[0], place[1], row[1], str(row[2]))
            figures[group] |= {(*key, name): number(row[column]) for column, name in columns.items()}
    return figures


def _headings(rows: Grid, head: int) -> dict[int, str]:
    columns = {}
    for column in range(3, len(rows[head])):
        top, under = str(rows[head][column] or ""), str(rows[head + 1][column] or "")
        name = (under or top).casefold()
        columns[column] = next((known for start, known in HEADINGS.items() if name.startswith(start)), name)
        if top.casefold() == "занятия" and name == "дано":
            columns[column] = "занятия"
    return columns
