"""Figures of the scholarship list, as printed."""

from __future__ import annotations

import re
from pathlib import Path

from printed_figures import ASSESSMENTS, Figures, grid, number


def scholarship(path: Path, subjects: set[str], term: int) -> Figures:
    """Rows of the list; the decision is a word."""
    rows = grid(path)
    head = next(index for index, row in enumerate(rows) if row[0] == "№")
    names: dict[int, tuple[object, ...]] = {}
    for column in range(2, len(rows[head])):
        text = str(rows[head + 1][column] or rows[head][column] or "")
        subject = max((name for name in subjects if text.startswith(name)), key=len, default=None)
        if subject:
            kind = text[len(subject) :].strip().casefold()
            names[column] = (
                next(name for start, name in ASSESSMENTS if kind.startswith(start)),
                subject,
                term,
            )
        else:
            names[column] = (text.casefold(),)
    figures: Figures = {}
    for row in rows[head + 2 :]:
        if isinstance(row[0], int):
            for column, name in names.items():
                value = row[column]
                if len(name) == 3:
                    figures["mark", *name, row[1]] = None if value is None else str(value)
                elif name[0] == "решение":
                    figures["row", row[1], "решение"] = value
                elif name[0] in ("5", "4", "3", "2", "н/а", "средний балл", "задолженностей"):
                    figures["row", row[1], name[0]] = number(value)
        elif told := re.search(r"Предложено назначить:.*?академическая — (\d+)", str(row[0] or "")):
            figures["proposed",] = int(told[1])
    return figures
