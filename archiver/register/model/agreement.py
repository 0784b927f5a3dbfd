"""What the register's tables say otherwise than its events (ADR 0049)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fact(StrEnum):
    """What was found to differ."""

    ENTRY = "entry"
    """a file, or what tells it from others: id, group, year, college, series"""
    STATE = "state"
    CLOSING = "closing"
    PERIOD = "period"
    HOLD = "hold"
    PAPER = "paper"
    SCHEDULE = "schedule"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of `subject` (a file's id, an act's number, a version): what events and tables say of it."""

    fact: Fact
    subject: str
    told: str
    kept: str
