"""What a fixity check finds, how far it may go, and where it goes on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from storage.small_json import object_of
from storage.store import Way


class FaultKind(StrEnum):
    """What can be wrong with a file of a bag."""

    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    HOSTILE = "hostile"
    """A link, device or mount in place of a file, or a name no medium may carry: `offence`."""
    LIES = "lies"
    """The bag says of itself what is not so: oxum-lies, too-many-entries, too-large."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One file and what is wrong with it; `expected` and `found` are SHA-256 where they are known."""

    path: str
    kind: FaultKind
    offence: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a call may read (bytes) and how long take (seconds); at least one file is always done."""

    size: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a check was interrupted; `encode` gives text for the register.

    `basis` is the digest of the manifests the check went by: when they have changed meanwhile, it starts
    anew.
    """

    basis: str
    after: str
    faults: tuple[Fault, ...]
    files: int
    size: int
    way: Way | None

    def encode(self) -> str:
        """As JSON."""
        return json.dumps({"v": 1, **asdict(self)}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def decode(cls, text: str) -> Cursor | None:
        """From JSON; None when it is of another version, so that the check starts anew."""
        try:
            fields = object_of(text)
            if fields.pop("v") != 1:
                return None
            faults = tuple(Fault(**{**one, "kind": FaultKind(one["kind"])}) for one in fields.pop("faults"))
            way = fields.pop("way")
            return cls(faults=faults, way=Way(way) if way else None, **fields)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


@dataclass(frozen=True, slots=True)
class FixityReport:
    """The outcome of a check: `whole` only when it came to the end and found nothing.

    `seal` is the SHA-256 of tagmanifest-sha256.txt as it lies there, «» when it cannot be read; `way` is the
    weakest way anything was read. `cursor` is set exactly when the budget ended before the bag.
    """

    prefix: str
    faults: tuple[Fault, ...]
    files: int
    size: int
    seal: str
    way: Way | None
    cursor: Cursor | None = None

    @property
    def finished(self) -> bool:
        """Whether every file has been compared."""
        return self.cursor is None

    @property
    def whole(self) -> bool:
        """Whether the bag is proven whole."""
        return self.finished and not self.faults

    @property
    def intact(self) -> bool:
        """Whether every file of the bag is whole and in its place, whatever foreign files lie beside them."""
        return self.finished and all(fault.kind is FaultKind.EXTRA for fault in self.faults)
