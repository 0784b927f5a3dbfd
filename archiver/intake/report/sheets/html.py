"""«Распечатка классного журнала» as HTML (also saved under the name .xls), read into one grid.

Lines of text outside tables become rows of one cell and tables follow one another, as the page
shows them. Nothing is fetched or run: scripts, styles and comments are left out, entities are
those of HTML only, and spans are cut at the size of a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from archiver.intake.report.lines import subject_line
from archiver.intake.report.sheets import grid
from archiver.intake.report.sheets.encoding import decoded
from archiver.intake.report.sheets.grid import Cell, Grid, Objects, Sheets, address, cell_text
from archiver.intake.report.sheets.html_rows import row_groups
from archiver.intake.report.sheets.html_strokes import struck_letters
from archiver.intake.report.sheets.html_swallowed import swallows_rows, tag_swallows_rows
from archiver.intake.report.sheets.html_text import (
    FIELDS,
    INLINE,
    SILENT,
    entered,
    has_drawn_text,
    is_comment,
    loose_texts,
    text_of,
)
from archiver.intake.report.sheets.written import pages_written, shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NUMBER = re.compile(r"\s*(\d{1,9})")
_DOCUMENTS = re.compile(r"<\?xml[^<>]*>|<!doctype[^<>]*>|</?(?:html|body)\b[^<>]*>", re.IGNORECASE)
_MOST_COVERED = 500_000
_CUT_TAG = re.compile(r"<[^<>]{0,400}\Z")


def read_html(file: str, data: bytes) -> Sheets:
    """The page as one grid. Raises FileRefused when it is too large or cannot be read at all."""
    text, encoding = decoded(data)
    page, ended_early = _parse(file, text)
    rows = _Rows(file, struck_letters(text))
    for line in _flow(page, rows):
        rows.line(line)
    objects = Objects(tuple(rows.comments), tuple(rows.texts))
    return Sheets(
        (Grid(tuple(rows.rows), None, rows.covered, struck=rows.struck, objects=objects),),
        cleaned=tuple(rows.cleaned),
        encoding=encoding,
        cut=ended_early or _is_cut(text) or swallows_rows(text) or tag_swallows_rows(shown(text)),
        pages_written=pages_written(text, sum(map(subject_line, rows.rows))),
    )


def _is_cut(text: str) -> bool:
    """Whether the page ends before what it opened: a download broken off would lose pages in silence."""
    folded = text.casefold()
    if "<html" in folded:
        return "</html" not in folded
    return folded.count("<table") != folded.count("</table") or bool(_CUT_TAG.search(text))


def _parse(file: str, text: str) -> tuple[HtmlElement, bool]:
    """The page, and whether the parser gave up before its end.

    Reports saved one after another make several documents of one file, and the parser drops what follows the
    first one's end: so the tags of documents are taken out. `huge_tree` lifts its limits of depth and length,
    at which it would stop and say nothing; memory and time are the quarantine's to limit.
    """
    from lxml import etree, html

    # lxml refuses text that declares an encoding in an XML heading, and NUL ends its input.
    text = _DOCUMENTS.sub(" ", text.replace("\0", "")).strip()
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    try:
        page = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise grid.broken(file) from error
    if page is None:
        raise grid.broken(file)
    return page, any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)


class _Rows:
    """Rows of the grid as the page gives them, within its limits."""

    def __init__(self, file: str, struck_text: Callable[[HtmlElement], str | None] | None) -> None:
        self.file = file
        self.struck: dict[Cell, str] = {}
        self._struck_text = struck_text
        self.rows: list[tuple[str, ...]] = []
        self.covered: dict[Cell, Cell] = {}
        self.texts: list[Cell] = []
        self.comments: list[Cell] = []
        self.cleaned: list[str] = []
        self._cells = 0

    def line(self, text: str) -> None:
        """Add a row of one cell."""
        shown, cleaned = cell_text(text)
        if shown:
            self._add({0: shown}, 1, {0} if cleaned else set())

    def table(self, table: HtmlElement) -> None:
        """Add the rows of a table without tables in it; a spanned cell's text stands in its first cell."""
        for lines in row_groups(table):
            self._group(lines)

    def _group(self, lines: Iterator[list[HtmlElement]]) -> None:
        hanging: dict[int, tuple[int, Cell]] = {}  # column -> rows still covered from above, and by what
        for line in lines:
            texts: dict[int, str] = {}
            cleaned: set[int] = set()
            column = 0
            below: dict[int, tuple[int, Cell]] = {}
            for cell in line:
                while column in hanging:
                    column += 1
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                if column + width > grid.MAX_COLUMNS:
                    raise grid.too_many_cells(self.file)
                shown, changed = cell_text("".join(text_of(cell)) if len(cell) else cell.text or "")
                texts[column] = shown
                if len(cell):
                    self._take_objects(cell, (len(self.rows), column))
                if self._struck_text is not None and (struck := self._struck_text(cell)):
                    self.struck[len(self.rows), column] = cell_text(struck)[0]
                if changed:
                    cleaned.add(column)
                first = len(self.rows), column
                for offset in range(width):
                    if offset:
                        self.covered[len(self.rows), column + offset] = first
                    if height > 1:
                        below[column + offset] = height - 1, first
                column += width
            for covered, (_left, first) in hanging.items():
                self.covered[len(self.rows), covered] = first
            if len(self.covered) > _MOST_COVERED:
                raise grid.too_many_cells(self.file)
            hanging = {at: (left - 1, first) for at, (left, first) in hanging.items() if left > 1} | below
            self._add(texts, max(texts, default=-1) + 1, cleaned)

    def _take_objects(self, cell: HtmlElement, at: Cell) -> None:
        """Keep the place of a comment, and of a picture that stands for a text."""
        self.comments += [at] * any(map(is_comment, cell.iter("comment", "a", "span", "div")))
        self.texts += [at] * has_drawn_text(cell)

    def _add(self, texts: dict[int, str], width: int, cleaned: set[int]) -> None:
        self._cells += max(1, width)
        if len(self.rows) >= grid.MAX_ROWS or self._cells > grid.MAX_CELLS:
            raise grid.too_many_cells(self.file)
        self.cleaned += [address(len(self.rows), column) for column in sorted(cleaned)]
        self.rows.append(tuple(texts.get(column, "") for column in range(width)))


def _span(cell: HtmlElement, name: str) -> int:
    """A span as browsers read it: nonsense is 1, a rowspan of 0 ends with its group of rows (HTML 4.9.11).

    No rowspan goes beyond the sheet.
    """
    told = cell.get(name)
    if told is None:
        return 1
    found = _NUMBER.match(told)
    number = int(found[1]) if found else 1
    if name == "rowspan":
        return min(number or grid.MAX_ROWS, grid.MAX_ROWS)
    return max(1, number)


def _flow(element: HtmlElement, rows: _Rows) -> Iterator[str]:
    """Lines of text of the page in order; tables go straight to `rows`. A table of tables is layout.

    What stands in a table and in none of its cells is a line above it, where browsers show it.
    """
    line: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else "script"
        if leaving:
            if tag not in INLINE:
                yield "".join(line)
                line.clear()
            line.append(node.tail or "")
            continue
        if tag in SILENT or is_comment(node):
            line.append(node.tail or "")
            continue
        if tag not in INLINE:
            yield "".join(line)
            line.clear()
        if tag == "table" and node.find(".//table") is None:
            yield from loose_texts(node)
            rows.table(node)
            line.append(node.tail or "")
            continue
        if tag in FIELDS:
            line.append(entered(node) + (node.tail or ""))
            continue
        line.append(node.text or "")
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    yield "".join(line)
