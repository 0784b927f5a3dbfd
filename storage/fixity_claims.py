"""What a bag claims: its files as four manifests list them, and what is wrong before any is read."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.bag import info, manifest
from storage.bag.foreign import is_of_a_system
from storage.bag.layout import (
    COMMIT,
    INFO,
    LARGEST_TAG,
    MANIFESTS,
    MOST_FILES,
    PAYLOAD,
    SEALED,
    TAG_MANIFESTS,
    TAGS,
)
from storage.bag.manifest import Manifest
from storage.bag.reading import read_tag
from storage.digests import ALGORITHMS, Digest, digest_bytes
from storage.errors import BagRefused, StorageError, StoreUnreachable
from storage.fixity_values import Fault, FaultKind
from storage.keys import joined
from storage.store import Store

_BY_ACCIDENT = {"malformed-line", "listed-twice", "not-utf-8"}


@dataclass(slots=True)
class Claims:
    """`present`: files that lie there and may be read (path → size); `manifests`: what each manifest says.

    `basis` changes when a manifest does; `seal` is that of the bag as it lies there.
    """

    present: dict[str, int] = field(default_factory=dict)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    basis: str = ""
    seal: str = ""
    oxum_lies: bool = False
    trusted: set[str] = field(default_factory=set)
    """Manifests proven by the register's seal: they judge alone."""

    def of(self, algorithm: str, path: str) -> str | None:
        """The digest the manifest of `algorithm` gives for a path."""
        judge = self.manifests.get(self.judge(algorithm, path))
        return judge.digests.get(path) if judge else None

    def judge(self, algorithm: str, path: str) -> str:
        """The name of the manifest that has to list a path."""
        return (MANIFESTS if path.startswith(PAYLOAD) else TAG_MANIFESTS)[algorithm]

    def add(self, path: str, kind: FaultKind, offence: str = "", expected: str = "", found: str = "") -> None:
        """Note a fault."""
        self.faults.append(Fault(path, kind, offence, expected, found))


def proven(known: Mapping[str, Digest] | None, seal: str | None) -> Mapping[str, Digest]:
    """`known` when the manifests it makes are those the seal vouches for; else nothing."""
    if not known or not seal or not all(path in known for path in TAGS):
        return {}
    made = manifests_of(known)
    sealed = hashlib.sha256(made[SEALED]).hexdigest() == seal
    return known if sealed and all(known.get(name) == digest_bytes(made[name]) for name in made) else {}


def manifests_of(known: Mapping[str, Digest]) -> dict[str, bytes]:
    """The four manifests of a bag with these files; all of TAGS must be among them."""
    made = {}
    for algorithm in ALGORITHMS:
        payload = {path: one.of(algorithm) for path, one in known.items() if path.startswith(PAYLOAD)}
        made[MANIFESTS[algorithm]] = manifest.encode(payload)
        made[TAG_MANIFESTS[algorithm]] = manifest.encode({path: known[path].of(algorithm) for path in TAGS})
    return made


def read_claims(store: Store, prefix: str, seal: str | None, known: Mapping[str, Digest]) -> Claims:
    """List the medium and read the manifests; all that is suspicious becomes a fault.

    With `known` (see `proven`), what is missing and extra is told by it and not by the manifests.
    Raises StoreUnreachable only.
    """
    claims = Claims()
    complete = _list(store, prefix, claims, known)
    basis = hashlib.sha256()
    for algorithm in ALGORITHMS:
        for name, payload in ((TAG_MANIFESTS[algorithm], False), (MANIFESTS[algorithm], True)):
            content = _read(store, prefix, name, claims)
            if content is None:
                continue
            digest = hashlib.sha256(content).hexdigest()
            basis.update(digest.encode())
            found = claims.manifests[name] = manifest.parse(content, algorithm, payload=payload)
            if name == SEALED:
                _sealed(content, seal, claims)
            elif name in MANIFESTS.values() and claims.of("sha256", name) == digest:
                claims.trusted |= {name} if SEALED in claims.trusted else set()
            for path, offence in found.offences[:100]:
                kind = FaultKind.CHANGED if offence in _BY_ACCIDENT else FaultKind.HOSTILE
                claims.add(name, kind, f"{offence}: {path}" if path else offence)
            if not found.canonical:
                claims.add(name, FaultKind.CHANGED, "not-canonical")
    claims.basis = basis.hexdigest()
    if known:
        _told_by_register(known, claims, complete=complete)
    else:
        _cross_check(claims)
    claims.oxum_lies = _oxum_lies(store, prefix, claims)
    return claims


def _list(store: Store, prefix: str, claims: Claims, known: Mapping[str, Digest]) -> bool:
    """Note what lies there; False when there was no end to it, and only what must be there was looked up."""
    cut = len(joined(prefix, ""))
    for count, entry in enumerate(store.list(prefix), 1):
        if count > MOST_FILES + len(TAGS) + len(TAG_MANIFESTS):
            claims.add(PAYLOAD, FaultKind.LIES, "too-many-entries")
            for path in known or (*TAGS, *TAG_MANIFESTS.values()):
                with contextlib.suppress(StorageError):
                    if found := store.stat(joined(prefix, path)):
                        claims.present[path] = found.size
            return False
        path = entry.key[cut:]
        if entry.offence:
            claims.add(path, FaultKind.HOSTILE, entry.offence)
        else:
            claims.present[path] = entry.size
    named = {fault.path for fault in claims.faults}
    for path in known.keys() - claims.present.keys() - named:
        # A server may keep back from its lists what it holds: each file that is known is asked for by name.
        with contextlib.suppress(StorageError):
            if found := store.stat(joined(prefix, path)):
                claims.present[path] = found.size
    return True


def _read(store: Store, prefix: str, name: str, claims: Claims) -> bytes | None:
    if name not in claims.present:
        claims.add(name, FaultKind.MISSING)
        return None
    if claims.present[name] > LARGEST_TAG:
        claims.add(name, FaultKind.LIES, "too-large")
        return None
    try:
        return read_tag(store, prefix, name)
    except StoreUnreachable:
        raise
    except StorageError as error:
        claims.add(name, FaultKind.UNREADABLE, error.code)
        return None


def _sealed(content: bytes, seal: str | None, claims: Claims) -> None:
    claims.seal = hashlib.sha256(content).hexdigest()
    if seal and seal != claims.seal:
        claims.add(SEALED, FaultKind.CHANGED, "seal-broken", seal, claims.seal)
    elif seal:
        claims.trusted.add(SEALED)


def _told_by_register(known: Mapping[str, Digest], claims: Claims, *, complete: bool) -> None:
    """Compare what lies there with the register's list; extra files without end are one fault."""
    for path in known.keys() - claims.present.keys():
        claims.add(path, FaultKind.MISSING)
    if complete:
        for path in claims.present.keys() - known.keys():
            claims.add(path, FaultKind.EXTRA, "of-a-system" if is_of_a_system(path) else "")


def _cross_check(claims: Claims) -> None:
    """Compare the lists with each other and with what lies there."""
    for names in (MANIFESTS, TAG_MANIFESTS):
        read = {name: claims.manifests[name] for name in names.values() if name in claims.manifests}
        # A list that is damaged as a text says nothing by its silence, unless there is no other.
        sound = {name: found for name, found in read.items() if found.canonical} or read
        lists = {name: set(found.digests) for name, found in sound.items()}
        everywhere = set.union(set(), *lists.values())
        for path in everywhere:
            silent = [name for name, paths in lists.items() if path not in paths]
            if path not in claims.present and silent:
                # One manifest alone names what is not there: it is the one that is wrong.
                for name in lists.keys() - set(silent):
                    claims.add(name, FaultKind.CHANGED, "contradicts")
            elif path not in claims.present:
                claims.add(path, FaultKind.MISSING)
    listed = set.union(set(), *(set(found.digests) for found in claims.manifests.values()))
    for path in claims.present:
        if path not in listed and path not in TAG_MANIFESTS.values():
            claims.add(path, FaultKind.EXTRA, "of-a-system" if is_of_a_system(path) else "")
    if COMMIT not in claims.present:
        claims.add(COMMIT, FaultKind.MISSING)


def _oxum_lies(store: Store, prefix: str, claims: Claims) -> bool:
    sizes = [size for path, size in claims.present.items() if path.startswith(PAYLOAD)]
    try:
        said = info.oxum_of(info.parse(read_tag(store, prefix, INFO)))
    except (BagRefused, StorageError):
        return False  # the file is missing or damaged, and is named as such
    return said != (sum(sizes), len(sizes))
