"""Every copy of a file that the register knows of, as an act freezes it.

A copy's place is told by words that outlive the register: the inventory number of the medium and the folder
on it, or the shelf of a volume. Its `id` is the register's where there is one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from archiver.custody.identity import identifier_of
from archiver.depositing.bagging import BEGUN, WRITING
from archiver.register.model.files import File
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import Bag, CopyState
from archiver.register.model.packages import Copy as Kept
from archiver.register.model.paper import PaperCopy, PaperState
from archiver.register.work import Work
from retention.copies import Copy, CopyKind
from retention.words import Identifier, Sha256

NAMES, DERIVED, PAPER = "names", "derived", "paper"


def copies_of(work: Work, file: File) -> tuple[Copy, ...]:
    """Bags on media (earlier versions and unfinished ones too), volumes, names in the register, caches."""
    owner = identifier_of(file)
    media = {medium.id: medium for medium in work.media.all()}
    places: dict[tuple[int, str], Copy | None] = {}
    for bag in work.bags.of_file(file.id):
        for kept in work.copies.of_bag(bag.id):
            medium, erased = media[kept.medium_id], kept.state is CopyState.ERASED
            places[medium.id, kept.prefix] = None if erased else _electronic(owner, bag, kept, medium)
    for medium_id, prefix in _begun(work, file):
        if medium_id in media and (medium_id, prefix) not in places:
            places[medium_id, prefix] = _unfinished(owner, media[medium_id], prefix)
    paper = [
        _volume(owner, one) for one in work.paper.of_file(file.id) if one.state is not PaperState.DESTROYED
    ]
    return (*filter(None, places.values()), *paper, *_here(owner, file))


def kind_of(medium: Medium) -> CopyKind:
    """A bucket holds objects; everything else is a carrier that can be taken into the hand."""
    return CopyKind.OBJECT if medium.kind is MediumKind.BUCKET else CopyKind.MEDIUM


def version_of(copy: Copy, kind: CopyKind, key: str, version: str) -> Copy:
    """A version or delete marker of an object of a bag in a bucket: a copy of its own."""
    digest = hashlib.sha256(f"{copy.where}\n{key}\n{version}".encode()).hexdigest()[:20]
    return Copy(Identifier(f"version-{digest}0"), copy.file, kind, copy.where, f"{key} @ {version}")


def is_version(copy: Copy) -> bool:
    """Whether the copy is one version of an object, not a bag."""
    return copy.id.startswith("version-")


def register_id(copy: Copy) -> int | None:
    """The register's number of a bag on a medium, or of a volume."""
    kind, _dash, number = copy.id.partition("-")
    return int(number) if kind in {"copy", PAPER} and number.isdecimal() else None


def _electronic(owner: Identifier, bag: Bag, kept: Kept, medium: Medium) -> Copy:
    digest = Sha256(bag.digest)
    where = medium.inventory_number
    return Copy(Identifier(f"copy-{kept.id}"), owner, kind_of(medium), where, kept.prefix, digest)


def _unfinished(owner: Identifier, medium: Medium, prefix: str) -> Copy:
    digest = hashlib.sha256(f"{medium.identity}\n{prefix}".encode()).hexdigest()[:20]
    where = medium.inventory_number
    return Copy(Identifier(f"unfinished-{digest}0"), owner, kind_of(medium), where, prefix)


def _volume(owner: Identifier, paper: PaperCopy) -> Copy:
    where = ", ".join(filter(None, (paper.site, paper.room, paper.shelf, paper.box)))
    what = f"том {paper.volume} из {paper.volumes}"
    number = Identifier(f"{PAPER}-{paper.id}")
    return Copy(number, owner, CopyKind.PAPER, where, what, sheets=paper.sheets or None)


def _here(owner: Identifier, file: File) -> tuple[Copy, ...]:
    names, cache = "имена и поисковые записи", "готовые части, предпросмотр, незаконченные файлы"
    return (
        Copy(Identifier(f"{DERIVED}-{file.id}"), owner, CopyKind.DERIVED, "этот компьютер", cache),
        Copy(Identifier(f"{NAMES}-{file.id}"), owner, CopyKind.REGISTER, "реестр", names),
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
