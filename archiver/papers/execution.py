"""The execution of a destruction act on a paper of its own: what was done to each copy, when and by whom.

The act itself stays as it was approved. A bag in an object store is one row, however many stored versions it
had: they are counted, and their list goes by its digest.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.papers.accounts import OneAccount, StepLine
from archiver.papers.forms import NOBODY, Organisation, Signer, set_form
from archiver.papers.wording import COPIES, FILES, UNITS, sum_of
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA
from retention.tally import NOTHING, Tally


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A destroyed copy: row of the act, copy and place, method, moment, person, digest before, the answer.

    `digest` is what was read of the copy before; `answer` what the store said, or the waybill; `versions`
    tells of the stored versions of a bag. `found`: it was found during the execution and is not in the act's
    list.
    """

    row: int
    what: str
    where: str
    method: str
    at: str
    by: str
    digest: str
    answer: str
    versions: str = ""
    versions_digest: str = ""
    found: bool = False


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
class ExecutionForm:
    """All texts of the paper. `units` are the storage units of the act, `left` copies without a proof."""

    college: Organisation
    number: str
    on: str
    digest: str
    units: int
    trail_head: str = ""
    done: Done = Done()
    archivist: Signer = NOBODY
    accounted_on: str = ""
    proofs: tuple[ProofLine, ...] = ()
    left: int = 0
    steps: tuple[StepLine, ...] = ()
    accounts: tuple[OneAccount, ...] = ()
    paper: bool = True
    electronic: bool = True
    tally: Tally = NOTHING


def totals(tally: Tally) -> tuple[str, ...]:
    """What the rows come to, a sentence for each kind: only what was seen to go counts as destroyed."""
    told = [
        f"Итого уничтожено {sum_of(tally.destroyed, COPIES)}: "
        f"электронных — {tally.electronic}, бумажных — {tally.paper}."
    ]
    if tally.explained:
        told.append(f"Не найдено на учтённом месте, объяснено: {sum_of(tally.explained, COPIES)}.")
    if tally.removed:
        told.append(f"Удалено помимо программы, учтено по документам: {sum_of(tally.removed, COPIES)}.")
    if files := max(tally.names, tally.derived):
        told.append(f"Удалены имена из реестра и рабочие файлы программы: {sum_of(files, FILES)}.")
    return tuple(told)


def execution_paper(form: ExecutionForm, pdf_a: PdfA) -> Typeset:
    """The paper as pages; the steps are listed where several were taken from one account."""
    head = f". Журнал событий: {form.trail_head}" if form.trail_head else ""
    return set_form(
        "acts/execution.html",
        form,
        pdf_a,
        total=sum_of(form.units, UNITS),
        totals=totals(form.tally),
        left=sum_of(form.left, COPIES) if form.left else "",
        has_paper=form.paper,
        has_electronic=form.electronic,
        imprint=f"Исполнение акта № {form.number}. SHA-256 акта: {form.digest}{head}",
    )
