"""Paper copies: volumes, sheets, where they stand, who has them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class PaperState(StrEnum):
    """Whether a volume is in its place."""

    STORED = "stored"
    LENT = "lent"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCopy:
    """One volume on paper: «volume» of «volumes», its sheets and its place."""

    file_id: int
    volume: int
    volumes: int
    sheets: int
    site: str
    registered_at: dt.datetime
    room: str = ""
    shelf: str = ""
    box: str = ""
    custodian: str = ""
    state: PaperState = PaperState.STORED
    id: int = 0


class Need(StrEnum):
    """What a volume lacks, as the act of presence and condition asks."""

    DISINFECTION = "disinfection"
    RESTORATION = "restoration"
    BINDING = "binding"
    FADING = "fading"
    BEYOND_REPAIR = "beyond-repair"


class MovementKind(StrEnum):
    """What happened to a volume (регламент R13: custody changes are recorded)."""

    REGISTERED = "registered"
    MOVED = "moved"
    LENT = "lent"
    RETURNED = "returned"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One change of custody; `whom` it went to, `due_back` when lent, `document` the paper behind it."""

    paper_id: int
    kind: MovementKind
    at: dt.datetime
    actor: str
    place: str = ""
    whom: str = ""
    due_back: dt.date | None = None
    document: str = ""
    id: int = 0
