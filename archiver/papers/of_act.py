"""The form of a destruction act, made of the act itself and of what its execution has proven."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archiver.journal.words import initials_first
from archiver.papers.accounts import from_one_account
from archiver.papers.destruction import (
    CopyLine,
    DestructionForm,
    DestructionRow,
    Done,
    ProofLine,
    Regional,
    StepLine,
)
from archiver.papers.forms import NO_PROTOCOL, NOBODY, Organisation, Protocol, Signer
from archiver.papers.wording import CARRIERS, METHODS, STEPS, day, kilograms, method_of, moment
from archiver.settings.file_plan import period_text
from retention.act import DestructionAct
from retention.copies import Copy, CopyKind, PaperHandOver, Proof
from retention.execution import Execution
from retention.people import Person
from retention.people import Protocol as Held
from retention.rows import ActRow
from retention.steps import Step, StepKind


def destruction_form(
    execution: Execution,
    *,
    college: Organisation,
    director: Signer,
    appraiser: Signer = NOBODY,
    trail_head: str = "",
    accounts: Sequence[str] = (),
) -> DestructionForm:
    """The form of an act in whatever state: what has not happened yet is a line to write on.

    `appraiser` is who signs for the appraisal (the author where nobody is given); `trail_head` is the
    head of the audit trail at the moment of printing; `accounts` are those from which the steps were taken.
    """
    act = execution.act
    rows = {row.file: row for row in act.rows}
    steps = {step.kind: step for step in act.steps}
    proofs = [(execution.copies[copy], proof) for copy, proof in execution.proofs.items()]
    kinds = {copy.kind for copy in execution.copies.values()}
    return DestructionForm(
        college=college,
        director=director,
        number=act.number,
        on=day(act.drawn_up_at.date()),
        basis=act.terms.basis,
        rows=tuple(map(_row, act.rows)),
        years=_years(act.rows),
        digest=act.digest,
        trail_head=trail_head,
        fund_number=act.terms.fund_number,
        fund_name=act.terms.fund_name,
        approved_on=_on(steps.get(StepKind.APPROVED)),
        appraiser=appraiser if appraiser != NOBODY else _signer(act.author),
        commission=_protocol(steps.get(StepKind.AGREED)),
        regional=_regional(act, steps.get(StepKind.REGIONALLY_AGREED)),
        done=_done([proof for _copy, proof in proofs]) if not execution.left else Done(),
        archivist=_signer(steps[StepKind.ACCOUNTED].by) if StepKind.ACCOUNTED in steps else NOBODY,
        accounted_on=_on(steps.get(StepKind.ACCOUNTED)),
        copies=tuple(_copy(copy, rows[copy.file].number) for copy in execution.copies.values()),
        proofs=tuple(_proof(copy, proof) for copy, proof in proofs),
        steps=tuple(_step(step, account) for step, account in zip(act.steps, accounts, strict=False)),
        accounts=from_one_account(act.steps, accounts),
        paper=CopyKind.PAPER in kinds,
        electronic=bool(kinds - {CopyKind.PAPER}),
    )


def _row(row: ActRow) -> DestructionRow:
    period = period_text(row.period, row.article or row.mandate)
    return DestructionRow(
        str(row.title), str(row.title.years), row.inventory, row.unit, row.units, period, row.remark
    )


def _years(rows: Iterable[ActRow]) -> str:
    spans = [row.title.years for row in rows]
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return str(first) if first == last else f"{first}–{last}"


def _copy(copy: Copy, row: int) -> CopyLine:
    number = str(copy.sheets) if copy.sheets else ""
    return CopyLine(row, CARRIERS[copy.kind], copy.where, copy.what, copy.digest or "", number)


def _proof(copy: Copy, proof: Proof) -> ProofLine:
    answer = "; ".join(filter(None, (proof.answer.text, _waybill(proof.paper), proof.remark)))
    return ProofLine(
        copy.what,
        copy.where,
        METHODS[proof.method],
        moment(proof.at),
        initials_first(proof.by.name),
        proof.digest_before or "",
        answer,
    )


def _step(step: Step, account: str) -> StepLine:
    return StepLine(STEPS[step.kind], moment(step.at), initials_first(step.by.name), account)


def _waybill(paper: PaperHandOver | None) -> str:
    if paper is None:
        return ""
    text = f"листов {paper.sheets}"
    if paper.waybill:
        text += f", накладная № {paper.waybill} от {day(paper.waybill_on)}, {paper.recipient}"
    return text


def _done(proofs: list[Proof]) -> Done:
    papers = [proof.paper for proof in proofs if proof.paper]
    weights = [paper.weight_g for paper in papers if paper.weight_g is not None]
    # A total is told only of volumes that were all weighed.
    weight = kilograms(sum(weights)) if papers and len(weights) == len(papers) else ""
    last = max(proofs, key=lambda proof: proof.at)
    return Done(
        weight=weight,
        recipient=_all(paper.recipient for paper in papers),
        waybill=_all(paper.waybill for paper in papers),
        waybill_on=_all(day(paper.waybill_on) for paper in papers),
        method=_all(method_of(proof) for proof in proofs if proof.paper is None),
        by=_signer(last.by),
        on=day(last.at.date()),
    )


def _all(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))


def _regional(act: DestructionAct, step: Step | None) -> Regional | None:
    if not act.terms.source:
        return None
    return Regional(act.terms.regional_authority, _quoted(act.terms.inventories), _protocol(step))


def _protocol(step: Step | None) -> Protocol:
    return _quoted(step.protocol) if step else NO_PROTOCOL


def _quoted(held: Held | None) -> Protocol:
    return Protocol(held.number, day(held.on)) if held else NO_PROTOCOL


def _signer(person: Person) -> Signer:
    return Signer(person.post, initials_first(person.name))


def _on(step: Step | None) -> str:
    return day(step.at.date()) if step else ""
