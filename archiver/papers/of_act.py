"""The papers of a destruction act, made of the act itself and of what its execution has proven."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archiver.journal.words import figures_and_words, initials_first
from archiver.papers.accounts import from_one_account, step_lines
from archiver.papers.destruction import CopyLine, DestructionForm, DestructionRow, Regional
from archiver.papers.execution import Done, ExecutionForm, ProofLine
from archiver.papers.forms import NO_PROTOCOL, NOBODY, Organisation, Protocol, Signer
from archiver.papers.wording import CARRIERS, METHODS, VERSIONS, day, kilograms, method_of, moment, reasons_of
from archiver.settings.file_plan import period_text
from retention.act import DestructionAct
from retention.copies import Copy, CopyKind, Method, PaperHandOver, Proof, is_version
from retention.execution import Execution
from retention.people import Person
from retention.people import Protocol as Held
from retention.rows import ActRow
from retention.steps import Step, StepKind
from retention.tally import Tally
from storage.bag.layout import parity_prefix

_APPROVING = {StepKind.DRAFTED, StepKind.AGREED, StepKind.REGIONALLY_AGREED, StepKind.APPROVED}
"""The steps that make the act; what follows is told on the paper of its execution."""


def destruction_form(
    act: DestructionAct,
    *,
    college: Organisation,
    director: Signer,
    appraiser: Signer = NOBODY,
    trail_head: str = "",
    accounts: Sequence[str] = (),
) -> DestructionForm:
    """The form of an act: what was drawn up, agreed to and approved, and nothing that came after.

    What has not happened yet is a line to write on. `appraiser` is who signs for the appraisal (the author
    where nobody is given); `trail_head` is the head of the audit trail at the moment of printing; `accounts`
    are those of the operating system from which the steps were taken.
    """
    approving = [step for step in act.steps if step.kind in _APPROVING]
    steps = {step.kind: step for step in act.steps}
    copies = [(row.number, copy) for row in act.rows for copy in row.copies]
    kinds = {copy.kind for _row, copy in copies}
    agreed = _protocol(steps.get(StepKind.AGREED))
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
        commission=agreed,
        regional=_regional(act, steps.get(StepKind.REGIONALLY_AGREED)),
        inventories=_inventories(act, agreed),
        copies=tuple(_copy(copy, row) for row, copy in copies),
        steps=step_lines(approving, accounts),
        accounts=from_one_account(approving, accounts[: len(approving)]),
        paper=CopyKind.PAPER in kinds,
        electronic=bool(kinds - {CopyKind.PAPER}),
        form=act.terms.form,
        left_out=tuple(f"{one.title} — {reasons_of(one.reasons)}" for one in act.terms.left_out),
    )


def execution_form(
    execution: Execution, *, college: Organisation, trail_head: str = "", accounts: Sequence[str] = ()
) -> ExecutionForm:
    """The paper on the execution of an act, as far as it has come.

    `accounts` are those of the operating system from which the steps were taken.
    """
    act = execution.act
    rows = {row.file: row.number for row in act.rows}
    named = {copy.id for row in act.rows for copy in row.copies}
    steps = {step.kind: step for step in act.steps}
    kinds = {copy.kind for copy in execution.copies.values()}
    versions = _versions(execution)
    proven = _proven(execution, versions)
    return ExecutionForm(
        college=college,
        number=act.number,
        on=day(act.drawn_up_at.date()),
        digest=act.digest,
        units=sum(row.units for row in act.rows),
        trail_head=trail_head,
        done=_done(list(execution.proofs.values())) if not execution.left else Done(),
        archivist=_signer(steps[StepKind.ACCOUNTED].by) if StepKind.ACCOUNTED in steps else NOBODY,
        accounted_on=_on(steps.get(StepKind.ACCOUNTED)),
        proofs=tuple(
            _proof(rows[copy.file], copy, proof, versions.of.get(copy.id, ()), found=copy.id not in named)
            for copy, proof in proven
        ),
        tally=Tally.of(proven),
        left=sum(copy.id not in versions.inside for copy in execution.left),
        steps=step_lines(act.steps, accounts),
        accounts=from_one_account(act.steps, accounts),
        paper=CopyKind.PAPER in kinds,
        electronic=bool(kinds - {CopyKind.PAPER}),
    )


def tally_of(execution: Execution) -> Tally:
    """What the proofs of an act come to; a bag in an object store is one copy, with all its versions."""
    return Tally.of(_proven(execution, _versions(execution)))


def _proven(execution: Execution, versions: _Versions) -> list[tuple[Copy, Proof]]:
    bags = [copy for copy in execution.copies.values() if copy.id not in versions.inside]
    return [(copy, execution.proofs[copy.id]) for copy in bags if copy.id in execution.proofs]


def _row(row: ActRow) -> DestructionRow:
    period = period_text(row.period, row.article or row.mandate)
    return DestructionRow(
        str(row.title), str(row.title.years), row.inventory, row.unit, row.units, period, row.remark
    )


def _years(rows: Iterable[ActRow]) -> str:
    spans = [row.title.years for row in rows]
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class _Versions:
    """The stored versions of bags: by the bag's copy, and the ids of all that lie in a bag of the paper."""

    of: Mapping[str, tuple[Copy, ...]]
    inside: frozenset[str]


def _versions(execution: Execution) -> _Versions:
    """Versions are rows of their own only where their bag is none of the act's copies."""
    bags = dict[tuple[str, str], str]()
    for one in execution.copies.values():
        if one.kind is CopyKind.OBJECT and not is_version(one):
            for folder in (one.what, parity_prefix(one.what)):
                bags.setdefault((one.where, folder), one.id)
    of = defaultdict[str, list[Copy]](list)
    for copy in filter(is_version, execution.copies.values()):
        above = copy.what.split("/")
        folders = ("/".join(above[:depth]) for depth in range(1, len(above)))
        bag = next((bags[copy.where, folder] for folder in folders if (copy.where, folder) in bags), None)
        if bag is not None:
            of[bag].append(copy)
    inside = frozenset(copy.id for copies in of.values() for copy in copies)
    return _Versions({bag: tuple(copies) for bag, copies in of.items()}, inside)


def _copy(copy: Copy, row: int) -> CopyLine:
    number = str(copy.sheets) if copy.sheets else ""
    return CopyLine(row, CARRIERS[copy.kind], copy.where, copy.what, copy.digest or "", number)


def _proof(row: int, copy: Copy, proof: Proof, versions: Sequence[Copy], *, found: bool) -> ProofLine:
    answer = "; ".join(filter(None, (proof.answer.text, _waybill(proof.paper), proof.remark)))
    listed = "".join(sorted(f"{one.what}\n" for one in versions))
    return ProofLine(
        row,
        copy.what,
        copy.where,
        METHODS[proof.method],
        moment(proof.at),
        initials_first(proof.by.name),
        proof.digest_before or "",
        answer,
        figures_and_words(len(versions), VERSIONS) if versions else "",
        hashlib.sha256(listed.encode()).hexdigest() if versions else "",
        found,
    )


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
        method=_all(
            method_of(proof)
            for proof in proofs
            if proof.paper is None and proof.method is not Method.EXPLAINED
        ),
        by=_signer(last.by),
        on=day(last.at.date()),
    )


def _all(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))


def _regional(act: DestructionAct, step: Step | None) -> Regional | None:
    if not act.terms.source:
        return None
    return Regional(act.terms.regional_authority, _quoted(act.terms.inventories), _protocol(step))


def _inventories(act: DestructionAct, agreed: Protocol) -> tuple[Protocol, ...]:
    """The protocols of the college's own commission; a source's inventories are the regional commission's."""
    terms = act.terms
    before = () if terms.inventories is None else (terms.inventories, *terms.more_inventories)
    told = () if terms.source else tuple(map(_quoted, before))
    return (*told, agreed) if terms.inventories_with_act else told


def _protocol(step: Step | None) -> Protocol:
    return _quoted(step.protocol) if step else NO_PROTOCOL


def _quoted(held: Held | None) -> Protocol:
    return Protocol(held.number, day(held.on)) if held else NO_PROTOCOL


def _signer(person: Person) -> Signer:
    return Signer(person.post, initials_first(person.name))


def _on(step: Step | None) -> str:
    return day(step.at.date()) if step else ""
