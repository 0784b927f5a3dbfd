"""Every copy of a file that the register knows of, as an act freezes it.

A copy's place is told by words that outlive the register: the inventory number of the medium and the folder
on it, or the shelf of a volume. So is its `id`: a register rebuilt or restored numbers its rows anew, and an
act entered again must not take another file's copy for its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from archiver.archive.custody.identity import identifier_of
from archiver.archive.deposit.bagging import BEGUN, WRITING
from archiver.register.model.files import File
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, CopyState
from archiver.register.model.packages import Copy as Kept
from archiver.register.model.paper import PaperCopy, PaperState
from archiver.register.work import Work
from retention.copies import VERSION, Copy, CopyKind
from retention.execution import Execution
from retention.words import Identifier, Sha256


def copies_of(work: Work, file: File) -> tuple[Copy, ...]:
    """Bags on media (earlier versions and unfinished ones too), volumes, names in the register, caches."""
    owner = identifier_of(file)
    registered = [(bag, kept) for bag in work.bags.of_file(file.id) for kept in work.copies.of_bag(bag.id)]
    begun = tuple(_begun(work, file))
    media = work.media.some(
        (*(kept.medium_id for _bag, kept in registered), *(medium for medium, _prefix in begun))
    )
    places: dict[tuple[int, str], Copy | None] = {}
    for bag, kept in registered:
        medium, erased = media[kept.medium_id], kept.state is CopyState.ERASED
        places[medium.id, kept.prefix] = None if erased else _electronic(owner, bag, kept, medium)
    for medium_id, prefix in begun:
        if medium_id in media and (medium_id, prefix) not in places:
            places[medium_id, prefix] = _unfinished(owner, media[medium_id], prefix)
    paper = [
        _volume(owner, one) for one in work.paper.of_file(file.id) if one.state is not PaperState.DESTROYED
    ]
    return (*filter(None, places.values()), *paper, *_here(owner))


def kind_of(medium: Medium) -> CopyKind:
    """A bucket holds objects; everything else is a carrier that can be taken into the hand."""
    return CopyKind.OBJECT if medium.kind.remote else CopyKind.MEDIUM


def version_of(copy: Copy, kind: CopyKind, key: str, version: str) -> Copy:
    """A version or delete marker of an object of a bag in a bucket: a copy of its own."""
    return Copy(_id(VERSION, copy.where, key, version), copy.file, kind, copy.where, f"{key} @ {version}")


def bag_copies(work: Work, file_id: int, copy: Copy) -> tuple[Kept, ...]:
    """What the register has at the place of a copy of the file; nothing where a deposit was not finished."""
    medium = work.media.by_inventory(copy.where)
    return tuple(
        kept
        for bag in work.bags.of_file(file_id)
        for kept in work.copies.of_bag(bag.id)
        if medium is not None and (kept.medium_id, kept.prefix) == (medium.id, copy.what)
    )


def once_more(copy: Copy, execution: Execution) -> Copy | None:
    """A bag at the place of one that is proven gone; None while an earlier return of it is not proven."""
    places = [one for one in execution.copies.values() if (one.where, one.what) == (copy.where, copy.what)]
    if any(one.id not in execution.proofs for one in places):
        return None
    return replace(copy, id=_id("returned", copy.where, copy.what, len(places)))


def moved_copy(medium: Medium, prefix: str, owner: Identifier, digest: Sha256 | None) -> Copy:
    """A bag of the file where the register has none; `digest` is its seal, if that is a known one."""
    id_ = _id("moved", medium.identity, prefix)
    return Copy(id_, owner, kind_of(medium), medium.inventory_number, prefix, digest)


def is_unfinished(copy: Copy) -> bool:
    """Whether it is only a place that a deposit was to write to: nothing may ever have been there."""
    return copy.digest is None and copy.id.startswith("copy-")


def volume_of(work: Work, file_id: int, copy: Copy) -> PaperCopy | None:
    """The volume of the file that a copy is."""
    return next((one for one in work.paper.of_file(file_id) if _bound(copy.file, one) == copy.id), None)


def _id(kind: str, *words: object) -> Identifier:
    """The same for the same words, in any register; the zero keeps it from looking like a name's ending."""
    digest = hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()
    return Identifier(f"{kind}-{digest[:20]}0")


def _place(medium: Medium, prefix: str) -> Identifier:
    return _id("copy", medium.identity, prefix)


def _bound(owner: Identifier, paper: PaperCopy) -> Identifier:
    return _id("paper", owner, paper.volume)


def _electronic(owner: Identifier, bag: Bag, kept: Kept, medium: Medium) -> Copy:
    place = _place(medium, kept.prefix)
    return Copy(place, owner, kind_of(medium), medium.inventory_number, kept.prefix, Sha256(bag.digest))


def _unfinished(owner: Identifier, medium: Medium, prefix: str) -> Copy:
    return Copy(_place(medium, prefix), owner, kind_of(medium), medium.inventory_number, prefix)


def _volume(owner: Identifier, paper: PaperCopy) -> Copy:
    where = ", ".join(filter(None, (paper.site, paper.room, paper.shelf, paper.box)))
    what = f"том {paper.volume} из {paper.volumes}"
    return Copy(_bound(owner, paper), owner, CopyKind.PAPER, where, what, sheets=paper.sheets or None)


def _here(owner: Identifier) -> tuple[Copy, ...]:
    names, cache = "имена и поисковые записи", "готовые части, предпросмотр, незаконченные файлы"
    return (
        Copy(_id("derived", owner), owner, CopyKind.DERIVED, "этот компьютер", cache),
        Copy(_id("names", owner), owner, CopyKind.REGISTER, "реестр", names),
    )


def _begun(work: Work, file: File) -> Iterator[tuple[int, str]]:
    """Media and folders that a deposit of the file was ever to be written to."""
    name = f"deposit:{file.external_id}"
    folders = {
        detail["bag"]: detail["prefix"]
        for event in work.trail.events(object_=name, action=BEGUN)
        for detail in [json.loads(event.detail)]
    }
    for event in work.trail.events(object_=name, action=WRITING):
        detail = json.loads(event.detail)
        for medium in detail["media"]:
            if detail["bag"] in folders:
                yield medium, folders[detail["bag"]]
