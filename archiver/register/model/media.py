"""The register of media (учёт носителей, domain 2.14): what a copy lies on, where it stands, who keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from archiver.locale import N_, _


class MediumKind(StrEnum):
    """What a medium is; NDSA calls it the storage media type. What is so of each kind stands in one table."""

    DISK = "disk"
    USB = "usb"
    OPTICAL = "optical"
    BUCKET = "bucket"
    DIRECTORY = "directory"

    @property
    def in_words(self) -> str:
        """Its name on the screen."""
        return _(_KINDS[self].name)

    @property
    def on_paper(self) -> str:
        """Its name on labels, which are Russian whatever the screen is."""
        return _KINDS[self].on_paper

    @property
    def rank(self) -> int:
        """Which of two copies is read first: the lower one, it is nearer."""
        return _KINDS[self].rank

    @property
    def days(self) -> int:
        """After how many days it is checked again, unless settings say otherwise."""
        return _KINDS[self].days

    @property
    def schemes(self) -> tuple[str, ...]:
        """What comes before «://» in its addresses; nothing for a folder."""
        return _KINDS[self].schemes

    @property
    def remote(self) -> bool:
        """Whether it is reached over a network: it has no file system and cannot be taken into the hand."""
        return bool(self.schemes)

    @property
    def locks(self) -> bool:
        """Whether it may keep what is locked from being erased, which a probe finds out."""
        return _KINDS[self].locks

    @property
    def stable(self) -> bool:
        """Whether copies on it may stay there for years without care (NDSA, storage, level 2)."""
        return _KINDS[self].stable

    @property
    def rewritable(self) -> bool:
        """Whether what lies on it can be erased."""
        return _KINDS[self].rewritable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What is so of every medium of a kind; each field as the property of MediumKind that tells it."""

    name: str
    on_paper: str
    rank: int
    days: int
    schemes: tuple[str, ...] = ()
    locks: bool = False
    stable: bool = True
    rewritable: bool = True


_KINDS = {
    MediumKind.DISK: _Kind(name=N_("disk"), on_paper="жёсткий диск", rank=0, days=365),
    MediumKind.DIRECTORY: _Kind(name=N_("folder on a server"), on_paper="папка на сервере", rank=1, days=90),
    MediumKind.USB: _Kind(name=N_("USB drive"), on_paper="USB-носитель", rank=2, days=180, stable=False),
    MediumKind.OPTICAL: _Kind(
        name=N_("optical disc"), on_paper="оптический диск", rank=3, days=365, rewritable=False
    ),
    MediumKind.BUCKET: _Kind(
        name=N_("S3 bucket"), on_paper="хранилище S3", rank=4, days=90,
        schemes=("s3", "https", "http"), locks=True,
    ),
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Written:
    """What lies on a medium: copies, how many of them are the first of their bags, days of writing.

    The first copy of a bag that is still there is its «основной экземпляр», the others «рабочие».
    """

    copies: int = 0
    main: int = 0
    first: dt.date | None = None
    last: dt.date | None = None


NOTHING = Written()


@dataclass(frozen=True, slots=True)
class CheckIntervals:
    """After how many days a medium of a kind is checked again where it is not its `days`; 5 years at most
    (domain 2.15).
    """

    days: Mapping[MediumKind, int] = field(default_factory=dict)

    def next_due(self, kind: MediumKind, checked: dt.date) -> dt.date:
        """The day the next check is due."""
        return checked + dt.timedelta(days=self.days.get(kind, kind.days))
