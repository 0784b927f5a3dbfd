"""Parity that an earlier release made is held to what PAR2 says of itself; no tool is needed for that."""

from __future__ import annotations

import hashlib
import struct

import pytest

from memory_store import MemoryStore
from storage.fixity_values import FaultKind
from storage.parity_check import INDEX, parity_faults
from storage.source import BytesSource


def packet(body: bytes) -> bytes:
    rest = b"s" * 16 + b"PAR 2.0\0RecvSlic" + body
    return (
        b"PAR2\0PKT"
        + struct.pack("<Q", 32 + len(rest))
        + hashlib.md5(rest, usedforsecurity=False).digest()
        + rest
    )


GOOD = packet(b"four" * 5) + packet(b"more" * 9)
VOLUME = "parity.vol0+1.par2"


def store_with(**files: bytes) -> MemoryStore:
    store = MemoryStore()
    for name, content in {INDEX: GOOD, VOLUME: GOOD, **files}.items():
        if content:
            store.put(f"bag.par2/{name}", BytesSource(content))
    return store


def test_parity_whose_packets_hold_is_right() -> None:
    assert parity_faults(store_with(), "bag") == ()


@pytest.mark.parametrize("at", range(0, len(GOOD), 7))
def test_every_changed_byte_is_seen(at: int) -> None:
    rotten = bytes([*GOOD[:at], GOOD[at] ^ 1, *GOOD[at + 1 :]])
    (fault,) = parity_faults(store_with(**{VOLUME: rotten}), "bag")
    assert (fault.path, fault.kind) == (f"bag.par2/{VOLUME}", FaultKind.CHANGED)


@pytest.mark.parametrize("content", [GOOD[:-1], GOOD + b"x", b"x", GOOD[: len(GOOD) // 2]])
def test_what_is_cut_or_longer_is_seen(content: bytes) -> None:
    assert parity_faults(store_with(**{VOLUME: content}), "bag")


def test_an_index_without_volumes_repairs_nothing() -> None:
    (fault,) = parity_faults(store_with(**{VOLUME: b""}), "bag")
    assert fault.kind is FaultKind.MISSING


def test_what_was_noted_is_compared_with() -> None:
    made = {name: hashlib.sha256(GOOD).hexdigest() for name in (INDEX, VOLUME)}
    assert parity_faults(store_with(), "bag", made) == ()
    assert [one.path for one in parity_faults(MemoryStore(), "bag", made)] == [
        f"bag.par2/{INDEX}",
        f"bag.par2/{VOLUME}",
    ]
    other = packet(b"another one!")
    (fault,) = parity_faults(store_with(**{VOLUME: other}), "bag", made)
    assert fault.kind is FaultKind.CHANGED
