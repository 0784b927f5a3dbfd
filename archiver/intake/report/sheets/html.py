"""«Распечатка классного журнала» as HTML (also saved under the name .xls), read into one grid.

Lines of text outside tables become rows of one cell and tables follow one another, as the page
shows them. Nothing is fetched or run: scripts, styles and comments are left out, entities are
those of HTML only, and spans are cut at the size of a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeGuard

from archiver.intake.report.lines import subject_line
from archiver.intake.report.sheets import grid
from archiver.intake.report.sheets.encoding import decoded
from archiver.intake.report.sheets.grid import Cell, Grid, Objects, Sheets, address, cell_text
from archiver.intake.report.sheets.html_plain import PlainCell, PlainTable, place_of, take_out
from archiver.intake.report.sheets.html_rows import row_groups
from archiver.intake.report.sheets.html_strokes import struck_letters
from archiver.intake.report.sheets.html_swallowed import swallows_rows, tag_swallows_rows
from archiver.intake.report.sheets.html_text import (
    FIELDS,
    INLINE,
    SILENT,
    Element,
    entered,
    has_drawn_text,
    is_comment,
    loose_texts,
    text_of,
)
from archiver.intake.report.sheets.written import pages_written, shown

_NUMBER = re.compile(r"\s*(\d{1,9})")
_DOCUMENTS = re.compile(r"<\?xml[^<>]*>|<!doctype[^<>]*>|</?(?:html|body)\b[^<>]*>", re.IGNORECASE)
_MOST_COVERED = 500_000
_HTML, _END_OF_HTML = (re.compile(tag, re.IGNORECASE) for tag in ("<html", "</html"))
_CUT_TAG = re.compile(r"<[^<>]{0,400}\Z")


def read_html(file: str, data: bytes) -> Sheets:
    """The page as one grid. Raises FileRefused when it is too large or cannot be read at all."""
    text, encoding = decoded(data)
    # lxml refuses text that declares an encoding in an XML heading, and NUL ends its input.
    source = _DOCUMENTS.sub(" ", text.replace("\0", "")).strip()
    struck = struck_letters(text)
    rest, plain = take_out(source) if struck is None else (source, {})
    rows, ended_early = _read(file, rest, _Rows(file, struck, plain))
    if len(plain) != rows.plain_tables:  # something swallows or hides one: the parser has to see it
        rest = source
        rows, ended_early = _read(file, source, _Rows(file, struck, {}))
    lines = sum(map(subject_line, rows.rows))
    return Sheets(
        (
            Grid(
                tuple(rows.rows),
                None,
                rows.covered,
                struck=rows.struck,
                objects=Objects(tuple(rows.comments), tuple(rows.texts)),
            ),
        ),
        cleaned=tuple(rows.cleaned),
        encoding=encoding,
        cut=ended_early or _is_cut(text, rest) or swallows_rows(rest) or tag_swallows_rows(shown(rest)),
        pages_written=rows.plain_subjects + pages_written(rest, lines - rows.plain_subjects),
    )


def _read(file: str, text: str, rows: _Rows) -> tuple[_Rows, bool]:
    page, ended_early = _parse(file, text)
    for line in _flow(page, rows):
        rows.line(line)
    return rows, ended_early


def _is_cut(text: str, rest: str) -> bool:
    """Whether the page ends before what it opened: a download broken off would lose pages in silence.

    `rest` is the page without its documents' tags and without its plain tables, which are whole.
    """
    if _HTML.search(text):
        return _END_OF_HTML.search(text) is None
    folded = rest.casefold()
    return folded.count("<table") != folded.count("</table") or bool(_CUT_TAG.search(text))


def _parse(file: str, text: str) -> tuple[Element, bool]:
    """The page, and whether the parser gave up before its end.

    Reports saved one after another make several documents of one file, and the parser drops what follows the
    first one's end: so the tags of documents are taken out before. `huge_tree` lifts its limits of depth and
    length, at which it would stop and say nothing; memory and time are the quarantine's to limit.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    try:
        page = etree.fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise grid.broken(file) from error
    if page is None:
        raise grid.broken(file)
    return page, any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)


class _Rows:
    """Rows of the grid as the page gives them, within its limits."""

    def __init__(
        self,
        file: str,
        struck_text: Callable[[Element], str | None] | None,
        plain: Mapping[str, PlainTable],
    ) -> None:
        self.file = file
        self._plain = plain
        self._shown: dict[str, tuple[str, bool]] = {}
        self.struck: dict[Cell, str] = {}
        self._struck_text = struck_text
        self.rows: list[tuple[str, ...]] = []
        self.plain_tables = self.plain_subjects = 0
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

    def table(self, table: Element) -> None:
        """Add the rows of a table without tables in it; a spanned cell's text stands in its first cell."""
        plain = self._plain.get(place_of(table.attrib) or "")
        if plain is not None:
            before = len(self.rows)
            for rows in plain.groups():
                self._group(rows)
            self.plain_tables += 1
            self.plain_subjects += sum(map(subject_line, self.rows[before:]))
            return
        for lines in row_groups(table):
            self._group(map(self._parsed, lines))

    def _parsed(self, line: list[Element]) -> list[_ParsedCell]:
        return [
            _ParsedCell(
                "".join(text_of(cell)) if len(cell) else cell.text or "",
                cell.get("colspan"),
                cell.get("rowspan"),
                cell,
            )
            for cell in line
        ]

    def _group(self, lines: Iterable[list[str] | list[PlainCell] | list[_ParsedCell]]) -> None:
        hanging: dict[int, tuple[int, Cell]] = {}  # column -> rows still covered from above, and by what
        for line in lines:
            if not hanging and _are_texts(line):
                self._texts(line)
                continue
            texts: dict[int, str] = {}
            cleaned: set[int] = set()
            column = 0
            below: dict[int, tuple[int, Cell]] = {}
            for one in line:
                cell = PlainCell(one) if isinstance(one, str) else one
                while column in hanging:
                    column += 1
                width, height = _span(cell.colspan, "colspan"), _span(cell.rowspan, "rowspan")
                if column + width > grid.MAX_COLUMNS:
                    raise grid.too_many_cells(self.file)
                texts[column], changed = self._clean(cell.text)
                if isinstance(cell, _ParsedCell):
                    self._take_details(cell.element, (len(self.rows), column))
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

    def _texts(self, line: Sequence[str]) -> None:
        """Add a row of cells that stand one beside the other, with nothing from above among them."""
        if len(line) > grid.MAX_COLUMNS:
            raise grid.too_many_cells(self.file)
        made = [self._shown.get(text) or self._clean(text) for text in line]
        changed = [column for column, one in enumerate(made) if one[1]]
        self._append(tuple([shown for shown, _changed in made]), changed)

    def _clean(self, text: str) -> tuple[str, bool]:
        """`cell_text`, remembered while the page is read: a journal says the same in most of its cells."""
        known = self._shown.get(text)
        if known is None:
            known = self._shown[text] = cell_text(text)
        return known

    def _take_details(self, cell: Element, at: Cell) -> None:
        if len(cell):
            self._take_objects(cell, at)
        if self._struck_text is not None and (struck := self._struck_text(cell)):
            self.struck[at] = cell_text(struck)[0]

    def _take_objects(self, cell: Element, at: Cell) -> None:
        """Keep the place of a comment, and of a picture that stands for a text."""
        self.comments += [at] * any(map(is_comment, cell.iter("comment", "a", "span", "div")))
        self.texts += [at] * has_drawn_text(cell)

    def _add(self, texts: dict[int, str], width: int, cleaned: set[int]) -> None:
        self._append(tuple([texts.get(column, "") for column in range(width)]), sorted(cleaned))

    def _append(self, row: tuple[str, ...], cleaned: Sequence[int]) -> None:
        self._cells += max(1, len(row))
        if len(self.rows) >= grid.MAX_ROWS or self._cells > grid.MAX_CELLS:
            raise grid.too_many_cells(self.file)
        self.cleaned += [address(len(self.rows), column) for column in cleaned]
        self.rows.append(row)


def _are_texts(line: Sequence[object]) -> TypeGuard[list[str]]:
    return not line or isinstance(line[0], str)


class _ParsedCell(NamedTuple):
    """A cell with its element."""

    text: str
    colspan: str | None
    rowspan: str | None
    element: Element


def _span(told: str | None, name: str) -> int:
    """A span as browsers read it: nonsense is 1, a rowspan of 0 ends with its group of rows (HTML 4.9.11).

    No rowspan goes beyond the sheet.
    """
    if told is None:
        return 1
    found = _NUMBER.match(told)
    number = int(found[1]) if found else 1
    if name == "rowspan":
        return min(number or grid.MAX_ROWS, grid.MAX_ROWS)
    return max(1, number)


def _flow(element: Element, rows: _Rows) -> Iterator[str]:
    """Lines of text of the page in order; tables go straight to `rows`. A table of tables is layout.

    What stands in a table and in none of its cells is a line above it, where browsers show it.
    """
    line: list[str] = []
    stack: list[tuple[Element, bool]] = [(element, False)]
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
