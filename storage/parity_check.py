"""Whether the parity beside a bag could still repair it: lost and rotten volumes by name.

Parity was made of files whose digests were noted; compared with those, nothing of it is missed. Parity of
which nobody noted any is held to what PAR2 says of itself: each of its packets carries an MD5 (PAR 2.0
specification), and an index without a volume repairs nothing.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from typing import BinaryIO

from storage.bag.foreign import is_of_a_system
from storage.bag.layout import parity_prefix
from storage.errors import HostileEntry, StorageError, StoreUnreachable
from storage.fixity_values import Fault, FaultKind
from storage.keys import joined
from storage.store import Store

INDEX = "parity.par2"
_MAGIC = b"PAR2\0PKT"
_HEADER = 64
_BLOCK = 1 << 20


def parity_faults(store: Store, prefix: str, made: Mapping[str, str] | None = None) -> tuple[Fault, ...]:
    """What is wrong with a bag's parity, by key of the store; nothing, when it is as it was made.

    `made` are its files with their SHA-256 as they were noted. Raises StoreUnreachable.
    """
    below = parity_prefix(prefix)
    there = {entry.key: entry for entry in store.list(below)}
    wanted = {joined(below, name): digest for name, digest in (made or {}).items()}
    found = [Fault(key, FaultKind.MISSING, "parity") for key in wanted.keys() - there.keys()]
    if not wanted:
        found += [Fault(joined(below, INDEX), FaultKind.MISSING, "parity")] * (
            joined(below, INDEX) not in there
        )
        if not any(".vol" in key for key in there):
            found.append(Fault(joined(below, "parity.vol*.par2"), FaultKind.MISSING, "parity"))
    for key, entry in there.items():
        if key not in wanted and is_of_a_system(key):
            continue
        if entry.offence:
            found.append(Fault(key, FaultKind.HOSTILE, entry.offence))
        elif not _is_right(store, key, wanted.get(key)):
            found.append(Fault(key, FaultKind.CHANGED, "parity"))
    return tuple(sorted(found, key=lambda fault: fault.path))


def _is_right(store: Store, key: str, digest: str | None) -> bool:
    try:
        if digest is not None:
            return store.read_back(key).digest.sha256 == digest
        with store.open(key) as stream:
            return _packets_hold(stream)
    except (StoreUnreachable, HostileEntry):
        raise
    except StorageError:
        return False


def _packets_hold(stream: BinaryIO) -> bool:
    """Whether a file is PAR2 packets from end to end, each with the MD5 that it carries."""
    count = 0
    while header := _read(stream, _HEADER):
        if len(header) < _HEADER or header[:8] != _MAGIC:
            return False
        (length,) = struct.unpack("<Q", header[8:16])
        if length < _HEADER or length % 4:
            return False
        digest, left = hashlib.md5(header[32:], usedforsecurity=False), length - _HEADER
        while left:
            block = _read(stream, min(left, _BLOCK))
            if not block:
                return False
            digest.update(block)
            left -= len(block)
        if digest.digest() != header[16:32]:
            return False
        count += 1
    return count > 0


def _read(stream: BinaryIO, count: int) -> bytes:
    """`count` bytes, or what is left: a device may give less at a time."""
    parts: list[bytes] = []
    while count and (part := stream.read(count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
