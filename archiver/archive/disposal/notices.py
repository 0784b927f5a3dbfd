"""Notices of acts on media: what a register restored from before an act is told by (retention.restored).

Before the first copy on a medium is erased, and when the act is accounted, the act itself is put onto the
medium, rows and steps and all, with the head of the audit trail; on buckets it is locked. No student is
named in an act. From a notice an act can be entered again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.archive.custody.told_destroyed import FOLDER, FORMAT, LARGEST, is_notice
from archiver.disk.names import safe_name
from archiver.register.model.trail import Head
from retention.act import DestructionAct, Terms
from retention.errors import RetentionError
from retention.frozen import freeze, thaw
from retention.restored import Anchor
from retention.rows import ActRow
from retention.steps import Step
from retention.words import Identifier
from storage.errors import AlreadyThere, StorageError
from storage.keys import joined
from storage.small_files import small_files
from storage.small_json import object_of
from storage.source import BytesSource
from storage.store import Feature, Store

LOCKED_FOR = dt.timedelta(days=5 * 366)
"""How long a bucket keeps the newest notice by force; longer than any backup is kept."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An act as a medium tells of it."""

    act: DestructionAct
    head: Head

    @property
    def anchor(self) -> Anchor:
        """What retention compares with the register."""
        return Anchor(self.act.number, self.act.digest, self.act.state, self.act.steps[-1].at)


def put_notice(store: Store, act: DestructionAct, head: Head) -> str:
    """Put the act as it is now onto a medium, once; the key. Raises StorageError."""
    last = act.steps[-1]
    folder = joined(FOLDER, f"{safe_name(act.number, 60)} {act.digest[:8]}")
    key = joined(folder, f"{len(act.steps):02d} {last.kind} {last.seal[:12]}.json")
    source = BytesSource(_encoded(act, head))
    try:
        store.put(key, source)
    except AlreadyThere:
        return key
    store.prove(key, source.digest())
    if Feature.LOCK in store.features:
        # A server that keeps no locks has been probed and told of; the notice serves without one.
        with contextlib.suppress(StorageError):
            store.lock(key, last.at + LOCKED_FOR)
    return key


def read_notices(store: Store) -> Iterator[Notice]:
    """Every notice on a medium that can be read; others are passed over.

    Raises StoreUnreachable, and StorageErrors of listing.
    """
    for _key, content in small_files(store, FOLDER, LARGEST, is_notice):
        with contextlib.suppress(RetentionError, *_NO_NOTICE):
            yield _decoded(content)


_NO_NOTICE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def _encoded(act: DestructionAct, head: Head) -> bytes:
    document = {
        "format": FORMAT,
        "number": act.number,
        "state": act.state,
        "digest": act.digest,
        "audit_head": f"{head.sequence} {head.digest}",
        "terms": json.loads(freeze(act.terms)),
        "rows": [json.loads(freeze(row)) for row in act.rows],
        "steps": [json.loads(freeze(step)) for step in act.steps],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _decoded(content: bytes) -> Notice:
    """The act in a notice. Raises ValueError and RetentionError for what is none, or was edited."""
    document = object_of(content)
    if document.get("format") != FORMAT:
        raise ValueError("no notice")

    def values(name: str) -> list[str]:
        return [json.dumps(value) for value in document[name]]

    act = DestructionAct(
        Identifier(document["number"]),
        thaw(Terms, json.dumps(document["terms"])),
        tuple(thaw(ActRow, text) for text in values("rows")),
        tuple(thaw(Step, text) for text in values("steps")),
    )
    act.verify()
    sequence, _space, digest = document["audit_head"].partition(" ")
    return Notice(act, Head(int(sequence), digest))
