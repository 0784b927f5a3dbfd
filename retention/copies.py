"""Copies and their proofs: destruction is per copy, and none is believed without its proof.

Domain 2.13: what, where, how, when, by whom, the digest before, what the store answered after. Every
object version and every delete marker of a bucket is a copy of its own; so are rows of the register,
cached parts, previews and search rows that carry the group's names; so is every paper volume.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from retention.errors import ProofRefused
from retention.people import Person
from retention.words import Identifier, Sha256


class CopyKind(StrEnum):
    """What carries the copy."""

    OBJECT = "object"  # a version of an object in a bucket
    DELETE_MARKER = "delete-marker"
    MEDIUM = "medium"  # a package on a disk, a tape, a folder
    PAPER = "paper"
    REGISTER = "register"  # rows with names: rosters, journals
    DERIVED = "derived"  # cached parts, previews, search rows, temporary files


class Method(StrEnum):
    """How a copy was destroyed."""

    DELETED = "deleted"  # an object version or marker, by its version id
    OVERWRITTEN = "overwritten"  # in place, on a medium that writes where it stands
    ATTEMPTED = "overwriting-attempted"  # where overwriting proves nothing, or was not done whole
    CERTIFIED = "certified-tool"  # by a tool that the proof names, on the word of who used it
    MEDIUM_DESTROYED = "medium-destroyed"
    SHREDDED = "shredded"
    BURNT = "burnt"
    PULPED = "pulped"  # handed over for recycling against a waybill
    ROWS_DELETED = "rows-deleted"
    EXPLAINED = (
        "explained"  # nothing was at its place, and something says why: no erasure, nothing proven there
    )
    REMOVED = "removed"  # by somebody, besides the execution: a document accounts for it, nothing proves it


METHODS: dict[CopyKind, frozenset[Method]] = {
    CopyKind.OBJECT: frozenset({Method.DELETED, Method.EXPLAINED, Method.REMOVED}),
    CopyKind.DELETE_MARKER: frozenset({Method.DELETED}),
    CopyKind.MEDIUM: frozenset(
        {
            Method.DELETED,
            Method.OVERWRITTEN,
            Method.ATTEMPTED,
            Method.CERTIFIED,
            Method.MEDIUM_DESTROYED,
            Method.EXPLAINED,
            Method.REMOVED,
        }
    ),
    CopyKind.PAPER: frozenset({Method.SHREDDED, Method.BURNT, Method.PULPED}),
    CopyKind.REGISTER: frozenset({Method.ROWS_DELETED}),
    CopyKind.DERIVED: frozenset({Method.DELETED, Method.OVERWRITTEN, Method.ROWS_DELETED}),
}
"""Which methods destroy which kind of copy."""


class Fault(StrEnum):
    """Why a proof is refused."""

    OTHER_COPY = "other-copy"
    EARLY = "before-execution"
    APPROVER = "by-the-approver"
    METHOD = "method"
    NO_DIGEST = "no-digest"
    DIGEST_DIFFERS = "digest-differs"
    STILL_THERE = "still-there"
    NO_WAYBILL = "no-waybill"
    NO_SHEETS = "no-sheets"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a file: `where` (medium, bucket, shelf and box), `what` (key and version, volume).

    `digest` is what the register knows of its bytes (None for paper, markers and rows); `sheets` are
    those of a paper volume.
    """

    id: Identifier
    file: Identifier
    kind: CopyKind
    where: str
    what: str
    digest: Sha256 | None = None
    sheets: int | None = None


VERSION = "version"
"""How the id of a stored version of an object, or of a delete marker, begins."""


def is_version(copy: Copy) -> bool:
    """Whether the copy is one version of an object, not a bag."""
    return copy.id.startswith(f"{VERSION}-")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the store said when asked for the copy afterwards: `gone` and its own words."""

    gone: bool
    text: str


@dataclass(frozen=True, slots=True)
class PaperHandOver:
    """Handing over or destroying paper: weight in grams, who took it, waybill number and date.

    A waybill belongs to paper that left the house (Method.PULPED); `sheets` were counted.
    """

    sheets: int
    weight_g: int | None = None
    recipient: str = ""
    waybill: str = ""
    waybill_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """That one copy is about to be erased: put down before the first byte of it goes.

    A run that is killed between erasing and proving tells by it what was there: `digest_before`, and in
    `remark` why it is not the digest of the register.
    """

    copy: Identifier
    at: dt.datetime
    by: Person
    digest_before: Sha256 | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """That one copy is gone. `digest_before` was read from the copy immediately before erasure.

    `remark` explains a digest that differs from the register's (a medium that had gone bad).
    """

    copy: Identifier
    method: Method
    at: dt.datetime
    by: Person
    answer: Answer
    digest_before: Sha256 | None = None
    paper: PaperHandOver | None = None
    remark: str = ""


def check_proof(proof: Proof, copy: Copy, *, begun_at: dt.datetime, approver: Person) -> None:
    """Raise ProofRefused unless `proof` proves that `copy` was lawfully destroyed."""
    fault = _fault(proof, copy, begun_at, approver)
    if fault:
        raise ProofRefused(copy=copy.id, fault=fault.value, place=f"{copy.where}, {copy.what}")


def _fault(proof: Proof, copy: Copy, begun_at: dt.datetime, approver: Person) -> Fault | None:
    if proof.copy != copy.id:
        return Fault.OTHER_COPY
    if proof.at < begun_at:
        return Fault.EARLY
    if proof.by.id == approver.id:
        return Fault.APPROVER
    if proof.method not in METHODS[copy.kind]:
        return Fault.METHOD
    if not proof.answer.gone:
        return Fault.STILL_THERE
    return _paper_fault(proof) if copy.kind is CopyKind.PAPER else _digest_fault(proof, copy)


def _digest_fault(proof: Proof, copy: Copy) -> Fault | None:
    if copy.digest is None or proof.digest_before == copy.digest:
        return None
    if proof.remark.strip():
        return None
    return Fault.NO_DIGEST if proof.digest_before is None else Fault.DIGEST_DIFFERS


def _paper_fault(proof: Proof) -> Fault | None:
    paper = proof.paper
    if paper is None or paper.sheets < 1:
        return Fault.NO_SHEETS
    if proof.method is Method.PULPED and not (paper.recipient and paper.waybill and paper.waybill_on):
        return Fault.NO_WAYBILL
    return None
