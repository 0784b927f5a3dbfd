"""Bags (archival packages), what is in them, and their copies on media."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class BagState(StrEnum):
    """Whether a bag is the file's package now."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """A BagIt bag of one file; `digest` is the SHA-256 of its tag manifest, `size` its bytes."""

    file_id: int
    external_id: str
    digest: str
    size: int
    files: int
    bagged_on: dt.date
    state: BagState = BagState.CURRENT
    placement: str = ""
    id: int = 0

    @property
    def media(self) -> tuple[int, ...]:
        """Ids of the media that hold a registered copy."""
        return tuple(map(int, self.placement.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class BagContent:
    """One file in a bag; `format` is its PREMIS format, PRONOM key or media type, None while unknown."""

    path: str
    size: int
    sha256: str
    sha512: str
    kind: str
    format: str | None = None
    bag_id: int = 0
    id: int = 0


class CopyState(StrEnum):
    """From the first byte written to the last erased."""

    WRITING = "writing"
    REGISTERED = "registered"
    DAMAGED = "damaged"
    MISSING = "missing"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A bag on a medium under `prefix`; counts as a copy only when REGISTERED, that is read back.

    `read_back` names the way it was read past the cache; `locked_until` and `lock_mode` are as read back from
    the store, `legal_hold` whether the store confirmed one.
    """

    bag_id: int
    medium_id: int
    prefix: str
    state: CopyState = CopyState.WRITING
    registered_at: dt.datetime | None = None
    verified_at: dt.datetime | None = None
    read_back: str = ""
    locked_until: dt.datetime | None = None
    lock_mode: str = ""
    legal_hold: bool = False
    id: int = 0
