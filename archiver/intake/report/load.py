"""One export file as blocks, whatever it is; every trouble of the file as a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archiver.intake.detect import Format, detect
from archiver.intake.files import FileTree
from archiver.intake.refusal import FileRefused
from archiver.intake.report import grid
from archiver.intake.report.blocks import Block, has_blocks, place, read_blocks
from archiver.intake.report.grid import Sheets
from archiver.intake.report.lines import subject_line
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _, ngettext
from archiver.settings import Limits

_NAMES = {Format.BIFF_XLS: "xls", Format.XLSX: "xlsx", Format.HTML: "html"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's pages and findings; `format` is the journal's word for it, "" where it cannot be read."""

    file: str
    format: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def load(tree: FileTree, file: str, limits: Limits) -> Loaded:
    """The file read; never raises for what is in it."""
    try:
        kind, sheets = _sheets(tree, file, limits)
    except FileRefused as refusal:
        return Loaded(file, "", (), (refusal.finding(file),))
    blocks: list[Block] = []
    findings = list(_notes(file, sheets))
    journals = [one for one in sheets.grids if has_blocks(one)]
    if not journals:
        findings.append(
            finding(
                "report.not-a-journal",
                _("{file} has no line «Предмет : …»: this is not a printed journal.").format(file=file),
                place=Place(file=file),
            )
        )
    for one in sheets.grids:
        if has_blocks(one):
            found, problems = read_blocks(file, one)
            blocks += found
            findings += problems
        elif journals and any(map(any, one.rows)):
            findings.append(
                finding(
                    "report.sheet-left-out",
                    _("{file}: sheet «{sheet}» has no line «Предмет : …» and was left out.").format(
                        file=file, sheet=one.sheet
                    ),
                    place=place(file, one.sheet, 0, 0),
                )
            )
    findings += _lost(file, sheets)
    return Loaded(file, _NAMES[kind], tuple(blocks), tuple(findings))


def _lost(file: str, sheets: Sheets) -> Iterator[Finding]:
    """A finding when the file was written with more pages than its reader came upon."""
    read = sum(1 for one in sheets.grids for row in one.rows if subject_line(row))
    if sheets.pages_written is not None and sheets.pages_written > read:
        message = _("{file} has {written} lines «Предмет : …», but only {read} could be read.")
        yield finding(
            "report.pages-lost",
            message.format(file=file, written=sheets.pages_written, read=read),
            place=Place(file=file),
        )


def _sheets(tree: FileTree, file: str, limits: Limits) -> tuple[Format, Sheets]:
    data = tree.read(file)
    if len(data) > limits.max_file_mb * 1024 * 1024:
        raise grid.too_many_cells(file)
    kind = detect(data)
    if kind is Format.EMPTY:
        raise grid.empty(file)
    if kind is Format.ENCRYPTED_OFFICE:
        raise grid.encrypted(file)
    if kind is Format.HTML:
        from archiver.intake.report.html import read_html

        return kind, read_html(file, data)
    if kind in _NAMES:
        from archiver.intake.report.biff_xlsx import read_workbook

        return kind, read_workbook(file, data, kind, limits)
    raise grid.broken(file)


def _notes(file: str, sheets: Sheets) -> Iterator[Finding]:
    where = Place(file=file)
    if sheets.cut:
        yield grid.broken(file).finding(file)
    if sheets.encoding is not None:
        message = _("{file} is written in {encoding}, not in the encoding it names; read as {encoding}.")
        yield finding("report.encoding", message.format(file=file, encoding=sheets.encoding), place=where)
    if sheets.formulas:
        count = len(sheets.formulas)
        message = ngettext(
            "{file}: {count} cell holds a formula (first {cell}); the value last shown is printed.",
            "{file}: {count} cells hold formulas (first {cell}); the values last shown are printed.",
            count,
        )
        first = sheets.formulas[0]
        yield finding(
            "report.formulas",
            message.format(file=file, count=count, cell=first),
            place=Place(file=file, cell=first),
        )
    if sheets.cleaned:
        message = _("{file}: characters that cannot be printed were left out (first in {cell}).")
        first = sheets.cleaned[0]
        yield finding(
            "text.control-characters",
            message.format(file=file, cell=first),
            place=Place(file=file, cell=first),
        )
