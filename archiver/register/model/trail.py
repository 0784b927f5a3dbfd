"""The audit trail: events, anchors of its head, and measures the archive has stated in writing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

ORIGIN = "0" * 64
"""What the first event names as the digest of the one before."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done; all texts, so that the digest is over exactly what is stored.

    `at` is ISO 8601 in UTC, `object` «kind:id», `detail` a JSON object. Never the name of a student: events
    outlive what they tell of.
    """

    sequence: int
    at: str
    actor: str
    software: str
    action: str
    object: str
    outcome: str
    detail: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of the chain; sequence 0 and ORIGIN while there is none."""

    sequence: int = 0
    digest: str = ORIGIN


class AnchorKind(StrEnum):
    """Where a head was written down outside the register."""

    BAG = "bag"
    ACT = "act"
    OBJECT = "object"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The head of the chain as written down at `place` (a bag's id, an act's number, a key)."""

    sequence: int
    digest: str
    kind: AnchorKind
    place: str
    at: dt.datetime
    id: int = 0


class MeasureKind(StrEnum):
    """What the program cannot see and a person states with a document (rows of the NDSA matrix)."""

    VIRUS_CHECK = "virus-check"
    WRITE_BLOCKER = "write-blocker"
    MEDIA_DEPENDENCIES = "media-dependencies"
    OBSOLESCENCE_WATCH = "obsolescence-watch"
    OBSOLESCENCE_PLAN = "obsolescence-plan"
    ACCESS_RULES = "access-rules"
    LOG_REVIEW = "log-review"
    CREATORS = "creators"
    METADATA_STANDARD = "metadata-standard"
    FORMAT_CHECK = "format-check"
    FORMAT_WATCH = "format-watch"
    FORMAT_ACTION = "format-action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure taken, by a document, until it has to be taken again."""

    kind: MeasureKind
    stated_on: dt.date
    valid_until: dt.date
    document: str
    author: str
    id: int = 0
