"""A sheet cut into blocks, with the account of its cells: nothing between the blocks is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from archiver.intake.report.blocks import Block, place
from archiver.intake.report.layout import is_month_row
from archiver.intake.report.ledger import Ledger
from archiver.intake.report.lines import Heading, Word, bare_subject_line, first_word, subject_line
from archiver.intake.report.loose import Unprinted, take_row
from archiver.intake.report.page import read_page, without_subject
from archiver.intake.report.page_problems import listed_cells
from archiver.intake.report.sheets.grid import Cell, Grid
from archiver.intake.report.telling import Telling
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.locale import _, ngettext

_NEAR = 8  # rows between a line and its table


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The pages of a sheet and what is wrong with them; `unprinted` are cells told once for a file.

    `counts` are its cells: seen, used, reported.
    """

    grid: Grid
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    unprinted: Unprinted
    counts: tuple[int, int, int]


def is_journal(grid: Grid) -> bool:
    """Whether the sheet has a line «Предмет : …», or a table of marks that lacks it."""
    return bool(_starts(grid)) or any(is_month_row(grid, row) for row in range(len(grid.rows)))


def read_sheet(file: str, grid: Grid) -> SheetRead:
    """Everything that stands on a sheet of a journal."""
    ledger = Ledger(grid)
    unprinted = Unprinted()
    starts = _starts(grid)
    blocks: list[Block] = []
    around, findings = _preamble(file, grid, ledger, starts[0] if starts else len(grid.rows), unprinted)
    for start, end in pairwise([*starts, len(grid.rows)]):
        page = read_page(file, grid, ledger, start, end, around, unprinted)
        findings += page.findings
        around = page.after
        if page.block is not None:
            blocks.append(page.block)
    findings += _unaccounted(file, grid, list(ledger.unaccounted()))
    return SheetRead(grid, tuple(blocks), tuple(findings), unprinted, ledger.counts())


def _starts(grid: Grid) -> list[int]:
    """The rows where blocks begin. «Модуль : …» begins the block of the subject under it, if there is one."""
    rows = grid.rows
    found: list[int] = []
    after_module = -1
    for row, cells in enumerate(rows):
        word = first_word(cells)
        if word is Word.SUBJECT or (bare_subject_line(cells) and _has_table(grid, row)):
            if row > after_module:
                found.append(row)
            after_module = -1
        elif word is Word.MODULE and (follows := _subject_follows(grid, row)) | _has_table(grid, row):
            found.append(row)
            after_module = row + _NEAR if follows else -1
    return found


def _has_table(grid: Grid, row: int) -> bool:
    return any(is_month_row(grid, at) for at in _below(grid, row))


def _subject_follows(grid: Grid, row: int) -> bool:
    return any(subject_line(grid.rows[at]) for at in _below(grid, row))


def _below(grid: Grid, row: int) -> Iterator[int]:
    """The rows near under a line, up to the next line that begins a block or the table."""
    for at in range(row + 1, min(row + 1 + _NEAR, len(grid.rows))):
        yield at
        if first_word(grid.rows[at]) in {Word.SUBJECT, Word.MODULE} or is_month_row(grid, at):
            return


def _preamble(
    file: str, grid: Grid, ledger: Ledger, end: int, unprinted: Unprinted
) -> tuple[Heading, list[Finding]]:
    """What stands above the first block; a table of marks among it lacks its subject."""
    telling = Telling(Heading())
    table = next((row for row in range(end) if is_month_row(grid, row)), end)
    for row in range(table):
        take_row(grid, ledger, row, unprinted, telling.around, heading=True)
    ledger.report_rows(table, end)
    found = [without_subject(file, grid, row) for row in range(table, end) if is_month_row(grid, row)]
    return telling.own, found


def _unaccounted(file: str, grid: Grid, cells: list[Cell]) -> Iterator[Finding]:
    if not cells:
        return
    where = _("sheet «{sheet}»").format(sheet=grid.sheet) + ", " if grid.sheet else ""
    message = ngettext(
        "{file}, {sheet}{count} cell is neither printed nor understood: {cells}.",
        "{file}, {sheet}{count} cells are neither printed nor understood: {cells}.",
        len(cells),
    )
    yield finding(
        "source.unaccounted",
        message.format(file=file, sheet=where, count=len(cells), cells=listed_cells(cells)),
        place=place(file, grid.sheet, *cells[0]),
    )
