"""What every place of bytes can do: about ten verbs, and the values they answer with.

A store keeps contents under keys (storage.keys). It never overwrites unless told to `replace`, never shows a
half-written content, and every error is a storage.errors.StorageError. Implementations: directory
(disk, USB, optical), s3 (bucket), memory (tests). tests/storage/test_store_contract.py is the contract.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from storage.digests import Digest
from storage.errors import Missing, ReadBackDiffers, Unsupported
from storage.source import Source, StoredSource
from storage.surface import Surface


class Feature(StrEnum):
    """What not every store has."""

    VERSIONS = "versions"
    LOCK = "lock"
    HOLD = "legal hold"


class LockMode(StrEnum):
    """The two modes of S3 Object Lock; GOVERNANCE can be lifted by who has the right to (a court's order)."""

    GOVERNANCE = "GOVERNANCE"
    COMPLIANCE = "COMPLIANCE"


class Way(StrEnum):
    """How a content was read back, from the strongest proof to none."""

    DEVICE = "device"
    """Past the page cache: the pages were dropped, and found gone, before reading."""
    NETWORK = "network"
    """Downloaded from the server again; what lies behind the server is its own affair."""
    CACHE = "cache"
    """The system would not drop its cache (a file system in memory): little is proven."""
    MEMORY = "memory"
    """A store in memory."""


_FROM_WEAKEST = (Way.MEMORY, Way.CACHE, Way.NETWORK, Way.DEVICE)


def weakest(ways: Iterable[Way]) -> Way:
    """What may be said of all together; of none, nothing."""
    return min(ways, key=_FROM_WEAKEST.index, default=Way.MEMORY)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is stored under a key.

    `digest` is only what the store remembers of the writing (bucket metadata), never a proof. `offence`
    names what is wrong with a thing that is no plain file with a good name (symbolic-link, not-a-file,
    other-file-system, unreadable, or a code of storage.keys); such a thing can be listed, and nothing else.
    `links` is the number of names of a file on a disk.
    """

    key: str
    size: int
    version: str | None = None
    digest: Digest | None = None
    offence: str | None = None
    links: int = 1


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A content as it was read from the medium, and the way it was read."""

    digest: Digest
    way: Way


@dataclass(frozen=True, slots=True)
class Lock:
    """Until when a content cannot be erased (UTC) and by which mode; None and None when it can."""

    until: dt.datetime | None = None
    mode: LockMode | None = None
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Something stored under a key that erasing has to take away; `kind` and `version` as in Erased."""

    key: str
    kind: str
    version: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Erased:
    """The store's answer for one version of a key that was to be erased: a line of the evidence.

    `kind`: file, version, delete-marker or upload (an unfinished one). `gone` is what was seen afterwards,
    not what the store answered. `answer` is the store's own words (HTTP status, request id) or what was done.
    `overwritten` tells that the bytes were written over, to the device, before the name went; `links` how
    many names a file on a disk has: one with several is left.
    """

    key: str
    kind: str
    version: str | None
    size: int | None
    answer: str
    gone: bool
    overwritten: bool = False
    links: int = 1


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes of capacity and bytes free; None where nobody can say (a bucket).

    `unit` is what a file takes room by: a file of one byte takes a whole one.
    """

    capacity: int | None
    free: int | None
    unit: int = 1


class Store(ABC):
    """A place of bytes. `place` names it in messages.

    `guard`, if there is one, is asked before each change: of a content before its first byte, every few
    megabytes, and right before it gets its name. What it raises passes, and nothing is changed.
    """

    place: str
    guard: Callable[[], None] | None = None

    def ask(self) -> None:
        """Ask the guard; implementations call it before they change anything."""
        if self.guard is not None:
            self.guard()

    @property
    def features(self) -> frozenset[Feature]:
        """What it has besides the verbs."""
        return frozenset()

    @abstractmethod
    def identity(self) -> str:
        """What tells this place from another: a file system's UUID and path, or endpoint and bucket."""

    @abstractmethod
    def put(self, key: str, source: Source, digest: Digest | None = None) -> Digest:
        """Store a new content under a key that has none, whole or not at all; durable on return.

        Interrupted, it may be called again and goes on where it can. Raises AlreadyThere, SourceChanged (when
        `digest` is given and the bytes are others), KeyRefused, HostileEntry, StoreFailed.
        """

    @abstractmethod
    def replace(self, key: str, source: Source, digest: Digest) -> Digest:
        """Like put, over whatever is there: the old content goes only when the new one was read back well.

        Raises what put does, and ReadBackDiffers; the old content is then still there.
        """

    @abstractmethod
    def open(self, key: str, start: int = 0, length: int | None = None) -> AbstractContextManager[BinaryIO]:
        """A stream of the content, or of `length` bytes from `start`. Raises Missing, HostileEntry."""

    @abstractmethod
    def stat(self, key: str) -> Entry | None:
        """What is stored under the key, or None. Raises HostileEntry when it is no plain file."""

    @abstractmethod
    def list(self, prefix: str = "", *, hidden: bool = False) -> Iterator[Entry]:
        """Everything under the folder `prefix` («» for all), in no order; unfinished writes are not seen.

        Never follows a link and never leaves the medium: such entries carry an `offence`. With `hidden` also
        keys of which only old versions, delete markers or unfinished uploads are left.
        """

    @abstractmethod
    def read_back(self, key: str) -> ReadBack:
        """Read the content from the medium itself, past what the system has in memory, and digest it."""

    @abstractmethod
    def erase(self, key: str, *, bypass: bool = False) -> tuple[Erased, ...]:
        """Erase the content with every version, delete marker and unfinished upload; look whether it is gone.

        `bypass` uses the right to lift GOVERNANCE. Nothing under the key: no answers. A refusal is an answer
        with `gone=False`; only a store that cannot be asked raises StoreFailed.
        """

    @abstractmethod
    def sweep(self, prefix: str = "") -> tuple[str, ...]:
        """Remove what interrupted writes left under `prefix`, except of writers still at work; its names."""

    @abstractmethod
    def space(self) -> Space:
        """How much the medium holds and how much of it is free."""

    @abstractmethod
    def lock(self, key: str, until: dt.datetime, *, bypass: bool = False) -> Lock:
        """Forbid erasing until `until` (UTC) in the store's mode; the lock as read back.

        `bypass` allows to shorten a GOVERNANCE lock. Raises Missing, Unsupported, StoreDenied, LockNotKept.
        """

    @abstractmethod
    def hold(self, key: str, on: bool) -> Lock:
        """Set or lift the legal hold; the lock as read back. Raises Missing, Unsupported, LockNotKept."""

    @abstractmethod
    def lock_of(self, key: str) -> Lock:
        """The lock and hold the store tells of. Raises Missing, Unsupported."""

    def close(self) -> None:
        """Give back connections and handles."""
        return

    def visit(self) -> AbstractContextManager[None]:
        """A block in which what is done once for many contents of one place is kept (folders held open)."""
        return nullcontext()

    def together(self) -> AbstractContextManager[Callable[[], None]]:
        """A block in which `put` need not be durable on return: calling what it gives makes it so.

        Until then what was put may be torn or gone after a power cut, under its name too: for contents that
        mean nothing before another is put after all of them. A visit too. The call raises StoreFailed.
        """
        return nullcontext(_already)

    def surface(self) -> Surface:
        """What overwriting would prove here."""
        return Surface.UNKNOWN

    def trim(self) -> bool:
        """Tell the device what is free now; whether it was told."""
        return False

    def traces(self, prefix: str, known: Collection[str] = ()) -> Iterator[Trace]:
        """All that lies under the folder `prefix`: on buckets every version, marker and unfinished upload.

        `known` are keys that are to be asked for one by one besides: a list may keep them back.
        """
        del known
        return (Trace(entry.key, "file", None, entry.size) for entry in self.list(prefix))

    def source(self, key: str) -> Source:
        """The content under `key` as a Source for another store. Raises Missing."""
        entry = self.stat(key)
        if entry is None:
            raise Missing(self.place, key)
        return StoredSource(self.open, key, entry.size)

    def read(self, key: str, limit: int) -> bytes:
        """A small content whole, but never more than `limit` + 1 bytes of it."""
        with self.open(key, 0, limit + 1) as stream:
            return stream.read()

    def prove(self, key: str, digest: Digest) -> Way:
        """Read back and compare; the way it was read. Raises ReadBackDiffers."""
        found = self.read_back(key)
        if found.digest != digest:
            raise ReadBackDiffers(self.place, key, digest.sha256, found.digest.sha256)
        return found.way


def _already() -> None:
    """Every put was durable on return."""


class WithoutLocks(Store):
    """A store on which everything can be erased at any time."""

    def lock(self, key: str, until: dt.datetime, *, bypass: bool = False) -> Lock:
        """Refuse: raises Unsupported."""
        del until, bypass
        raise Unsupported(self.place, key, Feature.LOCK)

    def hold(self, key: str, on: bool) -> Lock:
        """Refuse: raises Unsupported."""
        del on
        raise Unsupported(self.place, key, Feature.HOLD)

    def lock_of(self, key: str) -> Lock:
        """Refuse: raises Unsupported."""
        raise Unsupported(self.place, key, Feature.LOCK)
