"""The facing list of a spread: date, hours, topic and homework of every lesson (domain section 5).

It may stand under the students or to the right of the marks; which columns it has is told by their
headings, whose wording differs from one report form to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from archiver.intake.report.layout import is_month_row
from archiver.intake.report.ledger import Ledger
from archiver.intake.report.lines import words
from archiver.intake.report.loose import Tell, Unprinted, take_row
from archiver.intake.report.phrases import Phrase, phrase_of
from archiver.intake.report.sheets.grid import Grid
from archiver.intake.report.sheets.written_dates import WrittenDate, date_of

_HOURS = re.compile(r"(\d{1,2})(?:[.,]0+)?\s*(?:ч|час(?:а|ов)?)?\.?")
_LONGEST_HEADING = 60
_NUMBER = re.compile(r"\d{1,4}[.)]?")


class Field(StrEnum):
    """A column of the list."""

    NUMBER = "number"
    DATE = "date"
    HOURS = "hours"
    HOMEWORK = "homework"
    TOPIC = "topic"
    KIND = "kind"
    SIGNATURE = "signature"


_HEADINGS = (
    (Field.NUMBER, re.compile(r"^№", re.IGNORECASE)),
    (Field.DATE, re.compile(r"^(дата|число|месяц и число)", re.IGNORECASE)),
    (Field.HOURS, re.compile(r"час", re.IGNORECASE)),
    (Field.KIND, re.compile(r"^(вид|тип)\b", re.IGNORECASE)),
    (Field.TOPIC, re.compile(r"\bтем[аы]\b|содержание|что пройдено", re.IGNORECASE)),
    (Field.HOMEWORK, re.compile(r"дом|зада", re.IGNORECASE)),
    (Field.SIGNATURE, re.compile(r"подпись|роспись", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One row of the list. `date` None when it is not written; `hours` None when not a number.

    `cells` is how many cells of the sheet it was read from.
    """

    row: int
    column: int  # of the topic
    date: WrittenDate | None
    hours: int | None
    topic: str | None
    homework: str | None
    kind: str | None
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Facing:
    """The list of one block: its rows and columns, where it stands, and where another table begins."""

    rows: tuple[TopicRow, ...]
    fields: frozenset[Field]
    top: int
    left: int
    other: int | None = None


Fields = dict[Field, int]


def find_facing(grid: Grid, where: Iterable[int]) -> tuple[int, Fields] | None:
    """The heading row of the list among the rows `where`, and the column of each field."""
    for row in where:
        if _NUMBER.fullmatch(grid.text(row, 0)):
            continue  # a row of the list
        fields: Fields = {}
        for column, text in enumerate(grid.rows[row]):
            field = _field(text)
            if field and field not in fields:
                fields[field] = column
        if Field.TOPIC in fields and (Field.DATE in fields or Field.NUMBER in fields):
            if Field.DATE in fields and fields[Field.DATE] > fields.get(Field.NUMBER, -1) + 2:
                # To the right of the marks: the «№» found first belongs to the students.
                fields.pop(Field.NUMBER, None)
            return row, fields
    return None


def read_facing(
    grid: Grid,
    ledger: Ledger,
    heading: tuple[int, Fields],
    rows: range,
    unprinted: Unprinted,
    tell: Tell,
) -> Facing:
    """The list under `heading` in `rows`; rows without a date and a topic are not lessons."""
    top, fields = heading
    left = min(fields.values())
    found: list[TopicRow] = []
    date: WrittenDate | None = None
    _use_heading(grid, ledger, top, fields, rows)
    for row in rows:
        if rows.start == top + 1 and is_month_row(grid, row):
            return Facing(tuple(found), frozenset(fields), top, left, row)
        values = {field: grid.text(row, column) for field, column in fields.items()}
        written = date_of(values.get(Field.DATE, ""))
        if written is None and (row, fields.get(Field.DATE, -1)) in grid.covered:
            written = date  # two lessons under one merged date
        topic = values[Field.TOPIC]
        if _is_numbering(values) or _repeats(grid, top, row, fields):
            ledger.use_row(row, left)
        elif (written is None and not topic) or (written is None and _is_foot(values, topic)):
            take_row(grid, ledger, row, unprinted, tell, columns=(left, None))
        else:
            date = written
            found.append(_topic_row(ledger, row, fields, values, written))
            _report_signature(ledger, row, fields, unprinted)
    return Facing(tuple(found), frozenset(fields), top, left)


def _topic_row(
    ledger: Ledger, row: int, fields: Fields, values: dict[Field, str], written: WrittenDate | None
) -> TopicRow:
    """The row, its cells used as far as they could be read: an hour that is no number stays open."""
    hours = _HOURS.fullmatch(values.get(Field.HOURS, ""))
    read = {
        Field.NUMBER: _NUMBER.fullmatch(values.get(Field.NUMBER, "")) is not None,
        Field.DATE: written is not None,
        Field.HOURS: hours is not None,
        Field.SIGNATURE: False,
    }
    used = [column for field, column in fields.items() if read.get(field, True)]
    ledger.use(row, *used)
    return TopicRow(
        row,
        fields[Field.TOPIC],
        written,
        int(hours[1]) if hours else None,
        values[Field.TOPIC] or None,
        values.get(Field.HOMEWORK) or None,
        values.get(Field.KIND) or None,
        sum(bool(values[field]) and read.get(field, True) for field in fields),
    )


def _use_heading(grid: Grid, ledger: Ledger, top: int, fields: Fields, rows: range) -> None:
    """The titles of the list; one that nobody knows is understood as long as nothing stands under it."""
    ledger.use(top, *fields.values())
    for column in ledger.open_in(top, min(fields.values())):
        if not any(grid.text(row, column) for row in rows):
            ledger.use(top, column)


def _report_signature(ledger: Ledger, row: int, fields: Fields, unprinted: Unprinted) -> None:
    column = fields.get(Field.SIGNATURE)
    if column is not None and column in ledger.open_in(row):
        unprinted.totals.append((row, column))
        ledger.report([(row, column)])


def _field(text: str) -> Field | None:
    if not text or len(text) > _LONGEST_HEADING:
        return None
    return next((field for field, pattern in _HEADINGS if pattern.search(text)), None)


def _is_numbering(values: dict[Field, str]) -> bool:
    """A row «1 | 2 | 3 | 4» that numbers the columns of a form."""
    filled = [text for text in values.values() if text]
    return len(filled) > 2 and all(_NUMBER.fullmatch(text) for text in filled)


def _repeats(grid: Grid, top: int, row: int, fields: Fields) -> bool:
    """Whether the row is the heading once more, at the top of another sheet of paper."""
    return all(grid.text(row, column) == grid.text(top, column) for column in fields.values())


def _is_foot(values: dict[Field, str], topic: str) -> bool:
    """Whether a row without a date is no lesson but what stands at the foot of the list.

    A numbered row is a lesson whatever its topic is: «Количество вещества» is no total.
    """
    if values.get(Field.NUMBER):
        return False
    first = next((text for text in values.values() if text), "")
    return any(phrase_of(text) not in {None, Phrase.LESSON} for text in (first, topic)) or any(words([first]))
