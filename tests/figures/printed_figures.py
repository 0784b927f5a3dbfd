"""Figures as people get them: cells of the workbooks, under the names the calculator gives them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

Figures = dict[tuple[object, ...], object]
Grid = list[list[Any]]

ASSESSMENTS = (("экзамен по модулю", "module"), ("экз", "exam"), ("др", "other"),
               ("д", "differentiated-test"), ("зач", "test"),
               ("к", "course-work"), ("п", "module"), ("год", "year"))  # fmt: skip
FEET = {
    "«5»": "5",
    "«4»": "4",
    "«3»": "3",
    "«2»": "2",
    "зачтено": "зачтено",
    "не аттестовано": "не аттестовано",
    "нет оценки": "нет оценки",
    "успеваемость, %": "успеваемость",
    "качество, %": "качество",
    "средний балл": "средний балл",
}


def grid(path: Path) -> Grid:
    """The first sheet; spaces that do not break are spaces, a merged heading is repeated to its right."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [[_clean(cell.value) for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        if merged.min_col > 2 and merged.max_col - merged.min_col < 60 and merged.min_row > 4:
            for column in range(merged.min_col, merged.max_col):
                rows[merged.min_row - 1][column] = rows[merged.min_row - 1][merged.min_col - 1]
    return rows


def _clean(value: Any) -> Any:
    return " ".join(value.replace("\u00a0", " ").split()) if isinstance(value, str) else value


def number(value: Any) -> Decimal | str | None:
    """A figure of a cell; a dash and an empty cell are none, what is no figure stays a text."""
    if value in (None, "", "—"):
        return None
    text = str(value).replace(",", ".")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _head(rows: Grid) -> int:
    return next(index for index, row in enumerate(rows) if row[0] == "№")


def _assessment(heading: str) -> str | None:
    heading = heading.casefold()
    if heading.startswith(("итого", "пропуск")):
        return None
    return next((kind for start, kind in ASSESSMENTS if heading.startswith(start)), None)


def statement(path: Path, subjects: set[str], terms: list[int]) -> Figures:
    """Figures of a printed statement; subjects are known by how their headings begin."""
    rows = grid(path)
    head = _head(rows)
    top, under = rows[head], rows[head + 1]
    names: dict[int, tuple[object, ...]] = {}
    for column in range(2, len(top)):
        kind = _assessment(str(top[column] or ""))
        text = str(under[column] or top[column] or "")
        subject = max((name for name in subjects if text.startswith(name)), key=len, default=None)
        if kind and subject:
            told = re.search(r"\((\d) семестр\)", text)
            names[column] = (
                kind,
                subject,
                int(told[1]) if told else terms[-1] if kind == "year" else terms[0],
            )
        elif text in ("5", "4", "3", "2", "н/а", "средний балл") or "всего" in text or "без уваж" in text:
            name = "пропуски" if "всего" in text else "без уважительной" if "без уваж" in text else text
            names[column] = ("row", name)
    figures: Figures = {}
    for row in rows[head + 2 :]:
        if isinstance(row[0], int):
            figures |= _student(row, names)
        elif (label := str(row[0] or "").casefold()) in FEET or label.startswith("всего"):
            figures |= _foot(row, label, names)
        elif str(row[0] or "").startswith("Студентов на"):
            figures |= _line(str(row[0]))
    return figures


def _student(row: list[Any], names: dict[int, tuple[object, ...]]) -> Figures:
    figures: Figures = {}
    for column, name in names.items():
        value = row[column]
        if name[0] == "row":
            figures["row", row[1], name[1]] = number(value)
        else:
            figures["mark", *name, row[1]] = None if value is None else str(value)
    return figures


def _foot(row: list[Any], label: str, names: dict[int, tuple[object, ...]]) -> Figures:
    figures: Figures = {}
    for column, name in names.items():
        if label.startswith("всего"):
            if name[0] == "row":
                figures["total", name[1]] = number(row[column])
        elif name[0] != "row":
            figures["foot", *name, FEET[label]] = number(row[column])
    return figures


def _line(text: str) -> Figures:
    def share(pattern: str) -> tuple[int, Decimal] | None:
        told = re.search(pattern + r"\D*?(\d+) \(([\d,]+) %\)", text)
        return (int(told[1]), Decimal(told[2].replace(",", "."))) if told else None

    best = re.search(r"в том числе на «5»: (\d+)", text)
    average = re.search(r"средний балл группы: ([\d,]+)", text)
    return {
        ("group", "студентов"): int(re.search(r"Студентов на [\d.]+: (\d+)", text)[1]),  # type: ignore[index]
        ("group", "успевают"): share("Успевают:"),
        ("group", "хорошо"): share("учатся на «4» и «5»:"),
        ("group", "отлично"): int(best[1]) if best else None,
        ("group", "средний балл"): number(average[1]) if average else None,
    }
