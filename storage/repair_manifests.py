"""Making a payload manifest anew from the documents, when no copy has a good one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from storage.bag import manifest
from storage.bag.custody import keys_of
from storage.bag.layout import MANIFESTS, PAYLOAD
from storage.digests import ALGORITHMS, Digest
from storage.errors import StorageError
from storage.keys import joined
from storage.store import Store

Place = tuple[str, Store, str]
"""Name of a copy, its store and its prefix there."""


def rebuilt(
    places: Sequence[Place], listed: Mapping[str, str], known: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The payload manifests missing from `known` whose SHA-256 the tag manifest lists, as far as provable.

    Documents are chosen by the other manifest where that one is good, else each copy is tried as a whole. The
    result is right for certain: its digest is the listed one. Reads all documents of the copies.
    """
    lost = [algorithm for algorithm in ALGORITHMS if MANIFESTS[algorithm] not in known]
    made: dict[str, bytes] = {}
    if not lost:
        return made
    copies = [_documents(store, prefix) for _name, store, prefix in places]
    for sums in (*_guided(copies, known), *copies):
        for algorithm in lost:
            content = manifest.encode({path: digest.of(algorithm) for path, digest in sums.items()})
            if hashlib.sha256(content).hexdigest() == listed.get(MANIFESTS[algorithm]):
                made[MANIFESTS[algorithm]] = content
    return made


def _guided(copies: list[dict[str, Digest]], known: Mapping[str, bytes]) -> Iterator[dict[str, Digest]]:
    for algorithm, name in MANIFESTS.items():
        if name in known:
            wanted = manifest.parse(known[name], algorithm, payload=True).digests
            right = {
                path: copy[path]
                for path, digest in wanted.items()
                for copy in copies
                if path in copy and copy[path].of(algorithm) == digest
            }
            if len(right) == len(wanted):
                yield right


def _documents(store: Store, prefix: str) -> dict[str, Digest]:
    found: dict[str, Digest] = {}
    cut = len(joined(prefix, ""))
    try:
        for key in keys_of(store, joined(prefix, PAYLOAD.rstrip("/"))):
            found[key[cut:]] = store.read_back(key).digest
    except StorageError:
        return {}  # not a copy to make a manifest from
    return found
