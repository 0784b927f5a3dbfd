"""The destruction act in one of its forms, with the list of what is to be destroyed (domain 2.13).

It says what was agreed to and approved, and nothing of what came after: the entries on the destruction are
lines to write on, on the sheet that bears the signatures. What was done is a paper of its own (`execution`).
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.papers.accounts import OneAccount, StepLine
from archiver.papers.act_forms import layout_of
from archiver.papers.forms import NO_PROTOCOL, NOBODY, Organisation, Protocol, Signer, set_form
from archiver.papers.wording import COPIES, FILES, sum_of, years_word
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
class Regional:
    """What the regional commission did, where the college is an acquisition source."""

    authority: str = ""
    inventories: Protocol = NO_PROTOCOL
    protocol: Protocol = NO_PROTOCOL


@dataclass(frozen=True, slots=True)
class DestructionForm:
    """All texts of the act. `trail_head` is the head of the audit trail it is anchored with.

    `paper`/`electronic` say which carriers the entry on the destruction is about. `inventories` is the
    protocol of the college's own commission on the inventories of files kept for over ten years, None where
    the act does not speak of them. The steps to the approval are printed where several were taken from one
    account. `left_out` are files whose period is over and that are not in the act, with why.
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
    inventories: tuple[Protocol, ...] = ()
    copies: tuple[CopyLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    accounts: tuple[OneAccount, ...] = ()
    paper: bool = True
    electronic: bool = True
    form: str = ""
    left_out: tuple[str, ...] = ()


LIMITS = (
    "Закрытие, срок и приостановления каждого дела сверены с журналом событий и с носителями. Обнаружить "
    "нельзя изменений реестра, сделанных и скрытых, пока не был подключён ни один носитель."
)
"""What nobody can find out after the fact (ADR 0049), said where the copies are listed."""


def destruction_act(form: DestructionForm, pdf_a: PdfA) -> Typeset:
    """The act as pages; annex 1 lists the copies that are to be destroyed.

    A last annex lists the steps when several were taken from one account of the operating system.
    """
    head = f". Журнал событий: {form.trail_head}" if form.trail_head else ""
    layout = layout_of(form.form)
    return set_form(
        "acts/destruction.html",
        form,
        pdf_a,
        layout=layout,
        nobody=NOBODY,
        total=sum_of(sum(row.units for row in form.rows), layout.counted),
        years_word=years_word(form.years),
        copies_total=sum_of(len(form.copies), COPIES),
        steps_annex=1 + bool(form.copies),
        limits=LIMITS,
        left_out_total=sum_of(len(form.left_out), FILES),
        has_paper=form.paper,
        has_electronic=form.electronic,
        imprint=f"Акт № {form.number}. SHA-256 акта: {form.digest}{head}",
    )
