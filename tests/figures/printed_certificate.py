"""Figures of a certificate of studies, as printed."""

from __future__ import annotations

import re
from pathlib import Path

from printed_figures import Figures, grid

WORDS = {
    "зачтено": "зач",
    "не зачтено": "незач",
    "не аттестовано": "н/а",
    "неявка": "н/я",
    "освобождение": "осв",
}
"""Results are told in words; the calculator knows marks."""


def certificate(path: Path) -> Figures:
    """Lines of the tables by name: hours, days, the result."""
    figures: Figures = {}
    table = ""
    for row in grid(path):
        if isinstance(row[0], int) and table.startswith("Курсовые"):
            figures["course work", row[1], int(str(row[4])[0])] = _mark(row[3])
        elif isinstance(row[0], int) and table.startswith(("Учебные", "Практика")):
            # «36 (6 дней)»; «(6 дней)» where the hours are not known and are written by hand.
            hours, days = re.fullmatch(r"(\d+|—)?\s?(?:\((\d+) \w+\))?", str(row[2] or "")).groups()  # type: ignore[union-attr]
            if hours and hours != "—":
                figures["hours", row[1]] = int(hours)
            if days:
                figures["days", row[1]] = int(days)
            figures["result", row[1]] = _mark(row[3])
        elif row[0] == "Всего часов":
            figures["total", table.split(maxsplit=1)[0]] = row[2]
        elif row[0] is not None and not isinstance(row[0], int) and row[0] != "№":
            table = str(row[0])
    return figures


def _mark(cell: object) -> str | None:
    if cell is None:
        return None
    text = str(cell).split(" (")[0]
    return WORDS.get(text, text)
