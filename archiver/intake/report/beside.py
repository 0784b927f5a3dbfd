"""What lies on a sheet and in none of its cells: named once for each sheet, since no paper shows it.

A text box says something that is not in the table, so it is text left out. Of a comment only the place is
told: teachers write there what is not meant for the archive.
"""

from __future__ import annotations

from collections.abc import Iterator

from archiver.intake.report.blocks import place
from archiver.intake.report.page_problems import listed_cells
from archiver.intake.report.sheets.grid import Cell, Grid
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.locale import _, ngettext


def beside_cells(file: str, sheet: Grid) -> Iterator[Finding]:
    """The comments, pictures and charts of a sheet in one note, and its text boxes."""
    found = sheet.objects
    said = []
    if found.comments:
        told = _("comments on cells: {count} ({cells})")
        said.append(told.format(count=len(found.comments), cells=listed_cells(found.comments)))
    if found.pictures:
        said.append(_("pictures: {count}").format(count=found.pictures))
    if found.charts:
        said.append(_("charts and embedded documents: {count}").format(count=found.charts))
    if said:
        yield finding(
            "report.objects-left-out",
            _("{where}: not printed: {what}.").format(where=_where(file, sheet), what="; ".join(said)),
            place=place(file, sheet.sheet, *_first(found.comments)),
        )
    if found.texts:
        message = ngettext(
            "{where}: the text of {count} text box or picture is not printed ({cells}).",
            "{where}: the texts of {count} text boxes or pictures are not printed ({cells}).",
            len(found.texts),
        )
        yield finding(
            "report.text-left-out",
            message.format(
                where=_where(file, sheet), count=len(found.texts), cells=listed_cells(found.texts)
            ),
            place=place(file, sheet.sheet, *_first(found.texts)),
        )


def _where(file: str, sheet: Grid) -> str:
    return f"{file}, " + _("sheet «{sheet}»").format(sheet=sheet.sheet) if sheet.sheet else file


def _first(cells: tuple[Cell, ...]) -> Cell:
    return cells[0] if cells else (0, 0)
