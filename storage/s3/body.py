"""Streams from a server, and blocks for it."""

from __future__ import annotations

from typing import Any

from storage.digests import BLOCK
from storage.s3.answers import answered


class Body:
    """A download as a stream; what breaks on the way is a StorageError."""

    def __init__(self, body: Any, place: str, key: str) -> None:
        self._body, self._place, self._key = body, place, key

    def readinto(self, buffer: memoryview) -> int:
        """Fill `buffer` as far as the server gives."""
        with answered(self._place, self._key, "read"):
            block: bytes = self._body.read(min(len(buffer), BLOCK))
        buffer[: len(block)] = block
        return len(block)

    def read(self, count: int = -1) -> bytes:
        """The next `count` bytes, or all."""
        with answered(self._place, self._key, "read"):
            content: bytes = self._body.read(None if count < 0 else count)
        return content


class Parts:
    """Collects blocks into parts of one size; `send` gets each with its number (from 1)."""

    def __init__(self, size: int, send: Any) -> None:
        self._part, self._filled, self._send = memoryview(bytearray(size)), 0, send
        self.count = 0

    def write(self, block: memoryview) -> None:
        """Take a block."""
        while block:
            taken = min(len(block), len(self._part) - self._filled)
            self._part[self._filled : self._filled + taken] = block[:taken]
            self._filled += taken
            block = block[taken:]
            if self._filled == len(self._part):
                self.flush()

    def flush(self) -> None:
        """Send what is left, a part smaller than the others."""
        if self._filled:
            self.count += 1
            self._send(self.count, self._part[: self._filled])
            self._filled = 0
