"""Pages put together: pages of one printing follow one another, two printings are compared.

The number of lessons on a page is a parameter of the report, so printings are compared lesson by
lesson and not page by page. What is equal is taken once and noted; what differs is blocking, with
both places: nobody but the college can say which of two pages is right.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.intake.report.blocks import Block
from archiver.intake.report.dating import Column, Dropped
from archiver.intake.report.sheets.grid import Written
from archiver.intake.report.students import identified
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _, ngettext

_SHOWN = 10
_BLANK = Written("")


@dataclass(frozen=True, slots=True)
class Part:
    """The lessons of one page that belong to one term."""

    block: Block
    columns: tuple[Column, ...]


Run = list[Part]


def columns_of(run: Run) -> list[Column]:
    """The lessons of a printing in order."""
    return [column for part in run for column in part.columns]


def marks_of(column: Column) -> dict[str, Written]:
    """A lesson's cells by student id, empty cells included; of whom the page does not list, from others."""
    found: dict[str, Written] = {}
    for page in (column, *column.also):
        for row, student in identified(page.block.students).items():
            found.setdefault(student, page.block.cells.get((row, page.column), _BLANK))
    return found


def in_runs(parts: Sequence[Part]) -> list[Run]:
    """Pages in the order of the files cut into printings: a new one begins where the dates go back."""
    runs: list[Run] = []
    for part in parts:
        if runs and runs[-1][-1].block.file == part.block.file and _continues(runs[-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _continues(run: Run, part: Part) -> bool:
    last = max((column.date for column in columns_of(run)), default=None)
    if last is None or not part.columns:
        return True
    first = min(column.date for column in part.columns)
    if first != last:
        return first > last
    # Two lessons of one day may fall on two pages; but a page that was there already is a repetition, and
    # one with the same lessons of other students is the rest of a long list.
    dates = [column.date for column in part.columns]
    return not any(
        dates == [column.date for column in page.columns]
        and (
            len(dates) > 1
            or not all(map(_have_common, page.columns, part.columns))
            or all(map(_alike, page.columns, part.columns))
        )
        for page in run
    )


def _alike(one: Column, other: Column) -> bool:
    return marks_of(one) == marks_of(other) and _topic(one) == _topic(other)


def _topic(column: Column) -> tuple[object, ...] | None:
    row = column.topic
    return None if row is None else (row.hours, row.topic, row.homework, row.kind)


def merged(runs: Sequence[Run], dropped: Dropped) -> tuple[list[Column], list[Finding]]:
    """All lessons once, by date; findings about repeated pages and about contradictions."""
    result: list[Column] = []
    findings: list[Finding] = []
    for run in runs:
        columns = columns_of(run)
        if not result:
            result = sorted(columns, key=_date)
            continue
        found = _compared(result, columns)
        if found.differences:
            findings += _told(found.differences)
            for one in found.differences:
                dropped[one.block.file] += one.cells
        elif found.repeated is not None:
            findings.append(_repeated(run[0].block, found.repeated))
        result = sorted([*result, *found.added], key=_date)
    return result, findings


def _date(column: Column) -> dt.date:
    return column.date


@dataclass(frozen=True, slots=True)
class _Difference:
    """What two printings disagree in; `cells` of the second, on `block`, are printed nowhere."""

    what: str
    one: Place
    two: Place
    block: Block
    cells: int = 0


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Lessons that only the second printing has, where the two disagree, and a lesson that both have of the
    same students."""

    added: tuple[Column, ...]
    differences: tuple[_Difference, ...]
    repeated: Column | None


def _compared(base: Sequence[Column], other: Sequence[Column]) -> _Comparison:
    mine, theirs = _by_date(base), _by_date(other)
    shared = [day for day in theirs if day in mine]
    added = [column for day, columns in theirs.items() if day not in mine for column in columns]
    differences: list[_Difference] = []
    repeated = None
    for day in shared:
        if len(mine[day]) != len(theirs[day]):
            what = _("{day}: a different number of lessons").format(day=f"{day:%d.%m.%Y}")
            differences.append(_of_heads(what, mine[day][0], theirs[day][0]))
            added += theirs[day][len(mine[day]) :]
        for one, two in zip(mine[day], theirs[day], strict=False):
            if repeated is None and _have_common(one, two):
                repeated = one
            differences += _joined(one, two)
    if shared:
        for day, columns, opposite in (
            *((day, columns, other) for day, columns in mine.items() if day not in theirs),
            *((day, columns, base) for day, columns in theirs.items() if day not in mine),
        ):
            if min(map(_date, opposite)) <= day <= max(map(_date, opposite)):
                what = _("{day}: a lesson that only one of them has").format(day=f"{day:%d.%m.%Y}")
                differences.append(_of_heads(what, columns[0], opposite[0]))
    return _Comparison(tuple(added), tuple(differences), repeated)


def _by_date(columns: Sequence[Column]) -> dict[dt.date, list[Column]]:
    days: dict[dt.date, list[Column]] = defaultdict(list)
    for column in columns:
        days[column.date].append(column)
    return dict(days)


def _of_heads(what: str, one: Column, two: Column) -> _Difference:
    return _Difference(
        what,
        one.block.place(one.block.head, one.column),
        two.block.place(two.block.head, two.column),
        two.block,
    )


def _have_common(one: Column, two: Column) -> bool:
    """Whether the pages list anybody in common; two halves of a long list do not. Empty lists are alike."""
    ours, theirs = marks_of(one).keys(), marks_of(two).keys()
    return bool(ours & theirs) or not (ours and theirs)


def _joined(one: Column, two: Column) -> Iterator[_Difference]:
    """Give `one` what only `two` has of the same lesson; tell where they disagree."""
    ours, theirs = marks_of(one), marks_of(two)
    for student, written in theirs.items():
        if student in ours and ours[student] != written:
            yield _Difference(
                _("{day}: «{one}» and «{two}»").format(
                    day=f"{one.date:%d.%m.%Y}", one=ours[student].text, two=written.text
                ),
                _place_of(one, student),
                _place_of(two, student),
                two.block,
                bool(written.text),
            )
    if theirs.keys() - ours.keys():
        one.also.append(two)
    if one.topic is None:
        one.topic, one.topic_block = two.topic, two.topic_block
    elif two.topic is not None and _topic(one) != _topic(two) and one.topic_block and two.topic_block:
        yield _Difference(
            _("{day}: different topics, hours or homework").format(day=f"{one.date:%d.%m.%Y}"),
            one.topic_block.place(one.topic.row, one.topic.column),
            two.topic_block.place(two.topic.row, two.topic.column),
            two.block,
            two.topic.cells,
        )


def _place_of(column: Column, student: str) -> Place:
    for page in (column, *column.also):
        for row, identity in identified(page.block.students).items():
            if identity == student:
                return page.block.place(row, page.column)
    return column.block.place(column.block.head, column.column)


def spot(place: Place) -> str:
    """A place in words: «ИС-21.xls, Журнал!C7»."""
    cell = f"{place.sheet}!{place.cell}" if place.sheet else str(place.cell)
    return f"{place.file}, {cell}"


def _told(differences: Sequence[_Difference]) -> Iterator[Finding]:
    for one in differences[:_SHOWN]:
        yield contradiction(one.what, one.one, one.two, one.block)
    more = len(differences) - _SHOWN
    if more > 0:
        one = differences[_SHOWN]
        count = ngettext("{count} more difference", "{count} more differences", more).format(count=more)
        yield contradiction(f"{count}; {one.what}", one.one, one.two, one.block)


def contradiction(what: str, one: Place, two: Place, block: Block) -> Finding:
    """Two places of one page that cannot both be right; the first is what a binder would have."""
    return finding(
        "page.contradiction",
        _("{subject}: two exports of the same page disagree. {what} ({one}; {two}).").format(
            subject=block.subject, what=what, one=spot(one), two=spot(two)
        ),
        place=two,
    )


def _repeated(block: Block, first: Column) -> Finding:
    return finding(
        "page.repeated",
        _("{subject}: the page at {two} is the same as at {one}; it is bound once.").format(
            subject=block.subject, one=spot(first.block.place()), two=spot(block.place())
        ),
        place=block.place(),
    )
