"""Anchors outside the register: locked objects in buckets, bags, notices of acts and of the trail on media.

An anchor is a copy of the trail's head at some moment. One that nobody can erase, in a bucket that enforces
locks, proves every event before it, whoever owns the database (ADR 0014).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.archive import bag_labels
from archiver.archive.disposal.notices import read_notices
from archiver.archive.kinship import is_foreign
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.counter.trail_files import read_told
from archiver.errors import ArchiverError, Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.media import Medium
from archiver.register.model.trail import Anchor, AnchorKind, Head
from archiver.register.rebuild import of_this_trail
from archiver.remedies import Deed, Remedy
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import refusal
from storage.bag.custody import find_bags
from storage.bag.reading import read_info
from storage.errors import AlreadyThere, StorageError, StoreUnreachable
from storage.small_json import object_of
from storage.source import BytesSource
from storage.store import Lock, Store

FOLDER = "archiver-anchors"
FORMAT = "college-archiver/anchor/1"
ANCHORED = "audit.anchored"
LOCKED_FOR = dt.timedelta(days=5 * 366)
"""How long a bucket keeps an anchor by force; the next one proves all that this one did."""
_LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Anchored:
    """The head as it lies in a bucket: under `key`, with the lock the bucket tells of."""

    medium: str
    key: str
    lock: Lock


@dataclass(frozen=True, slots=True)
class Gathered:
    """The anchors found on media, how many media were asked, and what the others said.

    `lost` counts further ones, of the trail that was lost before the register was rebuilt. `foreign` are the
    media that carry the trail of another archive too: it proves nothing here.
    """

    anchors: tuple[Anchor, ...]
    asked: int
    silent: tuple[str, ...]
    lost: int = 0
    foreign: tuple[str, ...] = ()


@use_case(Permission.TRAIL_ANCHOR)
def anchor_head(session: Session) -> tuple[Head, tuple[Anchored, ...], tuple[str, ...]]:
    """Put the head into every bucket that was proven to enforce locks; the buckets that failed, in words.

    Raises Refused without the right, without such a bucket, or when none of them took it.
    """
    with session.looking() as work:
        buckets = [
            one
            for one in work.media.all(retired=False)
            if one.kind.locks and one.probe is not None and one.probe.get("worm") is True
        ]
        head, now = work.trail.head(), work.now()
    if not buckets:
        raise Refused(
            _(
                "There is no bucket that was proven to enforce locks. Without one bags, printed "
                "acts and backups anchor the trail."
            ),
            remedy=Remedy(Deed.PROBE_BUCKET),
        )
    done, failed = [], []
    for bucket in buckets:
        try:
            done.append(_put(bucket, session.settings.archive, head, now))
        except ArchiverError as error:
            failed.append(error.message)
    if not done:
        raise Refused("\n".join(failed))
    with session.changing() as work:
        for one in done:
            work.trail.anchor(AnchorKind.OBJECT, f"{one.medium}: {one.key}", head)
            work.trail.note(ANCHORED, f"event:{head.sequence}", medium=one.medium, key=one.key)
    return head, tuple(done), tuple(failed)


def _put(bucket: Medium, settings: ArchiveSettings, head: Head, now: dt.datetime) -> Anchored:
    key = f"{FOLDER}/{head.sequence:012d} {head.digest[:16]}.json"
    document = {"format": FORMAT, "sequence": head.sequence, "digest": head.digest, "at": now.isoformat()}
    source = BytesSource((json.dumps(document, indent=1) + "\n").encode())
    store = open_store(bucket, settings)
    try:
        with contextlib.suppress(AlreadyThere):
            store.put(key, source)
            store.prove(key, source.digest())
        lock = store.lock(key, now + LOCKED_FOR)
    except StorageError as error:
        raise refusal(error, bucket.inventory_number) from error
    finally:
        store.close()
    return Anchored(bucket.inventory_number, key, lock)


@use_case(Permission.TRAIL_CHECK)
def gather(session: Session) -> Gathered:
    """Every anchor on the media that are there: bags, notices of acts, locked objects. Nothing is changed."""
    with session.looking() as work:
        known = {one.identity for one in work.media.all()}
        media = [one for one in work.media.all(retired=False) if one.in_service]
    found: dict[tuple[int, str, str], Anchor] = {}
    foreign = list[str]()
    with session.stores() as stores:
        for medium in media:
            store = stores.reached(medium)
            if store is None:
                continue
            try:
                for one in _on(store, medium.inventory_number):
                    found[one.sequence, one.digest, one.place] = one
                for file in read_told(store):
                    if is_foreign(file.named, known):
                        foreign.append(medium.inventory_number)
                        continue
                    anchor = file.anchor(medium.inventory_number)
                    found[anchor.sequence, anchor.digest, anchor.place] = anchor
            except StorageError as error:
                stores.lose(medium.inventory_number, error)
        silent = tuple(stores.absent.values())
    with session.looking() as work:
        ours = of_this_trail(work, found.values())
    apart = tuple(dict.fromkeys(foreign))
    return Gathered(ours, len(media) - len(silent), silent, len(found) - len(ours), apart)


def _on(store: Store, number: str) -> Iterator[Anchor]:
    for prefix in find_bags(store):
        try:
            labels = read_info(store, prefix)
            head = bag_labels.head_of(labels)
            told = dict(labels)
            day = dt.date.fromisoformat(told.get("Bagging-Date", ""))
        except StoreUnreachable:
            raise
        except (StorageError, ValueError):
            continue  # a bag that is damaged or not ours: verify tells of it
        if head is not None:
            at = dt.datetime.combine(day, dt.time(), dt.UTC)
            yield _anchor(AnchorKind.BAG, told.get(bag_labels.BAG, prefix), head, at)
    for notice in read_notices(store):
        yield _anchor(AnchorKind.ACT, notice.anchor.act, notice.head, notice.anchor.at)
    for entry in store.list(FOLDER):
        if entry.offence or entry.size > _LARGEST:
            continue
        with contextlib.suppress(ValueError, KeyError, TypeError, OverflowError):
            document = object_of(store.read(entry.key, _LARGEST))
            if document["format"] == FORMAT:
                head = Head(int(document["sequence"]), str(document["digest"]))
                at = dt.datetime.fromisoformat(document["at"])
                yield _anchor(AnchorKind.OBJECT, f"{number}: {entry.key}", head, at)


def _anchor(kind: AnchorKind, place: str, head: Head, at: dt.datetime) -> Anchor:
    return Anchor(sequence=head.sequence, digest=head.digest, kind=kind, place=place, at=at)
