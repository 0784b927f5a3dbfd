"""Where the columns of a report's table come to lie: widths, rotated headings, cuts of wide tables.

Pure, and measured with the fonts the page is set in, so that the page needs no second attempt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from archiver.press.text.measure import MM_PER_POINT, fitting_points, lines_needed
from archiver.press.text.measure import width_mm as width_mm_of
from archiver.reports.document.density import ROOMY, Density
from archiver.reports.document.report import Column, Emphasis, PaperFormat, Row, Sheet, Table, shown

HEADING_PT = 7.5
NOTE_PT = 6.5
_LEADING = 1.12
_SIDE_MM = 0.7
_HEADING_MM = (24.0, 58.0)
_STEP_MM = 2.0
_TITLE_MM = 14.0
"""A column grows to so much for the title of its group; a longer one is to be told in fewer words."""
_BOLD = 1.1
"""Bold letters are so much wider."""
_COMFORT = 1.55
"""A narrow column may grow to so many times its least width when there is room, some to more than that:"""
_COMFORT_ALONE = 2.4
"""where no column takes what room is left."""
_SLACK_MM = 0.3


@dataclass(frozen=True, slots=True)
class Heading:
    """A rotated heading: the lines it takes and the space before the first, so that it stands centred."""

    lines: int
    before_mm: float


@dataclass(frozen=True, slots=True)
class Laid:
    """A table with the widths of its columns; `heading_mm` is the height of rotated headings, 0 without."""

    table: Table
    widths_mm: tuple[float, ...]
    heading_mm: float
    headings: tuple[Heading | None, ...]


def titles_fit(table: Table, width_mm: float) -> bool:
    """Whether no word of a title over a group of columns is broken on sheets `width_mm` wide."""
    return all(
        _group_width(one.table.columns[run[0]]) <= sum(one.widths_mm[place] for place in run) + _SLACK_MM
        for one in laid(table, width_mm)
        for run in _grouped(one.table)
    )


def as_wide_as_texts(table: Table, body_pt: float = ROOMY.body_pt) -> Table:
    """The table with columns that fit their texts as wide as those need."""
    widths = _of_texts(table, body_pt)
    return replace(
        table,
        columns=tuple(
            replace(column, width_mm=width) if column.fits else column
            for column, width in zip(table.columns, widths, strict=True)
        ),
    )


def _of_texts(table: Table, body_pt: float) -> list[float]:
    """The width of each column's longest text in one line, and of the longest word of its heading."""
    widths = [
        max((width_mm_of(word, HEADING_PT) for word in column.title.split()), default=0.0)
        for column in table.columns
    ]
    for row in table.rows:
        start = 0
        for cell in row.cells:
            if cell.span == 1:
                bold = _BOLD if cell.strong or row.emphasis is Emphasis.TOTAL else 1.0
                widths[start] = max(widths[start], width_mm_of(shown(cell.value), body_pt) * bold)
            start += cell.span
    return [width + 2 * _SIDE_MM + _SLACK_MM for width in widths]


def _group_width(column: Column) -> float:
    """The least width of the columns of a group at which no word of its title is broken."""
    longest = max((width_mm_of(word, HEADING_PT) for word in column.group.split()), default=0.0)
    return longest * _BOLD + 2 * _SIDE_MM


def sheet_for(sheet: Sheet, tables: tuple[Table, ...]) -> Sheet:
    """A4 if every table fits on it, else A3; binding margin and orientation stay."""
    small = replace(sheet, paper=PaperFormat.A4)
    if all(_least_width(table, _HEADING_MM[1]) <= small.text_width_mm for table in tables):
        return small
    return replace(sheet, paper=PaperFormat.A3)


def laid(table: Table, width_mm: float, density: Density = ROOMY) -> tuple[Laid, ...]:
    """The table on sheets `width_mm` wide: one, or several with the key columns repeated on each."""
    wide = as_wide_as_texts(table, density.body_pt).columns
    columns = tuple(
        replace(column, width_mm=min(column.width_mm, fitted.width_mm))
        for column, fitted in zip(table.columns, wide, strict=True)
    )
    parts = _cut(replace(table, columns=columns), width_mm, _HEADING_MM[1])
    height = max(heading_height(part, width_mm, density) for part in parts)
    return tuple(_spread(part, width_mm, height, density) for part in parts)


def heading_height(table: Table, width_mm: float, density: Density = ROOMY) -> float:
    """The least height of rotated headings at which their columns, widened for more lines, still fit."""
    rotated = [column for column in table.columns if column.rotated]
    if not rotated:
        return 0.0
    words = {word for column in rotated for word in f"{column.title} {column.note}".split()}
    longest = max((width_mm_of(word, HEADING_PT) for word in words), default=0.0) + 2 * _SIDE_MM
    height = min(max(_HEADING_MM[0], longest), _HEADING_MM[1])
    while height < _HEADING_MM[1] and (
        _least_width(table, height) > width_mm
        or any(_needed_width(column, height) > density.widest_mm for column in rotated)
    ):
        height = min(height + _STEP_MM, _HEADING_MM[1])
    return height


def _needed_width(column: Column, height: float) -> float:
    """The least width of a rotated column whose heading is `height` mm long."""
    room = height - 2 * _SIDE_MM
    total = lines_needed(column.title, HEADING_PT, room) * HEADING_PT
    total += lines_needed(column.note, NOTE_PT, room) * NOTE_PT if column.note else 0
    return total * _LEADING * MM_PER_POINT + 2 * _SIDE_MM


def _least(column: Column, height: float) -> float:
    return max(column.width_mm, _needed_width(column, height)) if column.rotated else column.width_mm


def _least_width(table: Table, height: float) -> float:
    return sum(_least(column, height) for column in table.columns)


def _spread(table: Table, width_mm: float, height: float, density: Density) -> Laid:
    """Room that is left goes to columns that fit their texts, to titles of groups, to narrow columns up to a
    comfortable width, the rest to those that grow."""
    wanted = [column.width_mm for column in as_wide_as_texts(table, density.body_pt).columns]
    least = [_least(column, height) for column in table.columns]
    widths = list(least)
    growing = [place for place, column in enumerate(table.columns) if column.grows]
    fitting = [place for place, column in enumerate(table.columns) if column.fits]
    for place in fitting:
        widths[place] += max(0.0, min(wanted[place] - least[place], width_mm - sum(widths)))
    for run in _grouped(table):
        needed = _group_width(table.columns[run[0]])
        lacking = needed - sum(widths[place] for place in run)
        if 0 < lacking <= width_mm - sum(widths) and needed <= _TITLE_MM * len(run):
            for place in run:
                widths[place] += lacking / len(run)
    left = width_mm - sum(widths)
    if left > 0:
        narrow = [place for place in range(len(least)) if place not in {*growing, *fitting}]
        most = sum(widths) + left * (0.6 if growing else 1.0)
        widths = _comforted(least, widths, narrow, most, _COMFORT if growing else _COMFORT_ALONE)
        for place in growing:
            widths[place] += (width_mm - sum(widths)) / len(growing)
    headings = tuple(
        _heading(column, height, width) if column.rotated else None
        for column, width in zip(table.columns, widths, strict=True)
    )
    return Laid(table, tuple(round(width, 2) for width in widths), height, headings)


def _comforted(
    least: list[float], widths: list[float], narrow: list[int], most: float, comfort: float
) -> list[float]:
    """The widths with `narrow` columns at as many times the least as leave all together at `most`."""

    def at(times: float) -> list[float]:
        return [
            max(width, least[place] * times) if place in chosen else width
            for place, width in enumerate(widths)
        ]

    chosen = set(narrow)
    low, high = 1.0, comfort
    if sum(at(high)) <= most:
        return at(high)
    for _step in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle)) <= most else (low, middle)
    return at(low)


def _grouped(table: Table) -> Iterator[tuple[int, ...]]:
    """The places of the columns under each group with a title."""
    titles = [column.group for column in table.columns]
    for title, places in groupby(range(len(titles)), titles.__getitem__):
        if title:
            yield tuple(places)


def _heading(column: Column, height: float, width: float) -> Heading:
    room = height - 2 * _SIDE_MM
    lines = lines_needed(column.title, HEADING_PT, room)
    return Heading(lines, max(0.0, (width - _needed_width(column, height)) / 2 + _SIDE_MM))


def _cut(table: Table, width_mm: float, height: float) -> tuple[Table, ...]:
    """Runs of columns that fit beside the key columns, as even as can be."""
    widths = [_least(column, height) for column in table.columns]
    keys, rest = widths[: table.keys], widths[table.keys :]
    room = width_mm - sum(keys)
    if sum(rest) <= room or not rest or room <= 0:
        return (table,)
    count = int(sum(rest) // room) + 1
    while True:
        runs = _runs(rest, room, sum(rest) / count)
        if runs is not None:
            break
        count += 1
        if count > len(rest):
            runs = [[place] for place in range(len(rest))]
            break
    return tuple(_part(table, [*range(table.keys), *(table.keys + place for place in run)]) for run in runs)


def _runs(widths: list[float], room: float, goal: float) -> list[list[int]] | None:
    """Consecutive places, each run near `goal` wide and none wider than `room`; None when that fails."""
    runs: list[list[int]] = [[]]
    used = 0.0
    for place, width in enumerate(widths):
        if runs[-1] and used + width / 2 > goal:
            runs.append([])
            used = 0.0
        runs[-1].append(place)
        used += width
        if used > room and len(runs[-1]) > 1:
            return None
    return runs


def _part(table: Table, places: list[int]) -> Table:
    columns = tuple(table.columns[place] for place in places)
    return replace(table, columns=columns, rows=tuple(_cells(row, set(places)) for row in table.rows))


def _cells(row: Row, places: set[int]) -> Row:
    """The cells of a row that stand in `places`; one that spans keeps as many columns as are left of it."""
    kept, start = [], 0
    for cell in row.cells:
        left = sum(place in places for place in range(start, start + cell.span))
        if left:
            kept.append(replace(cell, span=left))
        start += cell.span
    return replace(row, cells=tuple(kept))


def fitted_pt(text: str, width_mm: float, size_pt: float = ROOMY.body_pt, least_pt: float = 5.0) -> float:
    """The size, at most `size_pt`, at which `text` stands on one line of a column."""
    return max(least_pt, min(size_pt, fitting_points(text, width_mm - 2 * _SIDE_MM)))


def cell_pt(
    value: object, width_mm: float, body_pt: float = ROOMY.body_pt, *, bold: bool = False
) -> float | None:
    """A smaller size for a single word that is too wide for its column; None when the usual will do."""
    text = shown(value) if not isinstance(value, str) else value  # type: ignore[arg-type]
    if not text or " " in text or len(text) > 12:
        return None
    size = fitted_pt(text, width_mm / _BOLD if bold else width_mm, body_pt)
    return None if size >= body_pt else round(size, 2)
