"""Digests in one pass equal those of the standard library, whatever the blocks."""

from __future__ import annotations

import hashlib
import io
import random

import pytest

from storage.digests import BLOCK, Digest, Hasher, digest_bytes, pump


class Trickle(io.RawIOBase):
    """A stream that gives what it likes."""

    def __init__(self, content: bytes, most: int) -> None:
        self.inner, self.most = io.BytesIO(content), most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self.inner.readinto(memoryview(buffer)[: self.most])


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
@pytest.mark.parametrize("most", [1 << 30, 100_001])
def test_one_pass_gives_both_digests_and_all_bytes(size: int, most: int) -> None:
    content = random.Random(size).randbytes(size)
    copy = bytearray()
    digest = pump(Trickle(content, most), write=copy.extend)  # type: ignore[arg-type]
    assert copy == content
    assert digest == digest_bytes(content)
    assert digest.of("sha256") == hashlib.sha256(content).hexdigest()
    assert digest.of("sha512") == hashlib.sha512(content).hexdigest()


def test_small_and_large_blocks_may_alternate() -> None:
    blocks = [b"a" * 10, b"b" * BLOCK, b"c", b"d" * BLOCK, b"e" * BLOCK]
    with Hasher() as hasher:
        for block in blocks:
            hasher.update(block)
        assert hasher.digest() == digest_bytes(b"".join(blocks))


def test_a_digest_is_well_formed() -> None:
    good = digest_bytes(b"")
    for fields in (
        (-1, good.sha256, good.sha512),
        (0, good.sha256.upper(), good.sha512),
        (0, good.sha256, good.sha256),
    ):
        with pytest.raises(ValueError, match="digest"):
            Digest(*fields)
