"""Blocks given years and terms: every column becomes a lesson's date, every topic finds its lesson.

The grid has no year (domain 4.2): months from September on lie in the first calendar year of the
academic year, the others in the second, unless the interval says otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archiver.intake.report.blocks import Block
from archiver.intake.report.facing import TopicRow
from archiver.intake.report.sheets.grid import address
from archiver.intake.report.sheets.written_dates import Interval, WrittenDate, year_of_interval
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear
from archiver.journal.terms import year_of
from archiver.locale import _, ngettext


@dataclass(slots=True)
class Column:
    """A lesson as one page has it; `topic` is found later, `topic_block` is the page it stands on.

    `also` are the same lesson on other pages, for students whom this page does not list.
    """

    block: Block
    column: int
    date: dt.date
    topic: TopicRow | None = None
    topic_block: Block | None = None
    also: list[Column] = field(default_factory=list)


Dropped = Counter[str]
"""Cells of each file that were read and are printed nowhere, each named in a finding."""


def told_year(block: Block) -> AcademicYear | None:
    """The year the page itself tells: by its line, its interval, or most dates of its lessons and topics.

    One date mistyped does not move a page into another year, where nobody would look for it.
    """
    heading = block.heading
    if heading.year is not None:
        return heading.year
    if heading.interval is not None:
        return year_of_interval(heading.interval)
    dates = [one.date for one in block.columns.days]
    if block.facing is not None:
        dates += [row.date for row in block.facing.rows if row.date is not None]
    years = Counter(
        year_of(dt.date(date.year, date.month, min(date.day, 28)))
        for date in dates
        if date.year is not None and date.month != 8  # August belongs to either year
    )
    (first, most), (_second, next_most) = (*years.most_common(2), (None, 0), (None, 0))[:2]
    return first if most > next_most else None


def dated(
    block: Block, year: AcademicYear, interval: Interval | None, dropped: Dropped
) -> tuple[list[Column], list[Finding]]:
    """The lessons of a page in the page's order, with what cannot be a date in that year."""
    columns, problems = [], []
    for one in block.columns.days:
        day = _day(one.date, year, interval)
        if day is None:
            dropped[block.file] += 1 + sum(column == one.column for _row, column in block.cells)
            message = _("{subject}, cell {cell}: {day}.{month} does not exist in that year.")
            problems.append(
                finding(
                    "report.bad-day",
                    message.format(
                        subject=block.subject,
                        cell=address(block.head, one.column),
                        day=f"{one.date.day:02d}",
                        month=f"{one.date.month:02d}",
                    ),
                    place=block.place(block.head, one.column),
                )
            )
        else:
            columns.append(Column(block, one.column, day))
    return columns, problems


def _day(written: WrittenDate, year: AcademicYear, interval: Interval | None) -> dt.date | None:
    def on(calendar_year: int) -> dt.date | None:
        try:
            return dt.date(calendar_year, written.month, written.day)
        except ValueError:
            return None

    if written.year is not None:
        return on(written.year)
    possible = [on(year.start), on(year.start + 1)]
    if interval is not None:
        inside = [day for day in possible if day and interval[0] <= day <= interval[1]]
        if len(inside) == 1:
            return inside[0]
    return possible[0] if written.month >= 9 else possible[1]


def join_topics(columns: Sequence[Column], blocks: Iterable[Block], dropped: Dropped) -> list[Finding]:
    """Give every row of the facing lists to its lesson, by date and by order on the date.

    First on the page itself; what is left then goes to other pages of the subject in that file, since
    a list may stand once for all of them. Rows without dates go by order where their number agrees.
    """
    by_block: dict[int, list[Column]] = defaultdict(list)
    for column in columns:
        by_block[id(column.block)].append(column)
    left: list[tuple[Block, TopicRow]] = []
    for block in blocks:
        rows = block.facing.rows if block.facing is not None else ()
        own = by_block[id(block)]
        if rows and all(row.date is None for row in rows) and len(rows) == len(own):
            for column, row in zip(own, rows, strict=True):
                column.topic, column.topic_block = row, block
            continue
        left += [(block, row) for row in rows if not _give(own, block, row)]
    lost: dict[int, list[tuple[Block, TopicRow]]] = defaultdict(list)
    for block, row in left:
        others = [column for column in columns if column.block.file == block.file]
        if not _give(others, block, row):
            lost[id(block)].append((block, row))
            dropped[block.file] += row.cells
    return [_unmatched(rows) for rows in lost.values()]


def _give(columns: Iterable[Column], block: Block, row: TopicRow) -> bool:
    for column in columns:
        if column.topic is None and row.date is not None and _same(row.date, column.date):
            column.topic, column.topic_block = row, block
            return True
    return False


def _same(written: WrittenDate, day: dt.date) -> bool:
    return (written.day, written.month) == (day.day, day.month) and written.year in {None, day.year}


def _unmatched(rows: Sequence[tuple[Block, TopicRow]]) -> Finding:
    block, first = rows[0]
    message = ngettext(
        "{subject}, row {row}: {count} row of the list of topics has no lesson on its date.",
        "{subject}, row {row}: {count} rows of the list of topics have no lesson on their date.",
        len(rows),
    )
    return finding(
        "report.topic-without-lesson",
        message.format(subject=block.subject, row=first.row + 1, count=len(rows)),
        place=block.place(first.row, first.column),
    )
