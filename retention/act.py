"""The destruction act («акт о выделении к уничтожению») and its way from draft to accounted.

    DRAFT ─ agree ─▶ AGREED ─[agree_regionally ─▶ REGIONALLY_AGREED]─ approve ─▶ APPROVED
          ─ begin ─▶ EXECUTING ─ account ─▶ ACCOUNTED;  cancel (with a reason) ─▶ CANCELLED before EXECUTING

Domain 2.4 and 2.13. What is to be destroyed is frozen when the act is drawn up; every step carries who,
when and the digest of the act it was taken on, so an edit after it is seen. Whoever approves is neither
the author nor an executor. The act is an immutable value: a step gives a new one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from retention.canonical import LATER, digest
from retention.eligibility import Decision, Reason
from retention.errors import (
    ActEdited,
    ClockBackwards,
    FilesExcluded,
    ProtocolMisdated,
    SamePerson,
    StepIncomplete,
    WrongState,
)
from retention.left_out import LeftOut
from retention.people import Person, Protocol
from retention.rows import ActRow
from retention.steps import FOLLOWS, ActState, Step, StepKind
from retention.words import Identifier, Sha256


@dataclass(frozen=True, slots=True)
class Terms:
    """What the act says besides its rows.

    `basis` is the list or local act quoted first, as it follows «На основании …» (in the genitive).
    `fund_number` and `fund_name` are those of form 2.13. `source`: the college is an acquisition source,
    so the regional commission agrees too and `inventories` (the protocol by which it approved the
    inventories of the same years) must be named. Of any other college `inventories` is the protocol by which
    its own commission agreed to the inventories of files kept for over ten years; `inventories_with_act`: it
    is to agree to them at the sitting that agrees to the act. `more_inventories` are those of other years.
    `form` names the form the act is printed in. `left_out` are files whose period is over and that may not
    go, where the act was to name all that may.
    """

    basis: str
    place: str = ""
    fund_number: str = ""
    fund_name: str = ""
    source: bool = False
    regional_authority: str = ""
    inventories: Protocol | None = None
    form: str = field(default="", metadata=LATER)
    inventories_with_act: bool = field(default=False, metadata=LATER)
    more_inventories: tuple[Protocol, ...] = field(default=(), metadata=LATER)
    left_out: tuple[LeftOut, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)  # without slots: `digest` is computed once, an act may have a thousand rows
class DestructionAct:
    """An act: number, terms, frozen rows, and the steps taken. Make one with `draft`."""

    number: Identifier
    terms: Terms
    rows: tuple[ActRow, ...]
    steps: tuple[Step, ...]

    @cached_property
    def digest(self) -> Sha256:
        """Digest of what was agreed to: number, author and date, terms and rows."""
        return content_digest(self.number, self.terms, self.rows, self.author, self.drawn_up_at)

    @property
    def state(self) -> ActState:
        """Where the act is: what its last step led to."""
        return self.steps[-1].kind.leads_to

    @property
    def author(self) -> Person:
        """Who drew the act up."""
        return self.steps[0].by

    @property
    def drawn_up_at(self) -> dt.datetime:
        """When it was drawn up; the date of the act."""
        return self.steps[0].at

    @property
    def approval(self) -> Step | None:
        """The director's step, if taken."""
        return self._step(StepKind.APPROVED)

    @property
    def begun(self) -> Step | None:
        """The beginning of the execution, if any."""
        return self._step(StepKind.BEGUN)

    @cached_property
    def files(self) -> frozenset[Identifier]:
        """The files the act is about."""
        return frozenset(row.file for row in self.rows)

    @property
    def open(self) -> bool:
        """Whether its files may not enter another act."""
        return self.state not in {ActState.ACCOUNTED, ActState.CANCELLED}

    def agree(self, protocol: Protocol, by: Person, at: dt.datetime) -> Self:
        """The appraisal commission agrees; the protocol has a number and is not of the future."""
        return self._next(StepKind.AGREED, by, at, protocol=protocol)

    def agree_regionally(self, protocol: Protocol, by: Person, at: dt.datetime) -> Self:
        """The regional commission agrees (acquisition sources only)."""
        return self._next(StepKind.REGIONALLY_AGREED, by, at, protocol=protocol)

    def approve(self, by: Person, at: dt.datetime, decisions: Iterable[Decision]) -> Self:
        """The director approves; `decisions` are fresh ones on every file of the act."""
        self._check(StepKind.APPROVED, by, at)
        check_files(self.number, StepKind.APPROVED, sorted(self.files), decisions, at)
        return self._next(StepKind.APPROVED, by, at)

    def begin(self, by: Person, at: dt.datetime, decisions: Iterable[Decision]) -> Self:
        """The execution begins: after this the act cannot be cancelled."""
        self._check(StepKind.BEGUN, by, at)
        check_files(self.number, StepKind.BEGUN, sorted(self.files), decisions, at)
        return self._next(StepKind.BEGUN, by, at)

    def account(self, by: Person, at: dt.datetime) -> Self:
        """Changes are entered into the registers. `Execution.check_complete` is asked first."""
        return self._next(StepKind.ACCOUNTED, by, at)

    def cancel(self, reason: str, by: Person, at: dt.datetime) -> Self:
        """The act is withdrawn before its execution."""
        return self._next(StepKind.CANCELLED, by, at, reason=reason)

    def verify(self) -> None:
        """Raise ActEdited when the act or one of its steps is not what it was when steps were taken."""
        before: Sha256 | None = None
        for step in self.steps:
            if step.digest != self.digest:
                self._edited(step, step.digest, self.digest)
            seal = step.sealed(before).seal
            if step.seal != seal:
                self._edited(step, step.seal, seal)
            before = step.seal
        self._verify_order()

    def _verify_order(self) -> None:
        for earlier, later in zip(self.steps, self.steps[1:], strict=False):
            if earlier.kind.leads_to not in self._starts(later.kind) or later.at < earlier.at:
                self._edited(later, earlier.seal, later.seal)
        approval = self.approval
        alike = {self.author.id} | ({self.begun.by.id} if self.begun else set())
        if approval is not None and approval.by.id in alike:
            self._edited(approval, approval.seal, approval.seal)

    def _edited(self, step: Step, expected: Sha256, found: Sha256) -> None:
        raise ActEdited(act=self.number, step=step.kind.value, expected=expected, found=found)

    def _step(self, kind: StepKind) -> Step | None:
        return next((step for step in self.steps if step.kind is kind), None)

    def _next(
        self,
        kind: StepKind,
        by: Person,
        at: dt.datetime,
        *,
        protocol: Protocol | None = None,
        reason: str = "",
    ) -> Self:
        self._check(kind, by, at)
        by_commission = kind in {StepKind.AGREED, StepKind.REGIONALLY_AGREED}
        if by_commission:
            self._check_protocol(kind, protocol, at)
        if kind is StepKind.CANCELLED and not reason.strip():
            raise StepIncomplete(act=self.number, step=kind.value, missing="reason")
        step = Step(kind, by, at, self.digest, protocol, reason.strip()).sealed(self.steps[-1].seal)
        return replace(self, steps=(*self.steps, step))

    def _check(self, kind: StepKind, by: Person, at: dt.datetime) -> None:
        self.verify()
        if self.state not in self._starts(kind):
            raise WrongState(act=self.number, state=self.state.value, step=kind.value)
        # An act drawn up by a clock of a wrong future can still be withdrawn by the right one.
        if at < self.steps[-1].at and kind is not StepKind.CANCELLED:
            raise ClockBackwards(now=at, last=self.steps[-1].at)
        if kind is StepKind.APPROVED and by.id == self.author.id:
            raise SamePerson(act=self.number, person=by.id, role="author", step=kind.value)
        if kind is StepKind.BEGUN and self.approval is not None and by.id == self.approval.by.id:
            raise SamePerson(act=self.number, person=by.id, role="approver", step=kind.value)

    def _starts(self, kind: StepKind) -> frozenset[ActState]:
        if kind is StepKind.APPROVED:
            return frozenset({ActState.REGIONALLY_AGREED if self.terms.source else ActState.AGREED})
        if kind is StepKind.REGIONALLY_AGREED and not self.terms.source:
            return frozenset()
        return FOLLOWS[kind]

    def _check_protocol(self, kind: StepKind, protocol: Protocol | None, at: dt.datetime) -> None:
        """Refuse one without a number, and one of a sitting before the act was drawn up or in the future."""
        if protocol is None or not protocol.complete:
            raise StepIncomplete(act=self.number, step=kind.value, missing="protocol")
        first, last = self.drawn_up_at.date(), at.date()
        if not first <= protocol.on <= last:
            raise ProtocolMisdated(act=self.number, step=kind.value, on=protocol.on, first=first, last=last)


def draft(
    number: Identifier,
    terms: Terms,
    rows: Sequence[ActRow],
    decisions: Iterable[Decision],
    *,
    by: Person,
    at: dt.datetime,
) -> DestructionAct:
    """A draft: rows frozen, each file judged. Rows are numbered from 1 in their order.

    Raises StepIncomplete (no rows, a file twice, no basis; an acquisition source without approved
    inventories), FilesExcluded (a file without a decision, or one that may not be destroyed).
    """
    files = [row.file for row in rows]
    missing = _missing(terms, files)
    if missing:
        raise StepIncomplete(act=number, step=StepKind.DRAFTED.value, missing=missing)
    check_files(number, StepKind.DRAFTED, files, decisions, at)
    numbered = tuple(replace(row, number=place) for place, row in enumerate(rows, 1))
    step = Step(StepKind.DRAFTED, by, at, content_digest(number, terms, numbered, by, at)).sealed(None)
    return DestructionAct(number, terms, numbered, (step,))


def _missing(terms: Terms, files: Sequence[Identifier]) -> str:
    if not files:
        return "rows"
    if len(set(files)) != len(files):
        return "row-twice"
    if not terms.basis.strip():
        return "basis"
    approved = terms.inventories is not None and terms.inventories.complete
    return "inventories" if terms.source and not approved else ""


def content_digest(
    number: Identifier, terms: Terms, rows: Sequence[ActRow], author: Person, at: dt.datetime
) -> Sha256:
    """Digest of what an act says, in its canonical form."""
    return digest({"number": number, "terms": terms, "rows": rows, "author": author, "at": at})


def check_files(
    number: Identifier,
    kind: StepKind,
    files: Sequence[Identifier],
    decisions: Iterable[Decision],
    at: dt.datetime,
) -> None:
    """Raise FilesExcluded unless every file was judged on the very day and found eligible."""
    judged = {decision.candidate.file.id: decision for decision in decisions}
    excluded: dict[str, list[str]] = {}
    titles: dict[str, str] = {file: str(decision.candidate.file.title) for file, decision in judged.items()}
    for file in files:
        decision = judged.get(file)
        if decision is None or decision.explanation.on != at.date():
            excluded[file] = [Reason.NOT_JUDGED.value]
        elif not decision.eligible:
            excluded[file] = sorted(reason.value for reason in decision.reasons)
    if excluded:
        raise FilesExcluded(act=number, step=kind.value, excluded=excluded, titles=titles)
