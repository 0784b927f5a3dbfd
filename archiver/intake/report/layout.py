"""Where a table of marks stands: its heading rows, the columns of numbers and names, the first of marks.

The layout known (domain 4.2) is number, name, days under months. Offices also leave the number out, put
surname, name and patronymic into three columns, add columns, or write whole dates in one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archiver.intake.report.lines import words
from archiver.intake.report.phrases import names_somebody
from archiver.intake.report.sheets.grid import Grid
from archiver.intake.report.sheets.written_dates import date_of, month_of, without_weekday

NAME_HEADING = re.compile(
    r"(?:ф\.?\s*и\.?\s*о\b|фамили[яи]|имя\b|отчество\b|список\b|студент|обучающ|учащ|слушател|контингент)",
    re.IGNORECASE,
)
NUMBER_HEADING = re.compile(r"(?:№+|n°?|#|номер)?\s*(?:п\s*[/.]?\s*п\.?)?\s*", re.IGNORECASE)
DAY = re.compile(r"0?(\d{1,2})(?:\.|\s?-?\s?(?:е|го|ое))?")
_NUMBER = re.compile(r"\d{1,4}[.)]?")
_PART_OF_NAME = re.compile(r"(?:фамилия|имя|отчество)\s*", re.IGNORECASE)
_LONGEST_HEADING = 60
_LABELS = 4  # columns a name may stand in


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: rows from `top` to before `first` are its heading, `months` says that they are two.

    `number` is None where students have none; marks stand from `left` to before `right`.
    """

    top: int
    first: int
    number: int | None
    names: tuple[int, ...]
    right: int

    @property
    def months(self) -> bool:
        """Whether a row of months stands over the row of days."""
        return self.first - self.top == 2

    @property
    def left(self) -> int:
        """The first column after the names."""
        return self.names[-1] + 1

    def of_marks(self) -> list[int]:
        """Every column that is neither number nor name."""
        labels = {self.number, *self.names}
        return [column for column in range(self.right) if column not in labels]


def is_day(text: str) -> bool:
    """Whether a heading cell is a day of a month or a whole date, with its weekday or without."""
    text = without_weekday(text)
    return bool(DAY.fullmatch(text)) or date_of(text) is not None


def is_month_row(grid: Grid, row: int) -> bool:
    """Whether the row names a month in a column of marks and stands over a row with days."""
    if row + 1 >= len(grid.rows) or _NUMBER.fullmatch(grid.text(row, 0)):
        return False
    return any(
        column >= 1 and month_of(text) is not None for column, text in enumerate(grid.rows[row])
    ) and any(map(is_day, grid.rows[row + 1][1:]))


def find_layout(grid: Grid, start: int, end: int) -> Layout | None:
    """The table under the line in row `start`; None where there is none before `end`."""
    heading = _heading(grid, start, end)
    if heading is None:
        return None
    top, first = heading
    width = max(len(grid.rows[row]) for row in range(top, first))
    labels = top - 1 if top - 1 > start and any(map(is_name_heading, grid.rows[top - 1][1:_LABELS])) else top
    number, names = _labels(grid, labels, first, width) or _unlabelled(grid, top, first, end)
    return Layout(top, first, number, names, max(width, names[-1] + 1))


def is_name_heading(text: str) -> bool:
    """«ФИО», «Фамилия, имя, отчество», «Список студентов»."""
    return len(text) <= _LONGEST_HEADING and bool(NAME_HEADING.match(text))


def is_number_heading(text: str) -> bool:
    """«№», «№ п/п»."""
    return bool(text) and bool(NUMBER_HEADING.fullmatch(text))


def _heading(grid: Grid, start: int, end: int) -> tuple[int, int] | None:
    """The first row of the heading and the row after it; a page without lessons has only titles."""
    for row in range(start + 1, end):
        if is_month_row(grid, row):
            return row, row + 2
        if _is_student(grid, row):
            break
    for row in range(start + 1, end):
        cells = grid.rows[row]
        if not any(cells[1:]) or _NUMBER.fullmatch(cells[0]) or any(words(cells)):
            continue
        dates = sum(date_of(text) is not None for text in cells[1:])
        if dates and 2 * dates >= sum(map(bool, cells[2:])):
            return row, row + 1
        if any(map(is_name_heading, cells[:_LABELS])):
            # Months with nothing below, or days with nothing above: read as a table to name the cells.
            two = row + 1 < end and not _is_student(grid, row + 1)
            return row, row + 2 if two else row + 1
    return None


def _is_student(grid: Grid, row: int) -> bool:
    number, name = grid.text(row, 0), grid.text(row, 1)
    if _NUMBER.fullmatch(number):
        return bool(name)
    return names_somebody(name) and not number and bool(grid.rows[row][2:])


def _labels(grid: Grid, top: int, first: int, width: int) -> tuple[int | None, tuple[int, ...]] | None:
    """The columns of number and name by their headings; None where no heading tells the name."""

    def headings(column: int) -> list[str]:
        return [text for row in range(top, first) if (text := grid.text(row, column))]

    limit = min(_LABELS, _first_day(grid, top, first, width))
    found = [column for column in range(limit) if any(map(is_name_heading, headings(column)))]
    if not found:
        return None
    names = [found[0]]
    if any(map(_PART_OF_NAME.fullmatch, headings(found[0]))):
        names += (column for column in found[1:] if any(map(_PART_OF_NAME.fullmatch, headings(column))))
    before = range(names[0])
    number = next((column for column in before if any(map(is_number_heading, headings(column)))), None)
    if number is None and names[0] > 0 and not headings(names[0] - 1):
        number = names[0] - 1
    return number, tuple(names)


def _unlabelled(grid: Grid, top: int, first: int, end: int) -> tuple[int | None, tuple[int, ...]]:
    """Number and name in the first two columns; the name in the first where days begin in the second."""
    width = max(len(grid.rows[row]) for row in range(top, first))
    rows = range(first, end)
    if _first_day(grid, top, first, width) == 1 and any(names_somebody(grid.text(row, 0)) for row in rows):
        return None, (0,)
    return 0, (1,)


def _first_day(grid: Grid, top: int, first: int, width: int) -> int:
    for column in range(1, width):
        texts = [grid.text(row, column) for row in range(top, first)]
        if month_of(texts[0]) is not None or date_of(texts[0]) is not None:
            return column
        if len(texts) == 2 and is_day(texts[1]):
            return column
    return width
