"""The identity a medium carries on itself, so that the wrong disk is refused whatever its label says."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import asdict, dataclass

from storage.errors import AlreadyThere, MediumRefused, Missing
from storage.small_json import object_of
from storage.source import BytesSource
from storage.store import Store

KEY = "archiver-medium.json"
FORMAT = 1
_LARGEST = 4096
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class MediumIdentity:
    """What archiver-medium.json at the medium's root says: a random id, and what is written on its case."""

    id: str
    inventory: str
    label: str

    def encode(self) -> bytes:
        """As JSON, for people to read too."""
        return (json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=2) + "\n").encode()


def introduce(store: Store, inventory: str, label: str) -> MediumIdentity:
    """Give a new medium its identity, create-only, and prove that it keeps it.

    Raises MediumRefused (taken) when it has one already, ReadBackDiffers, StoreFailed.
    """
    identity = MediumIdentity(str(uuid.uuid4()), inventory, label)
    source = BytesSource(identity.encode())
    try:
        store.put(KEY, source)
    except AlreadyThere:
        found = recognise(store)
        raise MediumRefused(store.place, "taken", identity.inventory, found.inventory) from None
    store.prove(KEY, source.digest())
    return identity


def recognise(store: Store) -> MediumIdentity:
    """The identity the medium carries; raises MediumRefused (no-identity, unreadable-identity)."""
    try:
        content = store.read(KEY, _LARGEST)
    except Missing:
        raise MediumRefused(store.place, "no-identity") from None
    try:
        fields = object_of(content if len(content) <= _LARGEST else b"")
        known = fields.pop("format") == FORMAT and set(fields) == {"id", "inventory", "label"}
        if known and _ID.fullmatch(fields["id"]) and all(isinstance(value, str) for value in fields.values()):
            return MediumIdentity(**fields)
    except (ValueError, KeyError, AttributeError, TypeError):
        pass
    raise MediumRefused(store.place, "unreadable-identity")


def require(store: Store, expected: str) -> MediumIdentity:
    """The medium's identity when its id is `expected`; raises MediumRefused (wrong-medium, …) when not.

    Called before every reading and writing: two disks may well have the same name and the same mount point.
    """
    identity = recognise(store)
    if identity.id != expected:
        raise MediumRefused(store.place, "wrong-medium", expected, identity.id)
    return identity
