"""The act of presence and condition of archival documents (rules of archives, Rosarchiv order 77 of 2023).

Its items follow the form of those rules; what no program sees (technical errors of inventories, how documents
are kept) is a line to fill in.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.papers.forms import NOBODY, Organisation, Signer, set_form
from archiver.papers.wording import UNITS, sum_of
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """A volume, or a label of none, that is not as it should be, and how it is."""

    title: str
    place: str
    remark: str


@dataclass(frozen=True, slots=True)
class PresenceForm:
    """All texts of the act; counts are of storage units (volumes). `needs` are counts in the form's order."""

    college: Organisation
    director: Signer
    number: str
    on: str
    room: str
    listed: int
    found: int
    lent: int
    missing: int
    misplaced: int
    unknown: int
    needs: tuple[tuple[str, int], ...]
    rows: tuple[PresenceRow, ...] = ()
    conditions: str = ""
    fund_number: str = ""
    fund_name: str = ""
    checkers: tuple[Signer, ...] = (NOBODY, NOBODY)


def presence_act(form: PresenceForm, pdf_a: PdfA) -> Typeset:
    """The act as pages."""
    return set_form(
        "acts/presence.html",
        form,
        pdf_a,
        listed=sum_of(form.listed, UNITS),
        present=sum_of(form.found + form.lent, UNITS),
        missing=sum_of(form.missing, UNITS),
        lent=sum_of(form.lent, UNITS),
        misplaced=sum_of(form.misplaced, UNITS),
        unknown=sum_of(form.unknown, UNITS),
        imprint=f"Акт проверки наличия и состояния № {form.number} от {form.on}",
    )
