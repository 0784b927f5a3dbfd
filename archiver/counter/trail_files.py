"""The trail as media tell of it: a small file for each run that changed the register (ADR 0049).

Each holds the head of the audit trail, the media in service, and the decisions that were made since the
medium was told last. Those with decisions stay for ever, and are locked in buckets; of the others the last of
each month stays.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archiver.register.decisions import Decision, read_decision
from archiver.register.model.media import Medium
from archiver.register.model.trail import Anchor, AnchorKind, Head
from storage.errors import AlreadyThere, StorageError
from storage.keys import joined
from storage.small_files import listed, small_files
from storage.small_json import object_of
from storage.source import BytesSource
from storage.store import Feature, Store

FOLDER = "archiver-trail"
FORMAT = "college-archiver/trail/1"
LARGEST = 64 << 20
"""Bytes of a file that are read; a hold on a thousand files has about 200,000."""
LOCKED_FOR = dt.timedelta(days=5 * 366)
"""How long a bucket keeps decisions by force; longer than any backup is kept."""
_HEAD, _DECISIONS = "head", "decisions"


@dataclass(frozen=True, slots=True)
class MediumTold:
    """A medium in service, as another one tells of it."""

    identity: str
    number: str
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one file tells: the head at a moment, the media in service then, and decisions."""

    head: Head
    at: dt.datetime
    media: tuple[MediumTold, ...]
    decisions: tuple[Decision, ...]

    @property
    def named(self) -> frozenset[str]:
        """The identities of the media that it names."""
        return frozenset(one.identity for one in self.media)

    def anchor(self, place: str) -> Anchor:
        """Its head as an anchor outside the register."""
        return Anchor(
            sequence=self.head.sequence,
            digest=self.head.digest,
            kind=AnchorKind.OBJECT,
            place=place,
            at=self.at,
        )


@dataclass(frozen=True, slots=True)
class TrailName:
    """What the name of a file says: number and beginning of the digest of the head, day, and its kind."""

    key: str
    sequence: int
    digest: str
    day: str
    plain: bool


def names_on(store: Store) -> tuple[TrailName, ...]:
    """The files on a medium by their names alone. Raises StorageError."""
    found = (_name(entry.key) for entry in listed(store, FOLDER) if not entry.offence)
    return tuple(sorted((one for one in found if one), key=lambda one: one.sequence))


def read_told(store: Store) -> Iterator[Told]:
    """Every file that can be read; others are passed over. Raises StoreUnreachable, or other StorageErrors of
    listing.
    """
    for _key, content in small_files(store, FOLDER, LARGEST, lambda key: _name(key) is not None):
        with contextlib.suppress(*_NOT_OURS):
            yield _decoded(content)


def put_told(store: Store, told: Told) -> str:
    """Leave a file on a medium, once, and take away the plain heads of its month; its key.

    Raises StorageError.
    """
    kind = _DECISIONS if told.decisions else _HEAD
    day = told.at.date().isoformat()
    key = joined(FOLDER, f"{told.head.sequence:012d} {told.head.digest[:16]} {day} {kind}.json")
    source = BytesSource(_encoded(told))
    try:
        store.put(key, source)
    except AlreadyThere:
        return key
    if told.decisions:
        store.prove(key, source.digest())
        if Feature.LOCK in store.features:
            # A server that keeps no locks has been probed and told of; the file serves without one.
            with contextlib.suppress(StorageError):
                store.lock(key, told.at + LOCKED_FOR)
    return key


def forget_heads(store: Store, names: Iterable[TrailName], newest: str, month: str) -> None:
    """Erase the plain heads of a month but the one that was left last; `names` are those that may go."""
    for one in names:
        if one.plain and one.key != newest and one.day.startswith(month):
            with contextlib.suppress(StorageError):
                store.erase(one.key)


_NOT_OURS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


def media_told(media: Iterable[Medium]) -> tuple[MediumTold, ...]:
    """The media as a file tells of them."""
    return tuple(MediumTold(one.identity, one.inventory_number, one.kind, one.address) for one in media)


def _name(key: str) -> TrailName | None:
    stem = key.rpartition("/")[2].removesuffix(".json")
    parts = stem.split(" ")
    if not key.endswith(".json") or len(parts) != 4 or not parts[0].isdecimal():
        return None
    return TrailName(key, int(parts[0]), parts[1], parts[2], parts[3] == _HEAD)


def _encoded(told: Told) -> bytes:
    document = {
        "format": FORMAT,
        "audit_head": f"{told.head.sequence} {told.head.digest}",
        "at": told.at.isoformat(),
        "media": [
            {"identity": one.identity, "number": one.number, "kind": one.kind, "address": one.address}
            for one in told.media
        ],
        "decisions": [one.as_json() for one in told.decisions],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _decoded(content: bytes) -> Told:
    """What is in a file; raises one of _NOT_OURS for what is none."""
    document = object_of(content)
    if document.get("format") != FORMAT:
        raise ValueError("no file of the trail")
    sequence, _space, digest = document["audit_head"].partition(" ")
    at = dt.datetime.fromisoformat(document["at"])
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    media: Sequence[dict[str, str]] = document["media"]
    return Told(
        Head(int(sequence), digest),
        at,
        tuple(
            MediumTold(str(one["identity"]), str(one["number"]), str(one["kind"]), str(one["address"]))
            for one in media
        ),
        tuple(read_decision(one) for one in document["decisions"]),
    )
