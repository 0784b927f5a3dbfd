"""The heading rows of a block: months above, days below, and titled columns beside and between the days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.intake.report.layout import DAY, Layout, is_day, is_name_heading, is_number_heading
from archiver.intake.report.sheets.grid import Grid
from archiver.intake.report.sheets.written_dates import WrittenDate, date_of, month_of, without_weekday
from archiver.journal.results import ResultKind, kind_of_title
from archiver.locale import _

_WORDY = re.compile(r"[^\W\d_]{2}|[^\W\d_]\s*/\s*[^\W\d_]|^\D*[^\W\d_]\D*$|^%$", re.IGNORECASE)
_GENERAL = re.compile(
    r"(?:итоги|результаты|оценки|отметки|(?:промежуточная\s+)?аттестация)\s*", re.IGNORECASE
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A lesson's column; the year is told by the heading, or None."""

    column: int
    date: WrittenDate


@dataclass(frozen=True, slots=True)
class TitledColumn:
    """A column with a title instead of a day: «1 сем.», «Экз.», «Пропуски».

    `after` is the last lesson's column before it: a result between the days of two terms is the first's.
    """

    column: int
    title: str
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a block in order; `wrong` are (row, column, message) of heading cells.

    `second` is where a second table begins beside this one, None where nothing does.
    """

    days: tuple[DayColumn, ...]
    titles: tuple[TitledColumn, ...]
    wrong: tuple[tuple[int, int, str], ...]
    second: int | None = None

    def kept(self) -> list[int]:
        """The columns whose marks become part of the journal."""
        return [one.column for one in self.days] + [one.column for one in self.titles]


def read_columns(grid: Grid, layout: Layout) -> Columns:
    """The columns of marks under the heading of `layout`.

    A month's name stands in the first cell of the month and holds until the next filled cell; without a
    row of months the days must be whole dates.
    """
    days: list[DayColumn] = []
    titles: list[TitledColumn] = []
    wrong: list[tuple[int, int, str]] = []
    below = layout.first - 1
    last_day = max((column for column in layout.of_marks() if is_day(grid.text(below, column))), default=-1)
    before: tuple[_Stated, int] | None = None  # the stated month and the day in it that came last
    for column, month, stated, above in _months(grid, layout):
        text = grid.text(below, column) or _merged_day(grid, below, column)
        title = " ".join(part for part in (above, text) if part)
        if is_day(text):
            dated = _dated(text, month)
            if isinstance(dated, str):
                wrong.append((below, column, dated))
                continue
            if before is not None and before[0] == stated and dated.day < before[1]:
                message = _("The days go back at {day}, and no new month is named above it.")
                wrong.append((below, column, message.format(day=text)))
                continue
            days.append(DayColumn(column, dated))
            if stated is not None and date_of(without_weekday(text)) is None:
                before = stated, dated.day
        elif is_name_heading(title) or is_number_heading(title):
            message = _("«{text}» begins a second list beside the first.")
            wrong.append((below, column, message.format(text=title)))
            return Columns(tuple(days), tuple(titles), tuple(wrong), column)
        elif title and _WORDY.search(title) and (column > last_day or month is None or _is_result(title)):
            titles.append(TitledColumn(column, title, days[-1].column if days else None))
        elif title:
            wrong.append((below, column, _("«{text}» is not a day of the month.").format(text=title)))
    return Columns(tuple(days), tuple(titles), tuple(wrong))


_Month = tuple[int, int | None]
_Stated = int
"""The column whose heading names a month: two columns under one name are of one month."""


def _merged_day(grid: Grid, row: int, column: int) -> str:
    """The day whose cell is merged over the column too, as long as the column has marks: two lessons."""
    first = grid.covered.get((row, column))
    if first is None or first[0] != row or not is_day(grid.text(*first)):
        return ""
    return grid.text(*first) if any(grid.text(at, column) for at in range(row + 1, len(grid.rows))) else ""


def _months(grid: Grid, layout: Layout) -> Iterator[tuple[int, _Month | None, _Stated | None, str]]:
    """Every column of marks with the month above it, where that is named, or with the title above it.

    A title over several titles is said with each of them: «Пропуски: всего, по болезни» are two columns.
    """
    month: _Month | None = None
    stated: _Stated | None = None
    above, holds = "", False
    for column in layout.of_marks():
        if not layout.months:
            yield column, None, None, ""
            continue
        told = grid.text(layout.top, column)
        text = grid.text(layout.top + 1, column)
        if told:
            month = month_of(told)
            stated = column if month else None
            above, holds = ("" if month else told), bool(text)
        elif not ((layout.top, column) in grid.covered or (holds and text)):
            above = ""
        yield column, month, stated, "" if text and _GENERAL.fullmatch(above) else above


def _is_result(title: str) -> bool:
    """Whether a title between days is of a result: «1 сем.» is, «КР» is a lesson without a date."""
    kind = kind_of_title(title)
    return kind not in {ResultKind.UNKNOWN, ResultKind.COURSE_WORK}


def _dated(text: str, month: _Month | None) -> WrittenDate | str:
    """The date of a column, or what is wrong with it."""
    text = without_weekday(text)
    whole = date_of(text)
    if whole:
        return whole
    found = DAY.fullmatch(text)
    day = int(found[1]) if found else 0
    if month is None:
        return _("There is no month above the day {day}.").format(day=text)
    number, year = month
    if not 1 <= day <= _DAYS[number - 1]:
        return _("Day {day} does not exist in the month {month}.").format(day=text, month=f"{number:02d}")
    return WrittenDate(day, number, year)
