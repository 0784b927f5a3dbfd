"""The rows under the days: a list that nothing but the end of its block, or another table, ends.

A blank row, a row between subgroups, a repeated heading, a page number or a number left out end
nothing. Who has a name or marks is a student, or a row that a blocking finding names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from archiver.intake.report.layout import Layout, is_month_row, is_name_heading, is_number_heading
from archiver.intake.report.ledger import Ledger
from archiver.intake.report.lines import words
from archiver.intake.report.loose import Tell, Unprinted, take_row
from archiver.intake.report.phrases import Phrase, is_person, is_weekday, names_somebody, phrase_of
from archiver.intake.report.sheets.grid import Grid
from archiver.journal.collation import name_key

_NUMBER = re.compile(r"(\d{1,4})[.)]?")
_NUMBERED_NAME = re.compile(r"(\d{1,3})(?:[.)]\s*|\s+)(?=[^\W\d_])(.+)")
_NO_NUMBER = re.compile(r"[\s\-–—*.]*|б/?н\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A row of the list; `number` is None where it has none."""

    row: int
    number: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of a block: its students, rows with marks of nobody, rows that part subgroups.

    `bare` are names under the list without a number and marks: nobody can tell whose they are.

    `other` is the row where another table begins, None where the list goes on to the end; `anew` are rows
    where the numbers begin anew under such a part.
    """

    students: tuple[StudentRow, ...]
    nameless: tuple[int, ...]
    separators: tuple[int, ...]
    anew: tuple[int, ...]
    other: int | None
    bare: tuple[StudentRow, ...]


class _Label(NamedTuple):
    """A row as its first columns tell it: the number, what stands in its place, the name."""

    number: int | None
    written: str
    name: str

    @property
    def text(self) -> str:
        return self.name or self.written


def read_list(
    grid: Grid, ledger: Ledger, layout: Layout, end: int, unprinted: Unprinted, tell: Tell
) -> Listed:
    """The list from below the heading to `end`; cells of numbers, names and headings are marked used.

    Lines among the rows go to `tell`, totals and other text to `unprinted`.
    """
    reader = _Reader(grid, ledger, layout, unprinted, tell)
    other = reader.read(end)
    return Listed(
        tuple(reader.students),
        tuple(reader.nameless),
        tuple(reader.separators),
        tuple(reader.anew),
        other,
        tuple(reader.bare),
    )


class _Reader:
    """One pass over the rows of a list."""

    def __init__(self, grid: Grid, ledger: Ledger, layout: Layout, unprinted: Unprinted, tell: Tell) -> None:
        self.grid, self.ledger, self.layout = grid, ledger, layout
        self.unprinted, self.tell = unprinted, tell
        self.columns = layout.of_marks()
        # The first title of the heading: no other row begins with it.
        self.probe = next((column for column in self.columns if grid.text(layout.top, column)), 0)
        self.students: list[StudentRow] = []
        self.nameless: list[int] = []
        self.separators: list[int] = []
        self.anew: list[int] = []
        self.bare: list[StudentRow] = []  # a name and nothing else: a student if more of them follow
        self._names: dict[object, int | None] = {}  # the number each was last listed under
        self._last = 0

    def read(self, end: int) -> int | None:
        """Take the rows up to `end`; the row where another table begins, or None."""
        row = self.layout.first
        while row < end:
            height = self._repeated_heading(row, end)
            if height and row + height < end and self._is_known(self._label(row + height)):
                return row  # the same page once more, without its subject
            if height:
                for again in range(row, row + height):
                    self.ledger.use_row(again, 0, self.layout.right)
            else:
                label = self._label(row)
                if self._begins_another(row, label):
                    return row
                self._take(row, label)
            row += height or 1
        return None

    def _label(self, row: int) -> _Label:
        layout = self.layout
        written = "" if layout.number is None else self.grid.text(row, layout.number)
        if len(layout.names) == 1:
            name = self.grid.text(row, layout.names[0])
        else:
            name = " ".join(text for column in layout.names if (text := self.grid.text(row, column)))
        found = _NUMBER.fullmatch(written)
        if layout.number is None and phrase_of(name) is None and (both := _NUMBERED_NAME.fullmatch(name)):
            return _Label(int(both[1]), both[1], both[2])
        return _Label(int(found[1]) if found else None, written, name)

    def _marked(self, row: int) -> list[int]:
        cells = self.grid.rows[row]
        return [column for column in self.columns if column < len(cells) and cells[column]]

    def _repeated_heading(self, row: int, end: int) -> int:
        """The number of rows from `row` that say what the heading says; labels may be left out of them."""
        layout = self.layout
        heads = range(layout.top, layout.first)
        if (
            self.grid.text(row, self.probe) != self.grid.text(layout.top, self.probe)
            or row + len(heads) > end
        ):
            return 0
        for head, again in zip(heads, range(row, row + len(heads)), strict=True):
            labels = {layout.number, *layout.names}
            for column in range(layout.right):
                told, first = self.grid.text(again, column), self.grid.text(head, column)
                if told != first and (column not in labels or told):
                    return 0
            if not any(self.grid.rows[again][: layout.right]):
                return 0
        return len(heads)

    def _begins_another(self, row: int, label: _Label) -> bool:
        """Whether the row is the heading of another table, or the list begins once more from its top."""
        if label.number is None:
            if is_month_row(self.grid, row):
                return True
            if is_name_heading(label.name) or is_number_heading(label.written):
                return not any(words(self.grid.rows[row]))
        return self._is_known(label)

    def _is_known(self, label: _Label) -> bool:
        """Namesakes have numbers of their own; a name listed before without a higher one is one line."""
        key = name_key(label.name)
        if not label.name or key not in self._names:
            return False
        return label.number is None or self._names[key] is None or label.number <= self._last

    def _take(self, row: int, label: _Label) -> None:
        marked = self._marked(row)
        if not (label.text or marked):
            return self._take_rest(row)
        phrase = phrase_of(label.text)
        if label.number is not None:
            if not label.name:
                return self._take_nameless(row, marked)
            if phrase is Phrase.TOTALS and not is_person(label.name):
                self._use_number(row)
                return self._take_rest(row)
            return self._add(row, label) if names_somebody(label.name) else None
        if any(words(self.grid.rows[row][: self.layout.right])):
            return self._take_rest(row)
        if phrase is Phrase.SEPARATOR and not marked:
            self.separators.append(row)
            self.ledger.use_row(row, 0, self.layout.right)
            return None
        if phrase is not None:
            return self._take_rest(row)
        return self._take_unnumbered(row, label, marked)

    def _take_unnumbered(self, row: int, label: _Label, marked: list[int]) -> None:
        if not label.text and all(is_weekday(self.grid.text(row, column)) for column in marked):
            return self.ledger.use_row(row, 0, self.layout.right)
        if not label.name and is_person(label.written):
            label = _Label(None, "", label.written)  # the name stands in the number's place
        if marked and names_somebody(label.name) and _may_be_number(label.written):
            return self._add(row, label)
        if label.written and label.name and marked:
            return None  # words in all columns: a row of another table, left open
        if marked:
            return self._take_nameless(row, marked)
        if is_person(label.name) and not label.written:
            last = self.students[-1] if self.students else None
            if last is not None and last.number is None and last.row == row - 1:
                return self._add(row, label)  # one of several written in without numbers
            self.bare.append(StudentRow(row, None, label.name))
            return None
        return self._take_rest(row)

    def _add(self, row: int, label: _Label) -> None:
        self.students += self.bare
        for one in (*self.bare, StudentRow(row, label.number, label.name)):
            self._names[name_key(one.name)] = one.number
            self.ledger.use(one.row, *self.layout.names)
        self.bare.clear()
        self.students.append(StudentRow(row, label.number, label.name))
        self._use_number(row)
        number = label.number or self._last
        if number < self._last and self.separators and self.separators[-1] > self._before(row):
            self.anew.append(row)
        self._last = number

    def _before(self, row: int) -> int:
        """The row of the student before the one in `row`."""
        return self.students[-2].row if len(self.students) > 1 else row

    def _use_number(self, row: int) -> None:
        number = self.layout.number
        if number is not None and (
            _NUMBER.fullmatch(self.grid.text(row, number))
            or _NO_NUMBER.fullmatch(self.grid.text(row, number))
        ):
            self.ledger.use(row, number)

    def _take_nameless(self, row: int, marked: list[int]) -> None:
        if not marked:
            return self._use_number(row)
        self.nameless.append(row)
        return self.ledger.report_rows(row, row + 1, 0, self.layout.right)

    def _take_rest(self, row: int) -> None:
        columns = (0, self.layout.right)
        left = self.layout.left
        take_row(self.grid, self.ledger, row, self.unprinted, self.tell, columns=columns, labels=left)


def _may_be_number(written: str) -> bool:
    """Whether in the number's place stands one badly written, or a sign that there is none: «6а», «б/н»."""
    return not written or bool(_NO_NUMBER.fullmatch(written)) or any(map(str.isdigit, written))
