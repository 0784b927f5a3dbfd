"""The act of transfer to the archive (domain 2.14); regulation item 4: no later than 5 July."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.papers.forms import NOBODY, Organisation, Signer, set_form
from archiver.papers.wording import UNITS, sheets, sum_of
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA


@dataclass(frozen=True, slots=True)
class TransferRow:
    """What is handed over: an inventory or a file, copies of the inventory, storage units, sheets, medium."""

    title: str
    copies: int
    units: int
    sheets: int
    medium: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TransferForm:
    """All texts of the act; `giver` and `taker` are departments, `due` the date it was owed by."""

    college: Organisation
    director: Signer
    number: str
    on: str
    basis: str
    due: str
    giver: str
    taker: str
    rows: tuple[TransferRow, ...]
    fund_number: str = ""
    fund_name: str = ""
    hands_over: Signer = NOBODY
    accepts: Signer = NOBODY
    archivist: Signer = NOBODY


def transfer_act(form: TransferForm, pdf_a: PdfA) -> Typeset:
    """The act as pages."""
    return set_form(
        "acts/transfer.html",
        form,
        pdf_a,
        total=sum_of(sum(row.units for row in form.rows), UNITS),
        sheets=sheets(sum(row.sheets for row in form.rows)),
        imprint=f"Акт приёма-передачи № {form.number} от {form.on}",
    )
