"""Proof that personal data were destroyed: Roskomnadzor order of 28.10.2022 № 179.

Where data are processed by machine and on paper both an act (item 3) and an extract from the event log
(item 5) are needed. Both name the students, so they are made from the stored roster before it is
erased, kept three years from the day of destruction (item 8) and destroyed like any other file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Self

from retention.canonical import LATER, digest
from retention.errors import EvidenceIncomplete
from retention.people import Person
from retention.words import Identifier, Sha256

EVENT = "destruction"
"""The event that sets the period of the evidence running; the same word stands in the schedule."""


@dataclass(frozen=True, slots=True)
class DataHandler:
    """The operator of the data, or who processes them on its behalf: name and address."""

    name: str
    address: str

    @property
    def complete(self) -> bool:
        """Both are told."""
        return bool(self.name.strip() and self.address.strip())


@dataclass(frozen=True, slots=True)
class Carrier:
    """A paper carrier: its name and its number of sheets (item 3 «е»)."""

    name: str
    sheets: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What act and log extract say; both papers are printed from it.

    `subjects` are full names and are kept out of `repr` (logs). `paper` and `electronic` say which
    carriers there were; by them items «е» and «ж» are required. `processors` are third parties (the
    provider of an object store), empty when none is known; `remote`: copies lay in a store that somebody else
    may run, so that nobody can say there was none. Method, destroyers and day are known only
    after the destruction: see `completed`.
    """

    number: Identifier
    operator: DataHandler
    subjects: tuple[str, ...] = field(repr=False)
    categories: tuple[str, ...]
    reason: str
    paper: bool
    electronic: bool
    systems: tuple[str, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    processors: tuple[DataHandler, ...] = ()
    destroyers: tuple[Person, ...] = ()
    method: str = ""
    destroyed_on: dt.date | None = None
    remote: bool = field(default=False, metadata=LATER)

    def completed(self, *, method: str, destroyers: tuple[Person, ...], destroyed_on: dt.date) -> Self:
        """The evidence after the destruction."""
        return replace(self, method=method, destroyers=destroyers, destroyed_on=destroyed_on)

    @property
    def day(self) -> dt.date:
        """The day of the destruction; raises LookupError before it is completed."""
        if self.destroyed_on is None:
            raise LookupError(f"destruction of {self.number}")
        return self.destroyed_on

    @property
    def digest(self) -> Sha256:
        """Digest of what the papers say: what the tombstone and the trail may keep of them."""
        return digest(self)


@dataclass(frozen=True, slots=True)
class Missing:
    """A required field that is not filled: the paper («act» or «extract»), its item, the field."""

    paper: str
    item: str
    name: str

    def __str__(self) -> str:
        return f"{self.paper} {self.item} {self.name}"


@dataclass(frozen=True, slots=True)
class _Requirement:
    item: str
    name: str
    met: Callable[[Evidence], bool]


def _told(texts: tuple[str, ...]) -> bool:
    return bool(texts) and all(text.strip() for text in texts)


def _sheets_told(evidence: Evidence) -> bool:
    return bool(evidence.carriers) and all(one.name.strip() and one.sheets > 0 for one in evidence.carriers)


def _signed(evidence: Evidence) -> bool:
    people = evidence.destroyers
    return bool(people) and all(person.name.strip() and person.post.strip() for person in people)


_PREPARED = (
    _Requirement("а", "operator", lambda evidence: evidence.operator.complete),
    _Requirement("б", "processors", lambda evidence: all(one.complete for one in evidence.processors)),
    _Requirement("в", "subjects", lambda evidence: _told(evidence.subjects)),
    _Requirement("д", "categories", lambda evidence: _told(evidence.categories)),
    _Requirement("е", "carriers", lambda evidence: not evidence.paper or _sheets_told(evidence)),
    _Requirement("ж", "systems", lambda evidence: not evidence.electronic or _told(evidence.systems)),
    _Requirement("и", "reason", lambda evidence: bool(evidence.reason.strip())),
)
_DONE = (
    _Requirement("г", "destroyers", _signed),
    _Requirement("з", "method", lambda evidence: bool(evidence.method.strip())),
    _Requirement("к", "destroyed_on", lambda evidence: evidence.destroyed_on is not None),
)
_EXTRACT = {"subjects": "а", "categories": "б", "systems": "в", "reason": "г", "destroyed_on": "д"}


def missing(evidence: Evidence, *, prepared: bool = False) -> tuple[Missing, ...]:
    """Required fields that are empty; with `prepared`, only those that must be there before erasure."""
    wanted = _PREPARED if prepared else sorted((*_PREPARED, *_DONE), key=lambda one: one.item)
    found = [Missing("act", one.item, one.name) for one in wanted if not one.met(evidence)]
    if not evidence.electronic:
        return tuple(found)
    lacking = {one.name for one in found}
    extract = [Missing("extract", item, name) for name, item in _EXTRACT.items() if name in lacking]
    return (*found, *extract)


def validate(evidence: Evidence, *, prepared: bool = False) -> None:
    """Raise EvidenceIncomplete when a required field is empty (`prepared`: before the erasure)."""
    found = missing(evidence, prepared=prepared)
    if found:
        raise EvidenceIncomplete(found)
