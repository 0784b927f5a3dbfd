"""The facing list of a spread: date, hours, topic and homework of every lesson (domain section 5).

It may stand under the students or to the right of the marks; which columns it has is told by their
headings, whose wording differs from one report form to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from archiver.intake.report.grid import Grid
from archiver.intake.report.lines import WrittenDate, date_of

_HOURS = re.compile(r"(\d{1,2})(?:[.,]0+)?\s*(?:ч|час(?:а|ов)?)?\.?")
_LONGEST_HEADING = 60
_NUMBER = re.compile(r"\d{1,4}\.?")
_FOOT = re.compile(r"подпись|\bпо\s+(?:учебному\s+)?плану\b.*\d", re.IGNORECASE)
PLANNED = re.compile(r"по\s+(?:учебному\s+)?плану\s*[:–—-]?\s*(\d{1,4})\s*ч", re.IGNORECASE)


class Field(StrEnum):
    """A column of the list."""

    NUMBER = "number"
    DATE = "date"
    HOURS = "hours"
    HOMEWORK = "homework"
    TOPIC = "topic"
    KIND = "kind"


_HEADINGS = (
    (Field.NUMBER, re.compile(r"^№", re.IGNORECASE)),
    (Field.DATE, re.compile(r"^(дата|число|месяц и число)", re.IGNORECASE)),
    (Field.HOURS, re.compile(r"час", re.IGNORECASE)),
    (Field.KIND, re.compile(r"^(вид|тип)\b", re.IGNORECASE)),
    (Field.TOPIC, re.compile(r"\bтем[аы]\b|содержание|что пройдено", re.IGNORECASE)),
    (Field.HOMEWORK, re.compile(r"дом|зада", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One row of the list. `date` None when it is not written; `hours` None when not a number."""

    row: int
    column: int  # of the topic
    date: WrittenDate | None
    hours: int | None
    topic: str | None
    homework: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Facing:
    """The list of one block: its rows, the columns it has, and hours of the plan from its foot."""

    rows: tuple[TopicRow, ...]
    fields: frozenset[Field]
    top: int
    left: int


def find_facing(grid: Grid, where: Iterable[int]) -> tuple[int, dict[Field, int]] | None:
    """The heading row of the list among the rows `where`, and the column of each field."""
    for row in where:
        fields: dict[Field, int] = {}
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


def read_facing(grid: Grid, top: int, end: int, fields: dict[Field, int], *, first: int) -> Facing:
    """The rows of the list from `first` to `end`; rows without a date and a topic are not lessons."""
    rows: list[TopicRow] = []
    date: WrittenDate | None = None
    for row in range(first, end):
        values = {field: grid.text(row, column) for field, column in fields.items()}
        written = date_of(values.get(Field.DATE, ""))
        if written is None and (row, fields.get(Field.DATE, -1)) in grid.covered:
            written = date  # two lessons under one merged date
        topic = values[Field.TOPIC]
        if (written is None and not topic) or _is_numbering(values):
            continue
        hours = _HOURS.fullmatch(values.get(Field.HOURS, ""))
        if written is None and _FOOT.search(topic):
            continue
        date = written
        rows.append(
            TopicRow(
                row,
                fields[Field.TOPIC],
                written,
                int(hours[1]) if hours else None,
                topic or None,
                values.get(Field.HOMEWORK) or None,
                values.get(Field.KIND) or None,
            )
        )
    return Facing(tuple(rows), frozenset(fields), top, min(fields.values()))


def _field(text: str) -> Field | None:
    if not text or len(text) > _LONGEST_HEADING:
        return None
    return next((field for field, pattern in _HEADINGS if pattern.search(text)), None)


def _is_numbering(values: dict[Field, str]) -> bool:
    """A row «1 | 2 | 3 | 4» that numbers the columns of a form."""
    filled = [text for text in values.values() if text]
    return len(filled) > 2 and all(_NUMBER.fullmatch(text) for text in filled)
