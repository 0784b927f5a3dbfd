"""The certification sheet of a file (лист-заверитель дела, domain 2.7)."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.journal.words import in_words
from archiver.papers.forms import NOBODY, Signer, set_form
from archiver.papers.wording import sheets
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of «Особенности физического состояния и формирования дела»: the text, the sheets it is about."""

    text: str
    sheets: str


@dataclass(frozen=True, slots=True)
class CertificationForm:
    """All texts of the sheet. `contents_sheets` are those of the contents, counted after the «+».

    `last` is the number on the last sheet: it differs from `sheets` where numbers were missed or
    lettered.
    """

    index: str
    title: str
    sheets: int
    last: int
    contents_sheets: int = 0
    volume: str = ""
    lettered: str = ""
    missed: str = ""
    features: tuple[Feature, ...] = ()
    certifier: Signer = NOBODY
    on: str = ""


def certification_sheet(form: CertificationForm, pdf_a: PdfA) -> Typeset:
    """The sheet: one page."""
    own = f"{form.contents_sheets} ({in_words(form.contents_sheets)})"
    return set_form("acts/certification.html", form, pdf_a, amount=sheets(form.sheets), own=own)
