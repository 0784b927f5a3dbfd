"""What is said of a file once, and not of each of its pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archiver.intake.report.blocks import place
from archiver.intake.report.lines import subject_line
from archiver.intake.report.page_problems import SHOWN
from archiver.intake.report.sheets import grid
from archiver.intake.report.sheets.grid import Cell, Grid, Sheets, address
from archiver.intake.report.sheets.sheet import SheetRead
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _, ngettext

# Every page of a file is made alike: what one of them has, fifty have.
_SAID_ONCE = frozenset({"report.subgroups-in-list", "report.struck"})

_OPENING = 200
_OTHER_SYSTEMS = {
    "1С:Колледж": re.compile(r"1[СC]\s*:?\s*(?:Колледж|Предприятие|Университет|Образование)", re.IGNORECASE),
    "ЭлЖур": re.compile(r"эл\.?\s?жур\b|\beljur", re.IGNORECASE),
    "Дневник.ру": re.compile(r"дневник\.\s?ру|\bdnevnik\.ru", re.IGNORECASE),
    "БАРС.Образование": re.compile(r"\bБАРС\b[.\s«-]*(?:Образование|Груп|Электронн|Web)", re.IGNORECASE),
    "Moodle": re.compile(r"\bmoodle\b|Итог(?:овая оценка)? (?:за )?курса? \(", re.IGNORECASE),
}
"""Words that systems put into what they export; no reader is written for them without a real file."""


def not_a_journal(file: str) -> Finding:
    """A table of something else beside the exports."""
    return finding(
        "report.not-a-journal",
        _("{file} has no line «Предмет : …»: this is not a printed journal.").format(file=file),
        place=Place(file=file),
    )


def of_other_system(file: str, sheets: Sheets) -> Finding | None:
    """A journal of another system, told by the words it leaves in its tables; None for anything else."""
    for one in sheets.grids:
        for at, row in enumerate(one.rows[:_OPENING]):
            for column, text in enumerate(row):
                for system, words in _OTHER_SYSTEMS.items():
                    if text and words.search(text):
                        return finding(
                            "report.other-system",
                            _("{file} is an export of {system}, not of ASU RSO.").format(
                                file=file, system=system
                            ),
                            place=place(file, one.sheet, at, column),
                        )
    return None


def left_out(file: str, sheet: str | None) -> Finding:
    """A sheet of something else in a journal's file."""
    return finding(
        "report.sheet-left-out",
        _("{file}: sheet «{sheet}» has no line «Предмет : …» and was left out.").format(
            file=file, sheet=sheet
        ),
        place=place(file, sheet, 0, 0),
    )


def said_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, those that every page of the file has once, with the number of pages."""
    same: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.code in _SAID_ONCE:
            same[one.code].append(one)
        else:
            yield one
    for first, *others in same.values():
        more = ngettext(
            "The same on {count} more page of the file.",
            "The same on {count} more pages of the file.",
            len(others),
        ).format(count=len(others))
        yield replace(first, message=f"{first.message} {more}") if others else first


def unprinted(file: str, pages: Sequence[SheetRead]) -> Iterator[Finding]:
    """Totals, signatures and other text that stand around the tables and are not copied."""
    totals = [(page.grid, cell) for page in pages for cell in page.unprinted.totals]
    texts = [(page.grid, cell) for page in pages for cell in page.unprinted.texts]
    if totals:
        message = ngettext(
            "{file}: {count} cell of totals and signatures is not copied ({cells}).",
            "{file}: {count} cells of totals and signatures are not copied ({cells}).",
            len(totals),
        )
        yield _of_cells("report.totals-left-out", message, file, totals)
    if texts:
        message = ngettext(
            "{file}: {count} line beside the tables is not printed ({cells}).",
            "{file}: {count} lines beside the tables are not printed ({cells}).",
            len(texts),
        )
        yield _of_cells("report.text-left-out", message, file, texts)


def unnumbered(file: str, pages: Sequence[SheetRead]) -> Iterator[Finding]:
    """Students without a number."""
    rows = [
        (page.grid, (student.row, 0))
        for page in pages
        for block in page.blocks
        for student in block.students
        if student.number is None
    ]
    if rows:
        message = ngettext(
            "{file}: {count} row of a student has no number ({cells}); the next free one was given.",
            "{file}: {count} rows of students have no number ({cells}); the next free ones were given.",
            len(rows),
        )
        yield _of_cells("report.unnumbered", message, file, rows)


def _of_cells(code: str, message: str, file: str, cells: Sequence[tuple[Grid, Cell]]) -> Finding:
    shown = ", ".join(
        f"{one.sheet}!{address(*cell)}" if one.sheet else address(*cell) for one, cell in cells[:SHOWN]
    )
    more = " …" if len(cells) > SHOWN else ""
    first, cell = cells[0]
    text = message.format(file=file, count=len(cells), cells=shown + more)
    return finding(code, text, place=place(file, first.sheet, *cell))


def noticed(file: str, sheets: Sheets) -> Iterator[Finding]:
    """What the reader of the file's format noticed."""
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
    if sheets.valueless:
        count = len(sheets.valueless)
        message = ngettext(
            "{file}: {count} formula has no value ({cells}): what stood in the cell cannot be told.",
            "{file}: {count} formulas have no values ({cells}): what stood in the cells cannot be told.",
            count,
        )
        shown = ", ".join(sheets.valueless[:SHOWN]) + (" …" if count > SHOWN else "")
        yield finding(
            "report.formula-valueless",
            message.format(file=file, count=count, cells=shown),
            place=Place(file=file, cell=sheets.valueless[0]),
        )
    if sheets.cleaned:
        message = _("{file}: characters that cannot be printed were left out (first in {cell}).")
        first = sheets.cleaned[0]
        yield finding(
            "text.control-characters",
            message.format(file=file, cell=first),
            place=Place(file=file, cell=first),
        )


def pages_lost(file: str, sheets: Sheets) -> Iterator[Finding]:
    """A finding when the file was written with more pages than its reader came upon."""
    read = sum(1 for one in sheets.grids for row in one.rows if subject_line(row))
    if sheets.pages_written is not None and sheets.pages_written > read:
        message = _("{file} has {written} lines «Предмет : …», but only {read} could be read.")
        yield finding(
            "report.pages-lost",
            message.format(file=file, written=sheets.pages_written, read=read),
            place=Place(file=file),
        )
