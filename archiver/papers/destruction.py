"""The destruction act in the official form with its annexes (domain 2.13, columns 1–8)."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.papers.accounts import OneAccount
from archiver.papers.forms import NO_PROTOCOL, NOBODY, Organisation, Protocol, Signer, set_form
from archiver.papers.wording import COPIES, UNITS, sum_of, years_word
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA


@dataclass(frozen=True, slots=True)
class DestructionRow:
    """A row: title, years, number of the inventory and of the unit in it, storage units, period, remark."""

    title: str
    years: str
    inventory: str
    unit: str
    units: int
    period: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A line of annex 1: row of the act, carrier, place, copy, digest (or ""), sheets (or "")."""

    row: int
    carrier: str
    where: str
    what: str
    digest: str = ""
    sheets: str = ""


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A line of annex 2: copy and place, method, moment, person, digest before, the store's answer."""

    what: str
    where: str
    method: str
    at: str
    by: str
    digest: str
    answer: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A line of the annex on the steps: what was done, when, by whom, from which account ("" unknown)."""

    what: str
    at: str
    by: str
    account: str


@dataclass(frozen=True, slots=True)
class Regional:
    """What the regional commission did, where the college is an acquisition source."""

    authority: str = ""
    inventories: Protocol = NO_PROTOCOL
    protocol: Protocol = NO_PROTOCOL


@dataclass(frozen=True, slots=True)
class Done:
    """The entry on the destruction itself: paper by weight and waybill, electronic by method."""

    weight: str = ""
    recipient: str = ""
    waybill: str = ""
    waybill_on: str = ""
    method: str = ""
    by: Signer = NOBODY
    on: str = ""


@dataclass(frozen=True, slots=True)
class DestructionForm:
    """All texts of the act. `trail_head` is the head of the audit trail it is anchored with.

    `paper`/`electronic` say which carriers the entry on the destruction is about. The steps are printed where
    several were taken from one account.
    """

    college: Organisation
    director: Signer
    number: str
    on: str
    basis: str
    rows: tuple[DestructionRow, ...]
    years: str
    digest: str
    trail_head: str = ""
    fund_number: str = ""
    fund_name: str = ""
    approved_on: str = ""
    appraiser: Signer = NOBODY
    commission: Protocol = NO_PROTOCOL
    regional: Regional | None = None
    done: Done = Done()
    archivist: Signer = NOBODY
    accounted_on: str = ""
    copies: tuple[CopyLine, ...] = ()
    proofs: tuple[ProofLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    accounts: tuple[OneAccount, ...] = ()
    paper: bool = True
    electronic: bool = True


def destruction_act(form: DestructionForm, pdf_a: PdfA) -> Typeset:
    """The act as pages; annex 1 lists the copies, annex 2 (after the execution) the proofs.

    A last annex lists the steps when several were taken from one account of the operating system.
    """
    head = f". Журнал событий: {form.trail_head}" if form.trail_head else ""
    return set_form(
        "acts/destruction.html",
        form,
        pdf_a,
        total=sum_of(sum(row.units for row in form.rows), UNITS),
        years_word=years_word(form.years),
        copies_total=sum_of(len(form.copies), COPIES),
        proofs_total=sum_of(len(form.proofs), COPIES),
        steps_annex=1 + bool(form.copies) + bool(form.proofs),
        has_paper=form.paper,
        has_electronic=form.electronic,
        imprint=f"Акт № {form.number}. SHA-256 акта: {form.digest}{head}",
    )
