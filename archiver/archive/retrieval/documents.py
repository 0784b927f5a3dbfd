"""Reading single documents of the archive: each from the first copy that holds it as it was deposited.

A bag is not taken out and nothing is written to disk: a document is small, and it is compared with the digest
the register keeps of it. That a bag was read is in the trail (152-FZ), without a name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archiver.archive.retrieval.best_copy import look_again, place_of
from archiver.counter.session import Session
from archiver.counter.stores import Stores
from archiver.errors import ArchiverError, OutputFailed
from archiver.locale import _
from archiver.progress import Silent
from archiver.register.model.files import File
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, BagContent, BagState, Copy, CopyState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import telling
from storage.errors import StorageError, StoreUnreachable
from storage.keys import joined
from storage.store import Store

READ = "bag.read"
"""Who read documents of which bag, on which medium, and what for."""
_READABLE = (CopyState.REGISTERED, CopyState.DAMAGED)
"""Of a damaged copy the wanted documents may be whole."""


@dataclass(frozen=True, slots=True)
class FileDocuments:
    """A file's documents, path → bytes; none when no copy could be read, `reasons` say why (a line each).

    `damaged` are media on which a document was not as deposited; `carriers` where copies should lie.
    `for_eyes` when it was deposited without a document of that kind: a scan, a printout. `deposited` is the
    day on which the bag they were read in was made.
    """

    file: File
    documents: dict[str, bytes]
    damaged: tuple[Medium, ...] = ()
    carriers: tuple[Medium, ...] = ()
    reasons: tuple[str, ...] = ()
    for_eyes: bool = False
    deposited: dt.date | None = None


def read_documents(
    session: Session, files: Iterable[File], kind: str, *, purpose: str
) -> Iterator[FileDocuments]:
    """The documents of a kind in the current bag of each file; a file without them is told, not left out.

    `purpose` is noted in the trail. Stores are opened once each and closed at the end.
    """
    with session.stores() as stores:
        desk = _Desk(session, stores)
        for file in files:
            yield desk.read(file, kind, purpose)


@dataclass(slots=True)
class _Desk:
    session: Session
    stores: Stores

    def read(self, file: File, kind: str, purpose: str) -> FileDocuments:
        with self.session.looking() as work:
            bag, contents, places = _places(work, file, kind)
        if bag is not None and not contents:
            told = _("deposited as a scan or a printout, which people read")
            return FileDocuments(file, {}, reasons=(told,), for_eyes=True)
        if bag is None:
            return FileDocuments(file, {}, reasons=(_("only on paper: the register has no electronic copy"),))
        damaged: list[Medium] = []
        reasons: list[str] = []
        for medium, copy in places:
            store = self.stores.reached(medium)
            if store is None:
                reasons.append(self.stores.absent[medium.inventory_number])
                continue
            try:
                with telling(medium.inventory_number):
                    documents = _documents(store, copy, contents)
            except ArchiverError as error:
                reasons.append(error.message)
                continue
            if documents is None:
                try:
                    look_again(self.session, (medium, copy), bag, store, progress=Silent())
                except ArchiverError as error:
                    reasons.append(error.message)
                else:
                    damaged.append(medium)
                continue
            with self.session.changing() as work:
                work.trail.note(
                    READ, f"bag:{bag.id}", medium=medium.id, copy=copy.id, kind=kind, purpose=purpose
                )
            carriers = tuple(one for one, _copy in places)
            return FileDocuments(file, documents, tuple(damaged), carriers, deposited=bag.bagged_on)
        reasons += [_("{place}: the copy is damaged").format(place=place_of(one)) for one in damaged]
        return FileDocuments(
            file,
            {},
            tuple(damaged),
            tuple(one for one, _copy in places),
            tuple(reasons) or (_("no copy is left on any medium in the register"),),
        )


def _places(
    work: Work, file: File, kind: str
) -> tuple[Bag | None, tuple[BagContent, ...], tuple[tuple[Medium, Copy], ...]]:
    """The file's current bag, its documents of the kind, its copies: whole ones first, last seen first."""
    bag = next((one for one in work.bags.of_file(file.id) if one.state is BagState.CURRENT), None)
    if bag is None:
        return None, (), ()
    contents = tuple(one for one in work.bags.contents(bag.id) if one.kind == kind)
    found = [
        (work.media.get(copy.medium_id), copy)
        for copy in work.copies.of_bag(bag.id)
        if copy.state in _READABLE
    ]
    places = sorted(
        (place for place in found if place[0].retired_on is None),
        key=lambda place: (
            place[1].state is not CopyState.REGISTERED,
            -(place[1].verified_at.timestamp() if place[1].verified_at else 0.0),
        ),
    )
    return bag, contents, tuple(places)


def _documents(store: Store, copy: Copy, contents: Iterable[BagContent]) -> dict[str, bytes] | None:
    """All the documents as they were deposited; None when one is not. Raises StoreUnreachable."""
    documents = {}
    for content in contents:
        try:
            data = store.read(joined(copy.prefix, content.path), content.size)
        except StoreUnreachable:
            raise
        except StorageError:
            return None
        if len(data) != content.size or hashlib.sha256(data).hexdigest() != content.sha256:
            return None
        documents[content.path] = data
    return documents


def refuse_unread(readings: Iterable[FileDocuments]) -> None:
    """Raise OutputFailed when not one of the files could be read, with the media to bring."""
    found = list(readings)
    if not found or any(reading.documents for reading in found):
        return
    if all(reading.for_eyes for reading in found):
        raise OutputFailed(
            _("These statements are scans or printouts, their marks are read by people: {files}.").format(
                files=", ".join(reading.file.external_id for reading in found)
            ),
            remedy=Remedy(Deed.TAKE_OUT),
        )
    media = {medium.id: medium for reading in found for medium in reading.carriers}
    reasons = dict.fromkeys(reason for reading in found for reason in reading.reasons)
    raise OutputFailed(
        _("No copy of the statements can be read. Bring one of the media: {where}.\n{reasons}").format(
            where="; ".join(place_of(medium) for medium in media.values()) or "—",
            reasons="\n".join(reasons),
        )
    )
