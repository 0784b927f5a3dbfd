"""The form of a section's pages: what its template says, read back once and kept as numbers.

Lengths are in CSS pixels (1/96 inch) from the top left corner of the sheet, as the engine counts;
the canvas turns them into points.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.press.text.type import Type


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the text of a page lies; `bottom` is the lowest place of it."""

    width: float
    height: float
    left: float
    top: float
    measure: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Padding:
    """Inside a cell, between its rules and its text."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Running:
    """The line over the text; what goes beyond its width is cut."""

    type: Type
    left: float
    top: float
    width: float
    height: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands at the right end of a line of the head: its type, the gap before it, how low it begins."""

    type: Type
    gap: float
    drop: float


@dataclass(frozen=True, slots=True)
class Head:
    """The head of every page: the subject with the span of lessons, two lines of facts."""

    subject: Type
    facts: Type
    lessons: Aside
    teacher: Aside
    blank: float
    blank_rule: float
    below: float


@dataclass(frozen=True, slots=True)
class GridForm:
    """The marks grid: rules by what they part, heights of the head rows, the types of its cells."""

    outer: float
    thin: float
    month_rule: float
    head_rule: float
    fifth_rule: float
    months_row: float
    days_row: float
    heading: Type
    period: Type
    period_padding: Padding
    number: Type
    name: Type
    name_padding: Padding
    mark: Type
    notes: Type
    notes_gap: float
    none: Type
    none_gap: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the facing list: its left edge, its width, what its head says."""

    left: float
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class ListForm:
    """The facing list: its columns, rules, and the types of its cells."""

    columns: tuple[Column, ...]
    outer: float
    thin: float
    fifth_rule: float
    titles_row: float
    title: Type
    plain: Type
    text: Type
    padding: Padding


@dataclass(frozen=True, slots=True)
class TotalsForm:
    """«По плану … ч., дано … ч.» and the teacher's signature under the last list."""

    type: Type
    gap: float
    hours: float
    signature: float
    name_gap: float
    rule: float


@dataclass(frozen=True, slots=True)
class SectionForm:
    """All that the pages of a section have in common on one kind of sheet."""

    sheet: Sheet
    running: Running
    head: Head
    grid: GridForm
    listing: ListForm
    totals: TotalsForm
