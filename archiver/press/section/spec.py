"""What a part prints, decided to the letter and the tenth of a millimetre before it is set.

A `PartSpec` holds every string and measure of a section's pages and nothing else, so its digest
(with the template's and the engine's) names the finished part. Lengths are in mm, sizes in points.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace

import templates
from archiver import __version__

TEMPLATE = "press/section.html"


@dataclass(frozen=True, slots=True)
class Heading:
    """Who, what and when, as the head of every page shows it; None leaves a line to fill by hand."""

    college: str
    year: str
    group: str
    course: int | None
    speciality: str
    subject: str
    subgroup: str
    term: str
    interval: str
    teacher: str | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Measures of the marks grid and the size of the facing list, the same on all pages of a part."""

    number_mm: float
    name_mm: float
    lesson_mm: float
    period_mm: float
    name_pt: float
    mark_pt: float
    day_pt: float
    list_pt: float


@dataclass(frozen=True, slots=True)
class Month:
    """A month over `days` columns; `label` is as long as fits."""

    label: str
    days: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid: its lines, the columns it spans, and its size if not the grid's.

    `leave` marks an academic leave set across the columns.
    """

    lines: tuple[str, ...] = ()
    span: int = 1
    points: float | None = None
    leave: bool = False


EMPTY = Cell()
"""A cell without a mark, and this very one only there: one with a mark that shows nothing is another."""


@dataclass(frozen=True, slots=True)
class Row:
    """A student's row; `points` is the size of a name too long for the grid's."""

    number: str
    name: str
    points: float | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """«занятия 1–25 из 47»: what of a whole stands on this page, counted from 1."""

    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class MarksPage:
    """The left page: the grid of one portion of lessons and one of students.

    `students` is None when all of them stand on one page; `notes` say what a cell had no room for.
    """

    lessons: Span | None
    students: Span | None
    months: tuple[Month, ...]
    days: tuple[str, ...]
    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    row_mm: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A line of the facing list; empty strings are blanks."""

    number: int
    date: str
    hours: str
    kind: str
    topic: str
    homework: str


@dataclass(frozen=True, slots=True)
class Totals:
    """«По плану ___ ч., дано ___ ч.»: empty strings leave a line to fill by hand."""

    planned: str
    given: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A right page: what was taught at `lessons`. More than one page only where a single topic needs it."""

    lessons: Span
    rows: tuple[LessonRow, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """One portion of lessons: its marks pages, then its lists; none where there were no lessons."""

    marks: tuple[MarksPage, ...]
    lists: tuple[ListPage, ...]


@dataclass(frozen=True, slots=True)
class PartSpec:
    """The pages of one section. `unprintable` are the characters replaced by ⟨U+…⟩."""

    landscape: bool
    binding_margin_mm: float
    heading: Heading
    grid: Grid
    spreads: tuple[Spread, ...]
    totals: Totals
    unprintable: tuple[str, ...]


def with_halves(spec: PartSpec, first: int) -> PartSpec:
    """`spec` with the list page that begins at lesson `first` made two, so that each head tells its own.

    What was measured to fit did not; the head of a page must not name lessons that stand on the next one.
    """
    return replace(
        spec,
        spreads=tuple(
            replace(
                spread,
                lists=tuple(
                    half
                    for page in spread.lists
                    for half in (_halves(page) if page.lessons.first == first else (page,))
                ),
            )
            for spread in spec.spreads
        ),
    )


def _halves(page: ListPage) -> tuple[ListPage, ListPage]:
    span, half = page.lessons, len(page.rows) // 2
    return (
        ListPage(Span(span.first, span.first + half - 1, span.total), page.rows[:half]),
        ListPage(Span(span.first + half, span.last, span.total), page.rows[half:]),
    )


def spreads_of(spec: PartSpec) -> tuple[tuple[int, bool], ...]:
    """The pages, from 0, at which spreads with lists begin, and whether each must lie on the left.

    The last page of marks faces the first of topics, so of two pages of marks the first lies on the right.
    """
    at, found = 0, []
    for spread in spec.spreads:
        if spread.lists:
            found.append((at, len(spread.marks) % 2 == 1))
        at += len(spread.marks) + len(spread.lists)
    return tuple(found)


def planned_pages(spec: PartSpec) -> int:
    """Pages of the part when every list page takes one."""
    return sum(len(spread.marks) + len(spread.lists) for spread in spec.spreads)


def key(spec: PartSpec) -> str:
    """Hex SHA-256 that names the part: what is printed, the template, the fonts, all versions."""
    from archiver.press.engine import engine_version

    total = hashlib.sha256()
    for made_of in (
        json.dumps(asdict(spec), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        templates.digest(TEMPLATE),
        engine_version(),
        __version__,
    ):
        total.update(made_of.encode("utf-8", "surrogatepass") + b"\0")
    return total.hexdigest()
