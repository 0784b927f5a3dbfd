"""A sheet or an HTML page as rows of text: what every spelling of the report is read into.

The layout (domain 4.2) is the same in .xls, .xlsx and HTML; only this value is looked at further on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.locale import _

MAX_ROWS = 100_000
MAX_COLUMNS = 1_024
MAX_CELLS = 4_000_000

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


Cell = tuple[int, int]
"""Row and column, counted from zero."""


class Written(NamedTuple):
    """What stands in a cell of marks: its text, struck letters each with a stroke (U+0336) behind it.

    `number` says that the source holds a fraction and no text: 4.5 is not «4,5», two grades.
    """

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Objects:
    """What lies on a sheet and in none of its cells.

    `comments` are cells with a comment. `texts` are the cells under text boxes and under pictures that stand
    for a text: what they say is on the sheet and not in the table.
    """

    comments: tuple[Cell, ...] = ()
    texts: tuple[Cell, ...] = ()
    pictures: int = 0
    charts: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells as printed text, "" for an empty one; rows may differ in length.

    `sheet` is the sheet's name, None where there is only one (HTML). `covered` are cells that a
    merged range covers, each with the range's first cell: they are empty and yet not missing. `fractions`
    are cells that hold a number with a fraction, `dates` a date, `struck` cells with letters struck out and
    their text with the strokes.
    """

    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None
    covered: Mapping[Cell, Cell] = field(default_factory=dict)
    fractions: frozenset[Cell] = frozenset()
    dates: frozenset[Cell] = frozenset()
    struck: Mapping[Cell, str] = field(default_factory=dict)
    objects: Objects = field(default_factory=Objects)

    def text(self, row: int, column: int) -> str:
        """The cell's text; "" outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def written(self, row: int, column: int) -> Written:
        """What stands in a cell of marks."""
        cell = row, column
        return Written(self.struck.get(cell) or self.text(row, column), cell in self.fractions)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A file as grids, with what its reader noticed: addresses of formulas and of cleaned cells.

    `valueless` are formulas without the value that was last shown: what stood there nobody can tell.

    `encoding` is told when the text was in another encoding than the file says of itself.
    `cut` says that the file ends before its last table does, `pages_written` how many pages it has by a
    count of its own, None where only the reader can tell. `others` are sheets that are no tables: charts.
    """

    grids: tuple[Grid, ...]
    formulas: tuple[str, ...] = ()
    cleaned: tuple[str, ...] = ()
    encoding: str | None = None
    cut: bool = False
    pages_written: int | None = None
    others: tuple[str, ...] = ()
    valueless: tuple[str, ...] = ()


def address(row: int, column: int) -> str:
    """The spreadsheet address of a cell counted from zero: (0, 27) is «AB1»."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_of(written: str) -> Cell | None:
    """The cell of a spreadsheet address, counted from zero; None where it is none."""
    found = _ADDRESS.fullmatch(written)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def printed(value: object) -> str:
    """A cell's value as it is printed: 5.0 is «5», dates are «дд.мм.гггг», True is «истина».

    Spaces at the ends go and runs of them become one, as a browser shows them; all else stays.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "истина" if value else "ложь"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}".replace(".", ",")
        )
    if isinstance(value, dt.datetime):
        return f"{value:%d.%m.%Y}" if value.time() == dt.time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return str(value)


def cell_text(value: object) -> tuple[str, bool]:
    """`value` as one clean line, and whether characters that cannot be printed were taken out."""
    if value == "":
        return "", False
    text, cleaned = clean_text(printed(value))
    return _SPACES.sub(" ", text).strip(), cleaned


def too_many_cells(file: str) -> FileRefused:
    """The refusal of a sheet no journal can be: its size would only exhaust the memory."""
    return FileRefused(
        "file.too-large",
        _("File {file} has a table too large for a journal (limit: {rows} rows, {columns} columns).").format(
            file=file, rows=MAX_ROWS, columns=MAX_COLUMNS
        ),
        _("Check that it is an export of one group; delete what lies outside the table and save again."),
    )


def broken(file: str) -> FileRefused:
    """The refusal of a file that is cut short or damaged."""
    return FileRefused(
        "file.broken",
        _("File {file} is damaged or was not saved to the end.").format(file=file),
        _("Export the report again and put the new file in its place."),
    )


def written_twice(file: str, cell: str) -> FileRefused:
    """The refusal of a workbook that gives a cell two values."""
    return FileRefused(
        "file.broken",
        _("File {file}: cell {cell} is written twice, and nobody can tell which of the two holds.").format(
            file=file, cell=cell
        ),
        _("Export the report again and put the new file in its place."),
    )


def encrypted(file: str) -> FileRefused:
    """The refusal of a workbook with a password."""
    return FileRefused(
        "file.encrypted",
        _("File {file} is protected with a password.").format(file=file),
        _("Remove the password (Save as … without a password) and run again."),
    )


def empty(file: str) -> FileRefused:
    """The refusal of a file without any content."""
    return FileRefused(
        "file.empty",
        _("File {file} is empty.").format(file=file),
        _("Export the report again and put the new file in its place."),
    )
