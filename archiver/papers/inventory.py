"""Inventories of files with their closing entry: on paper (domain 2.10) and electronic (domain 2.11)."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.papers.forms import NO_PROTOCOL, NOBODY, Organisation, Protocol, Signer, set_form
from archiver.papers.wording import FILES, kilobytes, megabytes, sheets, sum_of
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """A file on paper: index, title as on the cover, inclusive dates, sheets, period with its article."""

    index: str
    title: str
    dates: str
    sheets: int
    period: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ElectronicRow:
    """An electronic file: `size` in bytes, `where` is the medium and the storage key."""

    index: str
    title: str
    dates: str
    period: str
    size: int
    where: str
    digest: str
    remark: str = ""

    @property
    def megabytes(self) -> str:
        """The size as inventories state it."""
        return megabytes(self.size)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of an electronic file: its name in the bag, `size` in bytes, its SHA-256."""

    name: str
    size: int
    digest: str

    @property
    def amount(self) -> str:
        """The size in kilobytes: documents may be small."""
        return kilobytes(self.size)


@dataclass(frozen=True, slots=True)
class DocumentRegister:
    """The register of the documents of the file in the row `number` (реестр документов, domain 2.11)."""

    number: int
    title: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class InventoryForm:
    """What both inventories say besides their rows.

    `subject` follows the number: «дел временного (свыше 10 лет) хранения за 2026 год», for electronic
    ones «электронных дел …». `first` is the number of the first row; `regional` is the ЭПК's protocol where
    it is asked; `registers` are annexed to an electronic inventory.
    """

    college: Organisation
    director: Signer
    number: str
    subject: str
    rows: tuple[InventoryRow, ...] | tuple[ElectronicRow, ...]
    department: str = ""
    first: int = 1
    lettered: str = ""
    missed: str = ""
    compiler: Signer = NOBODY
    on: str = ""
    commission: Protocol = NO_PROTOCOL
    regional: Protocol | None = None
    hands_over: Signer = NOBODY
    accepts: Signer = NOBODY
    registers: tuple[DocumentRegister, ...] = ()


def inventory(form: InventoryForm, pdf_a: PdfA) -> Typeset:
    """The inventory of files on paper."""
    total = sum(row.sheets for row in form.rows if isinstance(row, InventoryRow))
    return _set(form, pdf_a, electronic=False, amount=f"Всего {sheets(total)}.", and_registers="")


def electronic_inventory(form: InventoryForm, pdf_a: PdfA) -> Typeset:
    """The inventory of electronic files, on landscape sheets."""
    size = sum(row.size for row in form.rows if isinstance(row, ElectronicRow))
    registers = "и реестры документов к ним" if form.registers else ""
    return _set(
        form, pdf_a, electronic=True, amount=f"Общий объём {megabytes(size)} МБ.", and_registers=registers
    )


def _set(form: InventoryForm, pdf_a: PdfA, *, electronic: bool, amount: str, and_registers: str) -> Typeset:
    return set_form(
        "acts/inventory.html",
        form,
        pdf_a,
        landscape=electronic,
        electronic=electronic,
        total=sum_of(len(form.rows), FILES),
        last=form.first + len(form.rows) - 1,
        amount=amount,
        and_registers=and_registers,
        imprint=f"Опись № {form.number} {form.subject}",
    )
