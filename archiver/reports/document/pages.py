"""A document of reports as PDF/A pages, through the press; the layout is decided before it is set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archiver.press.engine import Typeset, typeset
from archiver.press.text.long_words import settable
from archiver.reports.document.layout import BODY_PT, HEADING_PT, NOTE_PT, Laid, cell_pt, group_title, laid
from archiver.reports.document.report import (
    RIGHT_MARGIN_MM,
    VERTICAL_MARGINS_MM,
    Align,
    Column,
    Document,
    Emphasis,
    Report,
    Row,
    shown,
)
from archiver.settings.pdf_a import PdfA

TEMPLATE = "reports/document.html"


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell as it is set: its text, classes, and a size of its own where a word needs it."""

    text: str
    span: int
    classes: str
    points: float | None


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
    rows: tuple[tuple[str, tuple[PageCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageReport:
    """A report with its laid tables."""

    report: Report
    page: str
    tables: tuple[PageTable, ...]


def set_document(document: Document, pdf_a: PdfA) -> Typeset:
    """The pages of all reports of the document, as `pdf_a`. Raises EngineFailed."""
    sheets = list(dict.fromkeys(report.sheet for report in document.reports))
    reports = [
        PageReport(report, _page_name(sheets.index(report.sheet)), tuple(_tables(report)))
        for report in document.reports
    ]
    first = sheets[0]
    return typeset(
        TEMPLATE,
        {
            "title": _plain(document.title),
            "sheets": [(_page_name(number), sheet) for number, sheet in enumerate(sheets)],
            "right_mm": RIGHT_MARGIN_MM,
            "vertical_mm": VERTICAL_MARGINS_MM,
            "sizes": {"body": BODY_PT, "heading": HEADING_PT, "note": NOTE_PT},
            "reports": reports,
            "plain": _plain,
        },
        landscape=first.landscape,
        binding_margin_mm=first.binding_margin_mm,
        pdf_a=pdf_a,
    )


def _page_name(number: int) -> str:
    return f"sheet{number}"


def _tables(report: Report) -> Iterator[PageTable]:
    for table in report.tables:
        parts = laid(table, report.sheet.text_width_mm)
        for number, part in enumerate(parts, 1):
            caption = table.caption
            if len(parts) > 1:
                caption = f"{caption} (часть {number} из {len(parts)})".strip()
            yield _page_table(part, caption)


def _page_table(part: Laid, caption: str) -> PageTable:
    columns = part.table.columns
    return PageTable(
        _plain(caption),
        part.widths_mm,
        round(sum(part.widths_mm), 2),
        part.heading_mm,
        any(column.group for column in columns),
        tuple(_groups(part)),
        tuple((row.emphasis.value, tuple(_row(row, columns, part.widths_mm))) for row in part.table.rows),
    )


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
    width = sum(part.widths_mm[place] for place in places)
    title = group_title(part.table.columns[places[0]], width)
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


def _row(row: Row, columns: tuple[Column, ...], widths: tuple[float, ...]) -> Iterator[PageCell]:
    start = 0
    for cell in row.cells:
        column = columns[start]
        align = cell.align or column.align
        classes = [align.value[0]] if align is not Align.CENTER else []
        if column.shaded and cell.span == 1:
            classes.append("off")
        if cell.strong:
            classes.append("b")
        text = _plain(shown(cell.value))
        bold = cell.strong or row.emphasis is Emphasis.TOTAL
        points = cell_pt(text, sum(widths[start : start + cell.span]), bold=bold)
        yield PageCell(text, cell.span, " ".join(classes), points)
        start += cell.span
    if start != len(columns):
        raise ValueError("a row does not fill its table")


def _plain(text: str) -> str:
    return settable(text)[0]
