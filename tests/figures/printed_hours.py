"""Figures of forms 2 and 3, as printed."""

from __future__ import annotations

import re
from pathlib import Path

from printed_figures import Figures, grid, number

MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь",
          "ноябрь", "декабрь")  # fmt: skip


def place_of(text: str, subjects: set[str]) -> tuple[str, str | None, str] | None:
    """«Предмет, подгруппа 1, Котова А.Б.» and «Предмет ИС-21, подгруппа 1» apart."""
    subject = max((name for name in subjects if text.startswith(name)), key=len, default=None)
    if subject is None:
        return None
    rest = text[len(subject) :]
    told = re.search(r"подгруппа (\d)", rest)
    rest = re.sub(r"\(?подгруппа \d\)?", "", rest).strip(" ,")
    return subject, told[1] if told else None, rest.strip(" ,")


def form2(path: Path, subjects: set[str]) -> Figures:
    """Hours by row and day; what is not a day is a sum or the balance."""
    rows = grid(path)
    head = next(index for index, row in enumerate(rows) if row[0] == "№")
    days: dict[int, object] = {}
    for column, heading in enumerate(rows[head]):
        told = re.match(r"(\d+)\b", str(heading or ""))
        if told:
            days[column] = int(told[1])
        elif column > 1:
            days[column] = str(heading or "").casefold()
    figures: Figures = {}
    for row in rows[head + 1 :]:
        place = place_of(str(row[1] or ""), subjects) if isinstance(row[0], int) else None
        name = ("row", *place) if place else ("sum",) if str(row[0] or "").casefold() == "итого" else None
        if name:
            figures |= {
                (*name, day): number(row[column]) for column, day in days.items() if number(row[column])
            }
    return figures


def form3(path: Path, subjects: set[str]) -> Figures:
    """Lines by column; the last columns are sums."""
    rows = grid(path)
    head = next(index for index, row in enumerate(rows) if str(row[0] or "").casefold() == "месяц")
    columns: dict[int, tuple[object, ...]] = {}
    for column in range(1, len(rows[head])):
        text, under = str(rows[head][column] or ""), str(rows[head + 1][column] or "")
        place = place_of(f"{text} {under}".strip() if under and under not in text else text, subjects)
        if place:
            columns[column] = ("cell", place[0], place[2], place[1])
        elif text.casefold().startswith("всего") or under.casefold() in ("итого", "бюджет", "внебюджет"):
            columns[column] = ("sum",) if under.casefold() in ("итого", "") else ("sum", under.casefold())
    figures: Figures = {}
    for row in rows[head + 1 :]:
        line = _line(str(row[0] or ""))
        if line is not None:
            figures |= {(*name, line): number(row[column]) for column, name in columns.items()}
    return figures


LINES = (
    ("всего часов дано", "дано"),
    ("в том числе практика", "практика"),
    ("в том числе консультации", "консультации занятиями"),
    ("в том числе экзамены", "экзамены занятиями"),
    ("консультации сверх", "консультации"),
    ("экзаменационные", "экзаменационные"),
    ("всего по тарификации", "тарификация"),
    ("изменение", "изменение"),
    ("5 %", "5 %"),
    ("количество часов после", "после снятия"),
    ("не выполнено", "не выполнено"),
    ("дано часов сверх", "сверх плана"),
    ("всего дано за год", "за год"),
)


def _line(text: str) -> object:
    text = text.casefold()
    month = re.fullmatch(r"(\w+) (20\d\d)", text)
    if month and month[1] in MONTHS:
        return int(month[2]), MONTHS.index(month[1]) + 1
    term = re.match(r"итого за (\d) семестр", text)
    if term:
        return "период", int(term[1])
    return next((name for start, name in LINES if text.startswith(start)), None)
