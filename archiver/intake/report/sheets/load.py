"""One export file as blocks, whatever it is: every trouble a finding, every cell accounted for."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.intake.account import FileAccount
from archiver.intake.detect import Format, detect
from archiver.intake.file_tree import FileTree
from archiver.intake.refusal import FileRefused
from archiver.intake.report.beside import beside_cells
from archiver.intake.report.blocks import Block
from archiver.intake.report.file_findings import (
    left_out,
    not_a_journal,
    noticed,
    of_other_system,
    pages_lost,
    said_once,
    unnumbered,
    unprinted,
)
from archiver.intake.report.sheets import grid
from archiver.intake.report.sheets.grid import Grid, Sheets
from archiver.intake.report.sheets.sheet import SheetRead, is_journal, read_sheet
from archiver.journal.findings import Finding
from archiver.settings.tables import Limits

_LOST = "\N{REPLACEMENT CHARACTER}"
_NAMES = {
    Format.BIFF_XLS: "xls",
    Format.XLSX: "xlsx",
    Format.ODS: "ods",
    Format.HTML: "html",
    Format.MHTML: "mhtml",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's pages, findings and account.

    `format` is the journal's word for it, "" where it cannot be read. `journal` says that it is a printed
    journal, or may be one that cannot be read; of any other file the name says nothing.
    """

    file: str
    format: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    account: FileAccount
    journal: bool = True


def load(tree: FileTree, file: str, limits: Limits) -> Loaded:
    """The file read; never raises for what is in it."""
    try:
        kind, sheets = _sheets(tree, file, limits)
    except FileRefused as refusal:
        return Loaded(file, "", (), (refusal.finding(file),), FileAccount(file, "cells", 0, 0, 0))
    findings = list(noticed(file, sheets))
    if not any(map(is_journal, sheets.grids)):
        if not sheets.cut and _is_damaged(sheets):
            findings.append(grid.broken(file).finding(file))
            return Loaded(file, _NAMES[kind], (), tuple(findings), FileAccount(file, "cells", 0, 0, 0))
        lost = tuple(pages_lost(file, sheets))
        findings += lost or [of_other_system(file, sheets) or not_a_journal(file)]
        seen = sum(map(_filled, sheets.grids))
        account = FileAccount(file, "cells", seen, 0, seen)
        return Loaded(file, _NAMES[kind], (), tuple(findings), account, journal=sheets.cut or bool(lost))
    pages: list[SheetRead] = []
    counts = [(0, 0, 0)]
    for one in sheets.grids:
        if is_journal(one):
            pages.append(read_sheet(file, one))
            findings += (*pages[-1].findings, *beside_cells(file, one))
            counts.append(pages[-1].counts)
        elif _filled(one):
            findings.append(left_out(file, one.sheet))
            counts.append((_filled(one), 0, _filled(one)))
    findings += (left_out(file, name) for name in sheets.others)
    seen, used, reported = map(sum, zip(*counts, strict=True))
    return Loaded(
        file,
        _NAMES[kind],
        tuple(block for page in pages for block in page.blocks),
        (*said_once(findings), *unprinted(file, pages), *unnumbered(file, pages), *pages_lost(file, sheets)),
        FileAccount(file, "cells", seen, used, reported),
    )


def _is_damaged(sheets: Sheets) -> bool:
    """Whether letters of the file could not be read: then what it is cannot be told either."""
    return any(_LOST in text for one in sheets.grids for row in one.rows for text in row)


def _filled(one: Grid) -> int:
    return sum(sum(map(bool, row)) for row in one.rows)


def _sheets(tree: FileTree, file: str, limits: Limits) -> tuple[Format, Sheets]:
    data = tree.read(file)  # within `limits`
    kind = detect(data)
    if kind is Format.EMPTY:
        raise grid.empty(file)
    if kind is Format.ENCRYPTED_OFFICE:
        raise grid.encrypted(file)
    if kind is Format.HTML:
        from archiver.intake.report.sheets.html import read_html

        return kind, read_html(file, data)
    if kind is Format.MHTML:
        from archiver.intake.report.sheets.mhtml import read_mhtml

        return kind, read_mhtml(file, data)
    if kind in _NAMES:
        from archiver.intake.report.sheets.biff_xlsx import read_workbook

        return kind, read_workbook(file, data, kind, limits)
    raise grid.broken(file)
