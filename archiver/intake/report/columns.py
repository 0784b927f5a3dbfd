"""The two heading rows of a block: months above, days below, and result columns after the days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.intake.report.grid import Grid
from archiver.intake.report.lines import WrittenDate, date_of, month_of
from archiver.locale import _

FIRST = 2  # after the number and the name
_DAY = re.compile(r"0?(\d{1,2})\.?")
_WORDY = re.compile(r"[^\W\d_]{2}|[^\W\d_]\s*/\s*[^\W\d_]|^[ЗЭ]\.?$", re.IGNORECASE)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A lesson's column; the year is told by the heading, or None."""

    column: int
    date: WrittenDate


@dataclass(frozen=True, slots=True)
class TitledColumn:
    """A result column: «1 сем.», «Экз.», «Итог»."""

    column: int
    title: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a block in order; `wrong` are (row, column, message) of heading cells."""

    days: tuple[DayColumn, ...]
    titles: tuple[TitledColumn, ...]
    wrong: tuple[tuple[int, int, str], ...]


def is_month_row(grid: Grid, row: int) -> bool:
    """Whether the row names a month in a column of marks and stands over a row with numbers."""
    return any(
        column >= 1 and month_of(text) is not None for column, text in enumerate(grid.rows[row])
    ) and any(_DAY.fullmatch(text) or date_of(text) for text in grid.rows[row + 1][FIRST:])


def read_columns(grid: Grid, row: int, end: int, *, months: bool) -> Columns:
    """The columns under the heading at `row`, up to column `end`.

    With `months` the row names months over a row of days; without, it has only titles. A month's
    name stands in the first cell of the month and holds until the next filled cell.
    """
    days: list[DayColumn] = []
    titles: list[TitledColumn] = []
    wrong: list[tuple[int, int, str]] = []
    below = row + 1 if months else row
    last_day = max((column for column in range(FIRST, end) if _is_day(grid.text(below, column))), default=-1)
    month: tuple[int, int | None] | None = None
    for column in range(FIRST, end):
        above = grid.text(row, column) if months else ""
        text = grid.text(below, column)
        if above:
            month = month_of(above)
        title = " ".join(part for part in (above if month is None else "", text) if part)
        if _is_day(text):
            dated = _dated(text, month)
            if isinstance(dated, str):
                wrong.append((below, column, dated))
            else:
                days.append(DayColumn(column, dated))
        elif title and (column > last_day or month is None) and _WORDY.search(title):
            titles.append(TitledColumn(column, title))
        elif text:
            wrong.append((below, column, _("«{text}» is not a day of the month.").format(text=text)))
    return Columns(tuple(days), tuple(titles), tuple(wrong))


def _is_day(text: str) -> bool:
    return bool(_DAY.fullmatch(text)) or date_of(text) is not None


def _dated(text: str, month: tuple[int, int | None] | None) -> WrittenDate | str:
    """The date of a column, or what is wrong with it."""
    whole = date_of(text)
    if whole:
        return whole
    found = _DAY.fullmatch(text)
    day = int(found[1]) if found else 0
    if month is None:
        return _("There is no month above the day {day}.").format(day=text)
    number, year = month
    if not 1 <= day <= _DAYS[number - 1]:
        return _("Day {day} does not exist in the month {month}.").format(day=text, month=f"{number:02d}")
    return WrittenDate(day, number, year)


def width(grid: Grid, rows: Iterator[int]) -> int:
    """The number of columns filled in any of the rows."""
    return max((len(grid.rows[row]) for row in rows), default=0)
