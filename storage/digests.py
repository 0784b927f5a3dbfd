"""Digests of bytes: SHA-256 and SHA-512 in one pass, on two cores.

Both, because `sha256sum` is on every computer and SHA-512 is what BagIt (RFC 8493, 2.4) asks
for; one pass, because reading a medium is what costs. hashlib lets the interpreter run on while it works
on a large block, so SHA-512 runs beside SHA-256 and beside the reading.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO, ClassVar, Self

BLOCK = 1 << 20
"""How much is read at once, in bytes: large enough for threads to pay, small enough to stay in a cache."""
_HEX = {"sha256": re.compile(r"[0-9a-f]{64}"), "sha512": re.compile(r"[0-9a-f]{128}")}
ALGORITHMS = tuple(_HEX)
"""The algorithms of every bag."""
Block = bytes | bytearray | memoryview


@dataclass(frozen=True, slots=True)
class Digest:
    """What identifies a content: its length in bytes, SHA-256 and SHA-512 (lower-case hexadecimal)."""

    size: int
    sha256: str
    sha512: str

    def __post_init__(self) -> None:
        if self.size < 0 or not is_hex("sha256", self.sha256) or not is_hex("sha512", self.sha512):
            raise ValueError("not a digest")

    def of(self, algorithm: str) -> str:
        """The digest by the name of its algorithm: «sha256» or «sha512»."""
        return {"sha256": self.sha256, "sha512": self.sha512}[algorithm]


def is_hex(algorithm: str, text: str) -> bool:
    """Whether `text` is a digest of `algorithm` as our manifests write it."""
    return _HEX[algorithm].fullmatch(text) is not None


class _Beside:
    """Does `act` with one block at a time in a thread of its own, if that pays. A context manager."""

    def __init__(self, act: Callable[[Block], None]) -> None:
        self._act = act
        self._pool: ThreadPoolExecutor | None = None
        self._under_way: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._pool:
            self._pool.shutdown()

    def take(self, block: Block) -> None:
        """Begin with a block; the one before is done with."""
        self.wait()
        if len(block) < BLOCK // 4:
            self._act(block)
        else:
            self._pool = self._pool or ThreadPoolExecutor(1, "digest")
            self._under_way = self._pool.submit(self._act, block)

    def wait(self) -> None:
        """Return when all that was taken is done."""
        if self._under_way:
            self._under_way.result()
            self._under_way = None


class Hasher:
    """Takes blocks, gives their Digest. A context manager: it may own a thread.

    A block given to `update` must not be changed before the next call returns.
    """

    def __init__(self) -> None:
        self._sha256, self._sha512 = hashlib.sha256(), hashlib.sha512()
        self._size = 0
        self._beside = _Beside(self._sha512.update)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._beside.__exit__()

    def update(self, block: Block) -> None:
        """Take the next block."""
        self._beside.take(block)
        self._size += len(block)
        self._sha256.update(block)

    def digest(self) -> Digest:
        """The digest of all blocks so far."""
        self._beside.wait()
        return Digest(self._size, self._sha256.hexdigest(), self._sha512.hexdigest())


def pump(stream: BinaryIO, *, write: Callable[[memoryview], object] | None = None) -> Digest:
    """Read `stream` to its end, pass every block to `write`, and return the digest of all of it.

    Memory: three blocks, whatever the length. Errors of the stream and of `write` pass through.
    """
    with _Ring() as ring, Hasher() as hasher:
        for block in _blocks(stream, ring):
            hasher.update(block)
            if write:
                write(block)
        return hasher.digest()


class _Ring:
    """Three blocks of memory, lent: new ones would be filled with zeros for every small file."""

    _SPARE: ClassVar[list[tuple[memoryview, ...]]] = []

    def __enter__(self) -> tuple[memoryview, ...]:
        try:
            self._blocks = self._SPARE.pop()
        except IndexError:  # the first, or others are in use: in another thread, or by who gives the stream
            self._blocks = tuple(memoryview(bytearray(BLOCK)) for _ in range(3))
        return self._blocks

    def __exit__(self, *_exc: object) -> None:
        if not self._SPARE:
            self._SPARE.append(self._blocks)


def _blocks(stream: BinaryIO, ring: Sequence[memoryview]) -> Iterator[memoryview]:
    """The stream in full blocks and what is left, each in the next place of the ring."""
    for buffer in itertools.cycle(ring):
        count = _fill(stream, buffer)
        if count:
            yield buffer[:count]
        if count < len(buffer):
            return


def _fill(stream: BinaryIO, buffer: memoryview) -> int:
    # A pipe or a socket gives less than was asked for; full blocks keep the two threads busy.
    count = 0
    while count < len(buffer):
        got: int | None = stream.readinto(buffer[count:])  # type: ignore[attr-defined]
        if not got:
            break
        count += got
    return count


def digest_bytes(content: bytes) -> Digest:
    """The digest of bytes in memory."""
    return Digest(len(content), hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest())


def sha256_of(stream: BinaryIO, *, write: Callable[[memoryview], object] | None = None) -> tuple[int, str]:
    """Length and SHA-256 of a stream, passed through `write`: for when the digest to expect is known.

    A block is summed while it is written; where nothing is written, a thread costs more than it saves.
    Memory: three blocks.
    """
    digest, size = hashlib.sha256(), 0
    with _Ring() as ring, _Beside(digest.update) as beside:
        for block in _blocks(stream, ring):
            if write:
                beside.take(block)
                write(block)
            else:
                digest.update(block)
            size += len(block)
        beside.wait()
        return size, digest.hexdigest()
