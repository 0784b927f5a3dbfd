"""Which content of a bag is right, when its copies differ."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.bag import manifest
from storage.bag.layout import COMMIT, COMMIT_CONTENT, MANIFESTS, SEALED, TAG_MANIFESTS, TAGS
from storage.bag.reading import read_tag
from storage.digests import Digest, digest_bytes
from storage.errors import RepairImpossible, StorageError
from storage.fixity_claims import manifests_of, proven
from storage.repair_manifests import Place, rebuilt

_MOST_VARIANTS = 256
"""Combinations of differing tag files that are tried against the seal."""


class Decision(StrEnum):
    """What decided which content is right."""

    SEAL = "seal"
    """The digest signed off in the register."""
    MAJORITY = "majority"
    """More than half of all copies."""
    ONLY = "only-candidate"
    """No seal and no majority, but only one content holds together in itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file's content must be, as the right manifests say: SHA-256 always, SHA-512 where known."""

    sha256: str
    sha512: str | None

    def fits(self, digest: Digest) -> bool:
        """Whether a content is the right one."""
        return digest.sha256 == self.sha256 and self.sha512 in (None, digest.sha512)


@dataclass(frozen=True, slots=True)
class Truth:
    """The right content: digests of all files, and the bytes of those that can be made from the others.

    `agreeing` are the copies whose sealed manifest is the right one; `by_register` says that the register
    told the digests, so that what a check by them found is certain.
    """

    decision: Decision
    seal: str
    digests: dict[str, Wanted]
    contents: dict[str, bytes]
    agreeing: frozenset[str]
    by_register: bool = False


def find_truth(places: Sequence[Place], seal: str | None, known: Mapping[str, Digest] | None = None) -> Truth:
    """Decide; raises RepairImpossible (no-tag-manifest, copies-disagree, no-manifest).

    With the digests the register keeps (`known`, see fixity_claims.proven) all four manifests are made anew.
    """
    if sealed_by_register := proven(known, seal):
        return _known_truth(places, sealed_by_register)
    tags = _Tags(places)
    decision, sealed = _decide(tags, len(places), seal)
    listed = manifest.parse(sealed, "sha256", payload=False).digests
    contents = {SEALED: sealed, COMMIT: COMMIT_CONTENT}
    for name in MANIFESTS.values():
        if good := tags.with_digest(name, listed.get(name, "")):
            contents[name] = good
    contents |= rebuilt(places, listed, contents)
    if MANIFESTS["sha256"] not in contents:
        raise RepairImpossible("no-manifest", [MANIFESTS["sha256"]])
    digests = {path: Wanted(digest, None) for path, digest in listed.items()}
    digests |= _documents(contents)
    digests[SEALED] = Wanted(_hash(sealed), None)
    if other := _second_tag_manifest(tags, listed, contents):
        contents[TAG_MANIFESTS["sha512"]] = other
        digests[TAG_MANIFESTS["sha512"]] = Wanted(_hash(other), None)
    agreeing = frozenset(name for name, content in tags.of(SEALED).items() if content == sealed)
    return Truth(decision, _hash(sealed), digests, contents, agreeing)


def _known_truth(places: Sequence[Place], known: Mapping[str, Digest]) -> Truth:
    contents = {COMMIT: COMMIT_CONTENT, **manifests_of(known)}
    digests = {path: Wanted(one.sha256, one.sha512) for path, one in known.items()}
    everybody = frozenset(name for name, _store, _prefix in places)
    return Truth(Decision.SEAL, _hash(contents[SEALED]), digests, contents, everybody, by_register=True)


class _Tags:
    """The tag files of all copies, each read once; those that cannot be read are not there."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._read: dict[str, dict[str, bytes]] = {}

    def of(self, path: str) -> dict[str, bytes]:
        """The contents under one name, by copy."""
        if path not in self._read:
            found = self._read[path] = {}
            for name, store, prefix in self._places:
                with contextlib.suppress(StorageError):
                    found[name] = read_tag(store, prefix, path)
        return self._read[path]

    def with_digest(self, path: str, sha256: str) -> bytes | None:
        """The content with this digest, from whatever copy has it."""
        known = [COMMIT_CONTENT] if path == COMMIT else []
        return next((one for one in (*known, *self.of(path).values()) if _hash(one) == sha256), None)

    def sealed(self) -> list[bytes]:
        """What the sealed manifest may have been: as copies have it, then as their tag files make it."""
        variants = [sorted({_hash(one) for one in self.of(path).values()}) for path in TAGS]
        choices = itertools.islice(itertools.product(*variants), _MOST_VARIANTS)
        made = (manifest.encode(dict(zip(TAGS, choice, strict=True))) for choice in choices)
        return [*self.of(SEALED).values(), *made]

    def holds_together(self, sealed: bytes) -> bool:
        """Whether every line of a sealed manifest is borne out by the tag file of some copy."""
        found = manifest.parse(sealed, "sha256", payload=False)
        lines = found.digests.items()
        return (
            found.canonical
            and set(found.digests) == set(TAGS)
            and all(self.with_digest(path, digest) is not None for path, digest in lines)
        )


def _decide(tags: _Tags, copies: int, seal: str | None) -> tuple[Decision, bytes]:
    if seal:
        right = next((one for one in tags.sealed() if _hash(one) == seal), None)
        if right is None:
            raise RepairImpossible("no-tag-manifest", [SEALED])
        return Decision.SEAL, right
    votes = Counter(tags.of(SEALED).values()).most_common(1)
    if votes and votes[0][1] * 2 > copies > 1 and tags.holds_together(votes[0][0]):
        return Decision.MAJORITY, votes[0][0]
    candidates = {one for one in tags.of(SEALED).values() if tags.holds_together(one)}
    if len(candidates) == 1:
        return Decision.ONLY, candidates.pop()
    raise RepairImpossible("copies-disagree" if candidates else "no-tag-manifest", [SEALED])


def _documents(contents: dict[str, bytes]) -> dict[str, Wanted]:
    lists = {
        algorithm: manifest.parse(contents[name], algorithm, payload=True).digests
        for algorithm, name in MANIFESTS.items()
        if name in contents
    }
    longer = lists.get("sha512", {})
    return {path: Wanted(digest, longer.get(path)) for path, digest in lists["sha256"].items()}


def _second_tag_manifest(tags: _Tags, listed: dict[str, str], contents: dict[str, bytes]) -> bytes | None:
    """tagmanifest-sha512.txt, made from the right tag files; None when one of them is lost."""
    right = {path: contents.get(path) or tags.with_digest(path, digest) for path, digest in listed.items()}
    sums = {path: digest_bytes(content).sha512 for path, content in right.items() if content is not None}
    return manifest.encode(sums) if len(sums) == len(right) else None


def _hash(content: bytes) -> str:
    return digest_bytes(content).sha256
