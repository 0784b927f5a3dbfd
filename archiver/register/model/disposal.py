"""Holds, destruction acts, their frozen rows, steps and proofs (domain 2.13)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A disposal hold on a file (приостановление уничтожения): any number, lifted one by one."""

    file_id: int
    document: str
    author: str
    placed_at: dt.datetime
    reason: str = ""
    lifted_at: dt.datetime | None = None
    lifted_by: str | None = None
    lifted_document: str | None = None
    id: int = 0


class ActState(StrEnum):
    """The way of an act; CANCELLED is possible before EXECUTING."""

    DRAFT = "draft"
    AGREED = "agreed"
    REGION_AGREED = "region-agreed"
    APPROVED = "approved"
    EXECUTING = "executing"
    ACCOUNTED = "accounted"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether files in the act are spoken for."""
        return self not in {ActState.ACCOUNTED, ActState.CANCELLED}


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionAct:
    """Акт о выделении к уничтожению; `digest` is that of its frozen rows, made when it was drafted."""

    number: str
    drawn_on: dt.date
    author: str
    basis: str
    digest: str
    place: str = ""
    fund: str = ""
    state: ActState = ActState.DRAFT
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """What the act says of one file, frozen: it must outlive the file (columns of domain 2.13, form A)."""

    position: int
    file_id: int
    index: str
    title: str
    years: str
    inventory: str
    count: int
    sheets: int
    period: str
    mandate: str
    closed_on: dt.date
    keep_until: dt.date
    copies: tuple[str, ...] = ()
    note: str = ""
    act_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActStep:
    """A change of an act's state: who, when, by which document (protocol, order) or for what reason."""

    act_id: int
    state: ActState
    person: str
    at: dt.datetime
    document: str = ""
    reason: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That one copy is gone: what, where, how, when, by whom, its digest before, the store's answer after."""

    act_id: int
    file_id: int
    what: str
    where: str
    method: str
    at: dt.datetime
    actor: str
    copy_id: int | None = None
    paper_id: int | None = None
    digest_before: str = ""
    answer: str = ""
    id: int = 0
