"""Fixity checks: what was compared, how far, and every fault by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class CheckOutcome(StrEnum):
    """How a check ended; a RUNNING one goes on from its cursor."""

    RUNNING = "running"
    PASSED = "passed"
    FAULTY = "faulty"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not as its manifest says: `kind` is missing, extra, changed or unreadable."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixityCheck:
    """A check of a whole medium (`copy_id` None) or of one copy; `cursor` is where to go on."""

    medium_id: int
    copy_id: int | None = None
    started_at: dt.datetime
    finished_at: dt.datetime | None = None
    cursor: str = ""
    files: int = 0
    bytes: int = 0
    outcome: CheckOutcome = CheckOutcome.RUNNING
    faults: tuple[Fault, ...] = ()
    id: int = 0
