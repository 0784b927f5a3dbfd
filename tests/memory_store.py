"""A store in memory: the smallest implementation of the contract."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO

from storage.digests import Digest, digest_bytes
from storage.errors import AlreadyThere, Missing, SourceChanged
from storage.keys import checked
from storage.source import Source
from storage.store import Entry, Erased, ReadBack, Space, Way, WithoutLocks


class MemoryStore(WithoutLocks):
    """Keeps contents in a dictionary; `contents` may be looked at and spoiled by tests."""

    def __init__(self, name: str = "memory") -> None:
        self.place = name
        self.contents: dict[str, bytes] = {}

    def identity(self) -> str:
        """Its name: two of one name are one place."""
        return f"memory:{self.place}"

    def put(self, key: str, source: Source, digest: Digest | None = None) -> Digest:
        """Keep a new content."""
        if checked(key) in self.contents:
            raise AlreadyThere(self.place, key)
        return self._keep(key, source, digest)

    def replace(self, key: str, source: Source, digest: Digest) -> Digest:
        """Keep a content instead of what is there."""
        return self._keep(checked(key), source, digest)

    def _keep(self, key: str, source: Source, digest: Digest | None) -> Digest:
        self.ask()
        content = bytearray()
        found = source.pump_to(content.extend)
        if digest and digest != found:
            raise SourceChanged(self.place, key, digest.sha256, found.sha256)
        self.ask()
        self.contents[key] = bytes(content)
        return found

    def open(self, key: str, start: int = 0, length: int | None = None) -> AbstractContextManager[BinaryIO]:
        """A stream over the bytes."""
        end = None if length is None else start + length
        return io.BytesIO(self._get(key)[start:end])

    def stat(self, key: str) -> Entry | None:
        """Size of the content."""
        content = self.contents.get(checked(key))
        return None if content is None else Entry(key, len(content))

    def list(self, prefix: str = "", *, hidden: bool = False) -> Iterator[Entry]:
        """All keys of a folder; nothing is ever hidden."""
        del hidden
        for key in sorted(self.contents):
            if not prefix or key.startswith(prefix + "/"):
                yield Entry(key, len(self.contents[key]))

    def read_back(self, key: str) -> ReadBack:
        """Digest what is in memory; there is no medium behind it."""
        return ReadBack(digest_bytes(self._get(key)), Way.MEMORY)

    def erase(self, key: str, *, bypass: bool = False) -> tuple[Erased, ...]:
        """Forget the content."""
        del bypass
        self.ask()
        content = self.contents.pop(checked(key), None)
        if content is None:
            return ()
        return (Erased(key, "file", None, len(content), "forgotten", gone=True),)

    def sweep(self, prefix: str = "") -> tuple[str, ...]:
        """Nothing is ever half kept."""
        del prefix
        return ()

    def space(self) -> Space:
        """Nobody can say."""
        return Space(None, None)

    def _get(self, key: str) -> bytes:
        try:
            return self.contents[checked(key)]
        except KeyError:
            raise Missing(self.place, key) from None
