"""Figures of a statement's sheets by subject, and of the composite sheet of a module, as printed."""

from __future__ import annotations

import re
from pathlib import Path

from printed_figures import FEET, Figures, grid, number

KINDS = (("экзамен по модулю", "module"), ("экзамен", "exam"), ("дифференц", "differentiated-test"),
         ("зач", "test"), ("друг", "other"), ("курсов", "course-work"),
         ("профессиональный модуль", "module"))  # fmt: skip


def sheet(path: Path, subject: str, subjects: set[str], terms: list[int]) -> Figures:
    """Marks and the foot by column; of the head the hours and the teachers."""
    rows = grid(path)
    head = next(index for index, row in enumerate(rows) if row[0] == "№")
    names: dict[int, tuple[object, ...]] = {}
    for column, heading in enumerate(rows[head]):
        text = str(heading or "")
        own = max((name for name in subjects if text.startswith(name)), key=len, default=subject)
        rest = text.removeprefix(own).strip(" ,:").casefold()
        term = re.search(r"(\d) семестр", rest)
        rest = re.sub(r"\d семестр", "", rest).strip(" ,:")
        kind = next((name for start, name in KINDS if rest.startswith(start)), None)
        if column >= 2 and kind:
            names[column] = (kind, own, int(term[1]) if term else terms[0])
    figures: Figures = {}
    for row in rows[:head]:
        figures |= _of_head(str(row[0] or ""), terms[0])
    for row in rows[head + 1 :]:
        label = str(row[0] or "").casefold()
        for column, name in names.items():
            if isinstance(row[0], int):
                figures["mark", *name, row[1]] = None if row[column] is None else str(row[column])
            elif label in FEET:
                figures["foot", *name, FEET[label]] = number(row[column])
    return figures


def _of_head(text: str, only: int) -> Figures:
    """Teachers, hours and days of practice; a sheet of one term does not name it."""
    figures: Figures = {}
    if text.startswith(("Преподавател", "Руководител")) and ": " in text:
        figures["teachers",] = tuple(sorted(text.split(": ")[1].split(", ")))
    elif text.startswith("Часы: "):
        # «в подгруппах 4 и 6» is no figure of the subject: subgroups that differ have none in common.
        one = re.sub(r"в подгруппах \d+(?: и \d+)+", "—", text)
        for told in re.finditer(r"(?:(\d) семестр: )?по плану (\d+|—), дано ([\d+?—]+)", one):
            term = int(told[1] or only)
            figures["planned", term], figures["given", term] = number(told[2]), number(told[3])
    elif text.startswith("Дней практики: "):
        for told in re.finditer(r"(?:(\d) семестр: )?(\d+)(?!\d| семестр)", text.split(": ", 1)[1]):
            figures["days", int(told[1] or only)] = int(told[2])
    return figures
