"""The execution of an act, copy by copy: it is over when the last copy is gone, and not before.

An unreachable medium leaves its copies without proof, so the act stays executing. A copy that turns up
while the act is executed joins the list and needs a proof too; one that turns up later is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from retention.act import DestructionAct
from retention.copies import Copy, Proof, check_proof
from retention.errors import NotAccounted, ProofRefused
from retention.words import Identifier, Sha256


@dataclass(frozen=True, slots=True)
class Execution:
    """What an act has to destroy (`copies` by id) and what is proven gone (`proofs` by copy id)."""

    act: DestructionAct
    copies: Mapping[Identifier, Copy]
    proofs: Mapping[Identifier, Proof] = field(default_factory=dict)

    @classmethod
    def of(cls, act: DestructionAct, found: Iterable[Copy] = (), proofs: Iterable[Proof] = ()) -> Self:
        """The execution of `act`: the copies frozen in it, those `found` since, and what is proven.

        Raises ProofRefused for a copy of a file that is not in the act, and for a proof that proves nothing.
        """
        copies = {copy.id: copy for row in act.rows for copy in row.copies}
        for copy in found:
            if copy.file not in act.files:
                raise ProofRefused(copy=copy.id, fault="other-copy")
            copies.setdefault(copy.id, copy)
        begun = cls(act, copies)
        proven: dict[Identifier, Proof] = {}
        for proof in proofs:
            if proof.copy not in proven:
                begun.check(proof)
                proven[proof.copy] = proof
        return replace(begun, proofs=proven)

    def with_copy(self, copy: Copy) -> Self:
        """The execution with a copy that was not known before; a known one changes nothing."""
        if copy.id in self.copies:
            return self
        if copy.file not in self.act.files:
            raise ProofRefused(copy=copy.id, fault="other-copy")
        return replace(self, copies={**self.copies, copy.id: copy})

    @property
    def left(self) -> tuple[Copy, ...]:
        """Copies without a proof."""
        return tuple(copy for id_, copy in self.copies.items() if id_ not in self.proofs)

    def left_of(self, file: str) -> tuple[Copy, ...]:
        """Copies of one file without a proof."""
        return tuple(copy for copy in self.left if copy.file == file)

    def proven(self, proof: Proof) -> Self:
        """The execution with one more proof; the same proof again changes nothing (a run repeated).

        Raises ProofRefused for a proof of no copy of the act, or one that does not prove.
        """
        if proof.copy in self.proofs:
            return self
        self.check(proof)
        return replace(self, proofs={**self.proofs, proof.copy: proof})

    def check(self, proof: Proof) -> None:
        """Raise ProofRefused for a proof of no copy of the act, or one that does not prove."""
        copy = self.copies.get(proof.copy)
        if copy is None:
            raise ProofRefused(copy=proof.copy, fault="other-copy")
        begun, approval = self.act.begun, self.act.approval
        if begun is None or approval is None:
            raise ProofRefused(copy=proof.copy, fault="before-execution")
        check_proof(proof, copy, begun_at=begun.at, approver=approval.by)

    def check_complete(self, *, tombstones: Iterable[str], evidence: Iterable[str]) -> None:
        """Raise NotAccounted while a copy, a tombstone or a paper of order 179 is missing.

        `tombstones` and `evidence` are the identifiers of files that have theirs.
        """
        stones, papers = set(tombstones), set(evidence)
        without_stone = sum(row.file not in stones for row in self.act.rows)
        without_paper = sum(row.personal_data and row.file not in papers for row in self.act.rows)
        if self.left or without_stone or without_paper:
            raise NotAccounted(
                act=self.act.number,
                copies=len(self.left),
                tombstones=without_stone,
                evidence=without_paper,
            )


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something found in a store: where, what, and its digest if it could be read."""

    where: str
    what: str
    digest: Sha256 | None = None


@dataclass(frozen=True, slots=True)
class Reappearance:
    """A copy that is there though its destruction was proven, or though its file is destroyed."""

    sighting: Sighting
    file: Identifier
    copy: Identifier | None


def reappeared(
    execution: Execution, sightings: Iterable[Sighting], digests: Mapping[Sha256, Identifier]
) -> tuple[Reappearance, ...]:
    """Sightings of what should be gone: at a place proven empty, or with a destroyed file's digest.

    `digests` are those of the tombstones, with their files: a copy is known wherever it lies.
    """
    places = {
        (copy.where, copy.what): copy for id_, copy in execution.copies.items() if id_ in execution.proofs
    }
    found = []
    for sighting in sightings:
        copy = places.get((sighting.where, sighting.what))
        if copy is not None:
            found.append(Reappearance(sighting, copy.file, copy.id))
        elif sighting.digest is not None and sighting.digest in digests:
            found.append(Reappearance(sighting, digests[sighting.digest], None))
    return tuple(found)
