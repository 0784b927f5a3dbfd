"""Where bytes come from: something that can be read more than once."""

from __future__ import annotations

import errno
import io
import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storage.digests import Digest, digest_bytes, pump, sha256_of
from storage.errors import of_system


class Source(ABC):
    """Bytes that can be read more than once: a file, bytes, a content of another store."""

    @abstractmethod
    def open(self) -> AbstractContextManager[BinaryIO]:
        """A stream from the first byte; may raise StorageError or OSError."""

    @property
    @abstractmethod
    def size(self) -> int:
        """The length in bytes, as far as known before reading; a store counts for itself."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What messages call it."""

    def digest(self) -> Digest:
        """The digest of all of it, by reading it."""
        return self.pump_to(None)

    def pump_to(self, write: Callable[[memoryview], object] | None) -> Digest:
        """Read all of it through `write` and return its digest.

        Raises StorageError for what the source cannot read; errors of `write` must be StorageErrors already.
        """
        try:
            with self.open() as stream:
                return pump(stream, write=write)
        except OSError as error:
            raise of_system(error, self.name, "", "read") from error

    def copy_to(self, write: Callable[[memoryview], object]) -> tuple[int, str]:
        """The same where the digest is known: length and SHA-256 tell whether it is still so."""
        try:
            with self.open() as stream:
                return sha256_of(stream, write=write)
        except OSError as error:
            raise of_system(error, self.name, "", "read") from error


@dataclass(frozen=True, slots=True)
class FileSource(Source):
    """A file of this computer."""

    path: Path

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open the file, unbuffered: pump reads large blocks itself. Never waits, as for a pipe."""
        handle = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(self.path))
        return os.fdopen(handle, "rb", buffering=0)

    @property
    def size(self) -> int:
        """The length the file system tells."""
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise of_system(error, self.name, "", "read") from error

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class BytesSource(Source):
    """Bytes in memory, for what is small."""

    content: bytes

    def open(self) -> AbstractContextManager[BinaryIO]:
        """A stream over the bytes."""
        return io.BytesIO(self.content)

    @property
    def size(self) -> int:
        """Their number."""
        return len(self.content)

    @property
    def name(self) -> str:
        """They have no place."""
        return "bytes"

    def digest(self) -> Digest:
        """The digest, without a stream."""
        return digest_bytes(self.content)


@dataclass(frozen=True, slots=True)
class StoredSource(Source):
    """A content of a store, opened anew by `opener` each time."""

    opener: Callable[[str], AbstractContextManager[BinaryIO]]
    key: str
    known: int

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Ask the store for a stream."""
        return self.opener(self.key)

    @property
    def size(self) -> int:
        """What the store said of it before."""
        return self.known

    @property
    def name(self) -> str:
        """Its key."""
        return self.key


@dataclass(frozen=True, slots=True)
class Watched(Source):
    """Another source, telling `watch` how many more bytes of it have been taken."""

    inner: Source
    watch: Callable[[int], None]

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open the other source."""
        return self.inner.open()

    @property
    def size(self) -> int:
        """Its length."""
        return self.inner.size

    @property
    def name(self) -> str:
        """Its name."""
        return self.inner.name

    def digest(self) -> Digest:
        """Its digest; a reading ahead is not told."""
        return self.inner.digest()

    def pump_to(self, write: Callable[[memoryview], object] | None) -> Digest:
        """Read all of it, telling block by block what has been written."""
        return self.inner.pump_to(self._told(write))

    def copy_to(self, write: Callable[[memoryview], object]) -> tuple[int, str]:
        """Read all of it, telling block by block what has been written."""
        return self.inner.copy_to(self._told(write))

    def _told(self, write: Callable[[memoryview], object] | None) -> Callable[[memoryview], None]:
        def told(block: memoryview) -> None:
            if write:
                write(block)
            self.watch(len(block))

        return told
