"""The cover of a file of the archive (domain 2.8); a journal's own cover is the binder's."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.journal.words import plural
from archiver.papers.forms import Organisation, set_form
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA


@dataclass(frozen=True, slots=True)
class CoverForm:
    """All texts of a cover. The title equals that of the file plan; the archive code may come later."""

    college: Organisation
    department: str
    index: str
    title: str
    dates: str
    sheets: int
    retention: str
    mandate: str = ""
    volume: str = ""
    fund: str = ""
    inventory: str = ""
    unit: str = ""


def file_cover(form: CoverForm, pdf_a: PdfA) -> Typeset:
    """The cover: one page."""
    on_sheets = f"{form.sheets} {plural(form.sheets, ('листе', 'листах', 'листах'))}"
    return set_form("acts/cover.html", form, pdf_a, on_sheets=on_sheets)
