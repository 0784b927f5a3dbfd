"""Destruction acts: frozen when drafted, carried from state to state, closed by proofs.

Which step may follow which, and who may take it, are rules of `retention`; here are those a database can
keep: rows never change, a file is in one open act only, one proof for each copy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.desk import Desk, columns, of, rows
from archiver.register.model.disposal import ActRow, ActState, ActStep, DestructionAct, Proof
from archiver.register.tables.disposal import act_rows, act_steps, destruction_acts, proofs

_SELECT = sa.select(*columns(destruction_acts, DestructionAct))
_CLOSED = (ActState.ACCOUNTED, ActState.CANCELLED)


def rows_digest(frozen: Sequence[ActRow]) -> str:
    """SHA-256 over the rows of an act: what is printed on it, and what shows an edit."""
    plain = [{**asdict(row), "act_id": 0} for row in sorted(frozen, key=lambda row: row.position)]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Acts:
    """Acts with their rows, steps and proofs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def draft(self, act: DestructionAct, frozen: Sequence[ActRow]) -> DestructionAct:
        """Register an act with its rows, frozen from now on; its digest is computed here.

        Refused when the number is taken, when there is no row, or when a file is in another open act.
        """
        if not frozen:
            raise Refused(_("The act has no files."))
        if self.by_number(act.number) is not None:
            raise Refused(_("There is an act number {number} already.").format(number=act.number))
        taken = self._desk.connection.execute(
            sa.select(destruction_acts.c.number, act_rows.c.title)
            .join(act_rows, act_rows.c.act_id == destruction_acts.c.id)
            .where(
                act_rows.c.file_id.in_([row.file_id for row in frozen]),
                destruction_acts.c.state.not_in(_CLOSED),
            )
            .limit(1)
        ).first()
        if taken is not None:
            raise Refused(
                _("«{title}» is in the act {number}, which is not closed.").format(
                    title=taken.title, number=taken.number
                )
            )
        act = replace(act, digest=rows_digest(frozen), author=self._desk.who(), state=ActState.DRAFT)
        drafted = replace(act, id=self._desk.insert(destruction_acts, act))
        self._desk.connection.execute(
            sa.insert(act_rows), [{**row, "act_id": drafted.id} for row in rows(frozen)]
        )
        self._step(drafted, ActState.DRAFT, "", "")
        return drafted

    def step(
        self, act: DestructionAct, state: ActState, *, document: str = "", reason: str = ""
    ) -> DestructionAct:
        """Carry an act to `state` in the name of who acts; Refused when its rows are not what was frozen."""
        now = self.get(act.id)
        if not now.state.is_open:
            raise Refused(_("The act {number} is closed.").format(number=act.number))
        if rows_digest(self.rows(act.id)) != now.digest:
            raise Refused(
                _("The rows of the act {number} were changed after it was drafted; the act is void.").format(
                    number=act.number
                )
            )
        self._desk.connection.execute(
            sa.update(destruction_acts).where(destruction_acts.c.id == act.id).values(state=state)
        )
        self._step(act, state, document, reason)
        return self.get(act.id)

    def prove(self, proof: Proof) -> Proof:
        """Keep the proof that one copy is gone; the one that is there already is given back."""
        key, value = (
            (proofs.c.copy_id, proof.copy_id)
            if proof.copy_id is not None
            else (proofs.c.paper_id, proof.paper_id)
        )
        known = self._desk.one(
            Proof,
            sa.select(*columns(proofs, Proof)).where(
                proofs.c.act_id == proof.act_id, key == value, sa.literal(value is not None)
            ),
        )
        if known is not None:
            return known
        kept = replace(proof, id=self._desk.insert(proofs, proof))
        self._desk.note(
            "copy.proven-erased",
            f"file:{proof.file_id}",
            act=proof.act_id,
            what=proof.what,
            where=proof.where,
            method=proof.method,
            digest=proof.digest_before,
            answer=proof.answer,
        )
        return kept

    def get(self, act_id: int) -> DestructionAct:
        """The act of that id; it must exist."""
        found = self._desk.one(DestructionAct, _SELECT.where(destruction_acts.c.id == act_id))
        if found is None:
            raise LookupError(f"act {act_id}")
        return found

    def by_number(self, number: str) -> DestructionAct | None:
        """The act with this number."""
        return self._desk.one(DestructionAct, _SELECT.where(destruction_acts.c.number == number))

    def open(self) -> tuple[DestructionAct, ...]:
        """Acts that wait for somebody, in the order they were drawn up."""
        query = _SELECT.where(destruction_acts.c.state.not_in(_CLOSED))
        return self._desk.all(DestructionAct, query.order_by(destruction_acts.c.id))

    def rows(self, act_id: int) -> tuple[ActRow, ...]:
        """What an act says, row by row."""
        query = sa.select(*columns(act_rows, ActRow)).where(act_rows.c.act_id == act_id)
        return self._desk.all(ActRow, query.order_by(act_rows.c.position))

    def steps(self, act_id: int) -> tuple[ActStep, ...]:
        """Who did what to an act, and when."""
        query = sa.select(*columns(act_steps, ActStep)).where(act_steps.c.act_id == act_id)
        return self._desk.all(ActStep, query.order_by(act_steps.c.id))

    def proofs(self, act_id: int) -> tuple[Proof, ...]:
        """Every proof of an act."""
        query = sa.select(*columns(proofs, Proof)).where(proofs.c.act_id == act_id)
        return self._desk.all(Proof, query.order_by(proofs.c.id))

    def _step(self, act: DestructionAct, state: ActState, document: str, reason: str) -> None:
        step = ActStep(
            act_id=act.id,
            state=state,
            person=self._desk.who(),
            at=self._desk.now(),
            document=document,
            reason=reason,
        )
        self._desk.insert(act_steps, step)
        self._desk.note(
            f"act.{state}",
            of("act", act),
            number=act.number,
            document=document,
            reason=reason,
            digest=act.digest,
        )
