"""What is known of a group's year: each fact says of which bytes it is true, and when it was learnt.

A fact is never changed or taken back. Whether it still matters is told by `standing`, from all of them
together. Digests are hex SHA-256.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from archiver.journal.collation import sort_key

Entry = tuple[str, str, int]
"""A page of the contents: subject, subgroup («» without one), number of the study period."""
Entries = Mapping[Entry, str]
"""Digests of what was entered, by page of the contents."""

NOTHING: Entries = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The export of the group was taken in: `export` is the digest over its files, `entries` what they hold.

    `entries` is empty where the export could not be read.
    """

    at: dt.datetime
    export: str
    entries: Entries = field(hash=False)

    @property
    def moment(self) -> tuple[object, ...]:
        """By this the newest is told; the same for equal facts, whatever order they come in."""
        return self.at, self.export, _in_order(self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An export was checked by `rules`, and so many findings were counted that nobody has accepted.

    `rules` is a digest of what decides besides the export: the settings that check and print, and the
    findings accepted of the group. The program is none of it: a new release makes nothing outdated.
    """

    at: dt.datetime
    export: str
    rules: str
    blocking: int
    warnings: int = 0

    @property
    def moment(self) -> tuple[object, ...]:
        """As of `Received`."""
        return self.at, self.export, self.rules, self.blocking, self.warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundVolume:
    """A volume as it was written: its number, the digest of the PDF, its sheets, and what it holds."""

    number: int
    sha256: str
    sheets: int
    entries: Entries = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A binder was made of an export, by `rules` as in `Checked`. `identity` is that of `report.json`."""

    at: dt.datetime
    export: str
    rules: str
    identity: str
    volumes: tuple[BoundVolume, ...]

    @property
    def moment(self) -> tuple[object, ...]:
        """As of `Received`."""
        held = tuple((one.number, one.sha256, _in_order(one.entries)) for one in self.volumes)
        return self.at, self.export, self.rules, self.identity, held

    @property
    def entries(self) -> Entries:
        """What all volumes hold together."""
        return {entry: digest for volume in self.volumes for entry, digest in volume.entries.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A copy of a volume is on paper; `certified_on` None while nobody has signed it (regulation item 5)."""

    volume: str
    copy: int
    printed_on: dt.date
    certified_on: dt.date | None
    entries: Entries = field(hash=False)

    @property
    def moment(self) -> tuple[object, ...]:
        """As of `Received`."""
        return self.printed_on, self.copy, self.volume, _in_order(self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposited:
    """Volumes with these digests are in the archive, each on `copies` media that count."""

    at: dt.datetime
    volumes: frozenset[str]
    copies: int

    @property
    def moment(self) -> tuple[object, ...]:
        """As of `Received`."""
        return self.at, self.copies, tuple(sorted(self.volumes))


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The act of handing over was signed (regulation item 4), of the volumes with these digests."""

    signed_on: dt.date
    volumes: frozenset[str]

    @property
    def moment(self) -> tuple[object, ...]:
        """As of `Received`."""
        return self.signed_on, tuple(sorted(self.volumes))


Fact = Received | Checked | Bound | Printed | Deposited | HandedOver


def changed(before: Entries, now: Entries) -> tuple[str, ...]:
    """Subjects that are not what they were, those that came or went too, in alphabetical order."""
    titles = {entry[0] for entry in before.keys() | now.keys() if before.get(entry) != now.get(entry)}
    return tuple(sorted(titles, key=sort_key))


def _in_order(entries: Entries) -> tuple[tuple[Entry, str], ...]:
    return tuple(sorted(entries.items()))
