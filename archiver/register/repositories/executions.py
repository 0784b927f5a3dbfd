"""What an act has destroyed: copies found since, intents, proofs, tombstones, evidence.

The order is what makes an interruption harmless: an intent is kept before the first byte of a copy goes, the
proof after the store was asked; a copy without proof is asked for again.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from archiver.register.desk import Desk, columns
from archiver.register.frozen_values import value_of
from archiver.register.model.disposal import ActEntry, EvidenceEntry
from archiver.register.tables.disposal import act_copies, evidence, intents, proofs, tombstones
from retention.act import DestructionAct
from retention.copies import Copy, Intent, Proof
from retention.evidence import Evidence
from retention.execution import Execution
from retention.frozen import freeze, thaw
from retention.tombstone import Tombstone

T = TypeVar("T")
_MANY = 400
_EVIDENCE = sa.select(*columns(evidence, EvidenceEntry))


@dataclass(frozen=True, slots=True)
class Last:
    """The last copy and the last proof that were read, by the register's numbers."""

    copy: int = 0
    proof: int = 0


NOTHING_READ = Last()


@dataclass(frozen=True, slots=True)
class Added:
    """What was found and proven after some point, and the point from which to go on."""

    copies: tuple[Copy, ...]
    proofs: tuple[Proof, ...]
    last: Last


class Executions:
    """The carrying out of acts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, act: DestructionAct, entry: ActEntry) -> Execution:
        """The execution of an act as far as it has come. Raises ProofRefused for a proof that is none."""
        found, proven = self._all(Copy, act_copies, entry), self._all(Proof, proofs, entry)
        return Execution.of(act, found, proven)

    def added(self, entry: ActEntry, after: Last = NOTHING_READ) -> Added:
        """The copies found and the proofs kept since `after`, in their order."""
        copies, last_copy = self._since(Copy, act_copies, entry, after.copy)
        proven, last_proof = self._since(Proof, proofs, entry, after.proof)
        return Added(copies, proven, Last(last_copy, last_proof))

    def found(self, entry: ActEntry, copies: Iterable[Copy]) -> None:
        """Keep copies that were not known when the act was drawn up."""
        for copy in copies:
            self._keep(act_copies, entry, copy.id, copy)
            self._note("copy.found", entry, copy, what=copy.what, where=copy.where)

    def intend(self, entry: ActEntry, intents_: Iterable[Intent]) -> None:
        """Keep what is about to be erased; an earlier intent for the same copy stays."""
        wanted = tuple(intents_)
        known = self.intents(entry, [intent.copy for intent in wanted])
        for intent in wanted:
            if intent.copy not in known:
                self._keep(intents, entry, intent.copy, intent)

    def erasing(self, entry: ActEntry, copy: Copy, seen: Intent) -> None:
        """Note that a copy is about to be erased, and what was found of it: a later hold comes after."""
        self._note("copy.erasing", entry, copy, what=copy.what, where=copy.where, digest=seen.digest_before)

    def intents(self, entry: ActEntry, copies: Collection[str]) -> dict[str, Intent]:
        """The intents of an act for some copies, by copy."""
        found: dict[str, Intent] = {}
        listed = list(copies)
        for start in range(0, len(listed), _MANY):
            query = sa.select(intents.c.copy, intents.c.value).where(
                intents.c.act_id == entry.id, intents.c.copy.in_(listed[start : start + _MANY])
            )
            for copy, text in self._desk.connection.execute(query):
                found[copy] = value_of(Intent, text)
        return found

    def prove(self, entry: ActEntry, copy: Copy, proof: Proof) -> None:
        """Keep the proof that one copy is gone."""
        self._keep(proofs, entry, proof.copy, proof)
        self._note(
            "copy.destroyed",
            entry,
            copy,
            what=copy.what,
            where=copy.where,
            method=proof.method,
            digest=proof.digest_before,
            answer=proof.answer.text[:500],
        )

    def bury(self, entry: ActEntry, file_id: int, stone: Tombstone) -> None:
        """Keep the tombstone of a file; the one that is there stays."""
        if self.tombstone(file_id) is None:
            self._insert(tombstones, {"act_id": entry.id, "file_id": file_id, "value": freeze(stone)})
            self._desk.note("file.tombstone", f"file:{file_id}", act=entry.number, digest=stone.digest)

    def tombstone(self, file_id: int) -> Tombstone | None:
        """The tombstone of a file."""
        query = sa.select(tombstones.c.value).where(tombstones.c.file_id == file_id)
        text = self._desk.connection.execute(query).scalar()
        return None if text is None else thaw(Tombstone, text)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Every tombstone: what should be nowhere any more."""
        query = sa.select(tombstones.c.value).order_by(tombstones.c.file_id)
        return tuple(thaw(Tombstone, text) for text in self._desk.connection.execute(query).scalars())

    def prepare(self, entry: ActEntry, file_id: int, prepared: Evidence) -> None:
        """Keep evidence made before the erasure, names included; what was prepared before stays."""
        if self.evidence(entry, file_id) is None:
            values = {"prepared": freeze(prepared), "digest": prepared.digest, "kept_as": None}
            self._insert(evidence, {"act_id": entry.id, "file_id": file_id, **values})
            self._desk.note("evidence.prepared", f"file:{file_id}", act=entry.number, number=prepared.number)

    def complete(
        self, entry: ActEntry, file_id: int, completed: Evidence, papers: Mapping[str, bytes]
    ) -> None:
        """Keep the evidence as it is after the destruction, and the papers printed of it.

        Whoever goes on with an interrupted run deposits these: papers printed anew would differ, and the
        first ones may lie on a medium already.
        """
        printed = {name: base64.b64encode(content).decode() for name, content in papers.items()}
        self._desk.who()
        self._desk.connection.execute(
            sa.update(evidence)
            .where(evidence.c.act_id == entry.id, evidence.c.file_id == file_id)
            .values(prepared=f"{freeze(completed)}\n{json.dumps(printed)}", digest=completed.digest)
        )

    def deposited(self, entry: ActEntry, file_id: int, completed: Evidence, kept_as: int) -> None:
        """The papers lie on the media as the file `kept_as`: the names go from here."""
        self._desk.who()
        self._desk.connection.execute(
            sa.update(evidence)
            .where(evidence.c.act_id == entry.id, evidence.c.file_id == file_id)
            .values(prepared="", digest=completed.digest, kept_as=kept_as)
        )
        self._desk.note(
            "evidence.deposited",
            f"file:{file_id}",
            act=entry.number,
            number=completed.number,
            kept_as=kept_as,
        )

    def evidence(self, entry: ActEntry, file_id: int) -> EvidenceEntry | None:
        """The papers of one file of an act."""
        return self._desk.one(
            EvidenceEntry,
            _EVIDENCE.where(evidence.c.act_id == entry.id, evidence.c.file_id == file_id),
        )

    def all_evidence(self, entry: ActEntry) -> tuple[EvidenceEntry, ...]:
        """The papers of every file of an act."""
        return self._desk.all(
            EvidenceEntry, _EVIDENCE.where(evidence.c.act_id == entry.id).order_by(evidence.c.file_id)
        )

    def _since(
        self, kind: type[T], table: sa.Table, entry: ActEntry, after: int
    ) -> tuple[tuple[T, ...], int]:
        # What is new is found by its number alone: asked for the act too, SQLite would go through all of it.
        rows = table.c.id > after if after else table.c.act_id == entry.id
        query = sa.select(table.c.act_id, table.c.id, table.c.value).where(rows).order_by(table.c.id)
        found = self._desk.connection.execute(query).all()
        own = tuple(value_of(kind, text) for act, _id, text in found if act == entry.id)
        return own, found[-1].id if found else after

    def _all(self, kind: type[T], table: sa.Table, entry: ActEntry) -> list[T]:
        query = sa.select(table.c.value).where(table.c.act_id == entry.id).order_by(table.c.id)
        return [value_of(kind, text) for text in self._desk.connection.execute(query).scalars()]

    def _keep(self, table: sa.Table, entry: ActEntry, copy: str, value: object) -> None:
        self._insert(table, {"act_id": entry.id, "copy": copy, "value": freeze(value)})

    def _insert(self, table: sa.Table, row: dict[str, Any]) -> None:
        self._desk.who()
        self._desk.connection.execute(sa.insert(table).values(**row))

    def _note(self, action: str, entry: ActEntry, copy: Copy, **detail: object) -> None:
        about = {"act": entry.number, "copy": copy.id, "file": copy.file, **detail}
        self._desk.note(action, f"act:{entry.id}", "done", **about)
