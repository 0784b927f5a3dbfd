"""Holds, and what the register keeps of destruction acts beside the values of `retention` (domain 2.13)."""

from __future__ import annotations

import base64
import datetime as dt
import json
from dataclasses import dataclass

from retention.steps import ActState


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEntry:
    """An act in a list. `state` is what its last step leads to, kept beside it for queries."""

    number: str
    state: ActState
    drawn_on: dt.date
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """Papers of order 179 for one file of an act.

    `prepared` is the frozen evidence with the names of the roster and, on a second line, the papers as they
    were printed; «» once they are deposited as the file `kept_as`. `digest` is that of the evidence as it is.
    """

    act_id: int
    file_id: int
    prepared: str
    digest: str
    kept_as: int | None = None

    @property
    def frozen(self) -> str:
        """The evidence, for `retention.frozen.thaw`."""
        return self.prepared.partition("\n")[0]

    @property
    def papers(self) -> dict[str, bytes]:
        """The papers as they were printed, by name; empty before that, and after they were deposited."""
        told = json.loads(self.prepared.partition("\n")[2] or "{}")
        return {name: base64.b64decode(content) for name, content in told.items()}
