"""The register of media (учёт носителей, domain 2.14): what a copy lies on, where it stands, who keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class MediumKind(StrEnum):
    """What a medium is; NDSA calls it the storage media type."""

    DISK = "disk"
    USB = "usb"
    OPTICAL = "optical"
    BUCKET = "bucket"
    DIRECTORY = "directory"


class Condition(StrEnum):
    """What the last look at a medium said."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """One medium under its inventory number.

    `identity` is the id written on the medium itself, `filesystem` the identity of its file system.
    `site` is a building («площадка»), `room` a place in it, `threat` the class of disaster that would take
    everything there at once (two sites by one river share it). `capacity` is in bytes. `series` and
    `destruction_year` are what it may hold; a medium that is not `rewritable` takes one destruction year
    only, set by its first copy. `academic_year` (its first calendar year) is what it was made ready for by
    30 June (regulation R12); None: for any. `probe` is the verdict of `media probe` of the day `probed_on`.
    """

    inventory_number: str
    kind: MediumKind
    identity: str
    address: str
    site: str
    registered_on: dt.date
    serial: str = ""
    filesystem: str = ""
    capacity: int | None = None
    room: str = ""
    threat: str = ""
    custodian: str = ""
    series: str | None = None
    destruction_year: int | None = None
    rewritable: bool = True
    condition: Condition = Condition.GOOD
    academic_year: int | None = None
    last_checked: dt.date | None = None
    next_check_due: dt.date | None = None
    probe: Mapping[str, Any] | None = None
    probed_on: dt.date | None = None
    retired_on: dt.date | None = None
    retired_reason: str = ""
    id: int = 0

    @property
    def in_service(self) -> bool:
        """Whether copies on it count: not retired and not failed."""
        return self.retired_on is None and self.condition is not Condition.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIntervals:
    """After how many days a medium of each kind is checked again; 5 years at most (domain 2.15)."""

    disk: int = 365
    usb: int = 180
    optical: int = 365
    bucket: int = 90
    directory: int = 90

    def next_due(self, kind: MediumKind, checked: dt.date) -> dt.date:
        """The day the next check is due."""
        return checked + dt.timedelta(days=getattr(self, kind.value))
