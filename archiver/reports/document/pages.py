"""A document of reports as PDF/A pages, through the press; the layout is decided before it is set.

A report that is to stand on one sheet is set as closely as it must be, and again where that was not enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.press.engine import Typeset, typeset
from archiver.press.refusal import CannotLayError
from archiver.press.text.long_words import settable
from archiver.reports.document.density import LEVELS, ROOMY, Density
from archiver.reports.document.drawn.sheets import drawn
from archiver.reports.document.heights import across, level_for
from archiver.reports.document.layout import HEADING_PT, NOTE_PT, Laid, cell_pt, laid
from archiver.reports.document.report import (
    RIGHT_MARGIN_MM,
    Align,
    Column,
    Document,
    Emphasis,
    Report,
    Row,
    shown,
)
from archiver.reports.document.strips import PageCell, PageRow, Strips
from archiver.settings.pdf_a import PdfA

TEMPLATE = "reports/document.html"
_ALONG = 3
"""So many rows of a list, or more, stand with its totals."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """A heading cell; `before_mm` pushes a rotated heading to the middle of its column."""

    title: str
    note: str
    width_mm: float
    rotated: bool
    before_mm: float


@dataclass(frozen=True, slots=True)
class PageGroup:
    """A run of headings under one title; a run of one without a title joins both rows of the head."""

    title: str
    heads: tuple[PageHead, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table ready for the template."""

    caption: str
    widths_mm: tuple[float, ...]
    total_mm: float
    heading_mm: float
    grouped: bool
    groups: tuple[PageGroup, ...]
    rows: tuple[PageRow, ...]


@dataclass(frozen=True, slots=True)
class PageReport:
    """A report with its laid tables, on the page and with the rows of `page`."""

    report: Report
    page: str
    dense: bool
    across: int
    tables: tuple[PageTable, ...]


def set_document(document: Document, pdf_a: PdfA) -> Typeset:
    """The pages of all reports of the document, as `pdf_a`. Raises EngineFailed.

    Drawn where each of them takes one sheet and has letters of our faces; else the engine sets them.
    """
    try:
        return drawn(document, pdf_a)
    except CannotLayError:
        return set_by_engine(document, pdf_a)


def set_by_engine(document: Document, pdf_a: PdfA) -> Typeset:
    """The pages of all reports, set by the engine whatever they are. Raises EngineFailed."""
    levels = [level_for(report) if report.whole else None for report in document.reports]
    while True:
        done = _set(document, levels, pdf_a)
        closer = [
            level if level is None or count == 1 else _next(level)
            for level, count in zip(levels, _pages_of(document, done), strict=True)
        ]
        if closer == levels:
            return done
        levels = closer


def _next(level: int) -> int | None:
    """What is tried after `level`; None, the usual over several sheets, where it was the last."""
    return level + 1 if level + 1 < len(LEVELS) else None


def _pages_of(document: Document, done: Typeset) -> list[int]:
    """How many pages each report takes."""
    starts = [done.starts[_anchor(number)] for number in range(len(document.reports))]
    return [end - start for start, end in zip(starts, [*starts[1:], done.pages], strict=True)]


def _anchor(number: int) -> str:
    return f"report-{number}"


def _set(document: Document, levels: Sequence[int | None], pdf_a: PdfA) -> Typeset:
    densities = [ROOMY if level is None else LEVELS[level] for level in levels]
    strips = Strips()
    kinds = [(one.sheet, density) for one, density in zip(document.reports, densities, strict=True)]
    pages = list(dict.fromkeys(kinds))
    reports = [
        PageReport(
            report,
            _page_name(pages.index((report.sheet, density))),
            density.dense,
            across(report, density),
            tuple(_tables(report, density, strips, together=level is not None)),
        )
        for report, level, density in zip(document.reports, levels, densities, strict=True)
    ]
    first = pages[0][0]
    return typeset(
        TEMPLATE,
        {
            "title": _plain(document.title),
            "pages": [(_page_name(number), sheet, density) for number, (sheet, density) in enumerate(pages)],
            "right_mm": RIGHT_MARGIN_MM,
            "sizes": {"heading": HEADING_PT, "note": NOTE_PT},
            "reports": reports,
            "anchor": _anchor,
            "plain": _plain,
        },
        landscape=first.landscape,
        binding_margin_mm=first.binding_margin_mm,
        pdf_a=pdf_a,
        pictures=strips.pictures,
    )


def _page_name(number: int) -> str:
    return f"sheet{number}"


def _tables(report: Report, density: Density, strips: Strips, *, together: bool) -> Iterator[PageTable]:
    for table in report.tables:
        parts = laid(table, report.sheet.text_width_mm, density)
        for number, part in enumerate(parts, 1):
            caption = table.caption
            if len(parts) > 1:
                caption = f"{caption} (часть {number} из {len(parts)})".strip()
            yield _page_table(part, caption, density, strips, together=together)


def _page_table(part: Laid, caption: str, density: Density, strips: Strips, *, together: bool) -> PageTable:
    columns, kept = part.table.columns, _kept(part.table.rows)
    rows = (
        PageRow(row.emphasis.value, number in kept, tuple(_row(row, columns, part.widths_mm, density)))
        for number, row in enumerate(part.table.rows)
    )
    return PageTable(
        _plain(caption),
        part.widths_mm,
        round(sum(part.widths_mm), 2),
        part.heading_mm,
        any(column.group for column in columns),
        tuple(_groups(part)),
        tuple(strips.rows(rows, part.widths_mm, density, together=together)),
    )


def _kept(rows: Sequence[Row]) -> frozenset[int]:
    """The rows that no sheet ends before: the last of the list, which go along with totals and signatures."""
    listed = [place for place, row in enumerate(rows) if row.emphasis is Emphasis.BODY]
    return frozenset(listed[-_ALONG + 1 :])


def _groups(part: Laid) -> Iterator[PageGroup]:
    columns = part.table.columns
    run: list[int] = []
    for place, column in enumerate(columns):
        if run and (column.group != columns[run[-1]].group or not column.group):
            yield _group(part, run)
            run = []
        run.append(place)
    if run:
        yield _group(part, run)


def _group(part: Laid, places: list[int]) -> PageGroup:
    title = part.table.columns[places[0]].group
    return PageGroup(_plain(title), tuple(_head(part, place) for place in places))


def _head(part: Laid, place: int) -> PageHead:
    column, heading = part.table.columns[place], part.headings[place]
    return PageHead(
        _plain(column.title),
        _plain(column.note),
        part.widths_mm[place],
        column.rotated,
        round(heading.before_mm, 2) if heading else 0.0,
    )


def _row(
    row: Row, columns: tuple[Column, ...], widths: tuple[float, ...], density: Density
) -> Iterator[PageCell]:
    start = 0
    for cell in row.cells:
        column = columns[start]
        align = cell.align or column.align
        classes = [align.value[0]] if align is not Align.CENTER else []
        shaded = column.shaded and cell.span == 1
        if shaded:
            classes.append("off")
        if cell.strong:
            classes.append("b")
        text = _plain(shown(cell.value))
        bold = cell.strong or row.emphasis is Emphasis.TOTAL
        points = cell_pt(text, sum(widths[start : start + cell.span]), density.body_pt, bold=bold)
        yield PageCell(text, cell.span, " ".join(classes), points, align.value[0], bold, shaded)
        start += cell.span
    if start != len(columns):
        raise ValueError("a row does not fill its table")


def _plain(text: str) -> str:
    return settable(text)[0]
