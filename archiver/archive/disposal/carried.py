"""What the bag on a medium says of its own file, asked before it is erased.

A copy carries its closing and its period (`bag-info.txt`), which nobody changes with the register: one that
tells of a later day, or of another file, is not erased by what the register says (ADR 0049).
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator

from archiver.archive import bag_labels
from archiver.archive.custody.identity import named_by
from archiver.archive.disposal.testimony import Testimony
from archiver.counter.session import Session
from archiver.counter.stores import Stores
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.model.files import File
from archiver.register.model.packages import Bag, BagState, Copy, CopyState
from archiver.remedies import Deed, Remedy
from storage.bag.reading import read_info
from storage.errors import StorageError, StoreUnreachable
from storage.store import Store


def refuse_unlike(store: Store, prefix: str, file: File, *, current: bool) -> None:
    """Raise Refused when the bag tells otherwise than the register of whose it is and until when it is kept.

    `current`: it is the package of the file now; only then its closing has to be that of the register. A bag
    whose labels cannot be read tells nothing: what was found of it stands in the proof. Raises
    StoreUnreachable.
    """
    try:
        told = dict(read_info(store, prefix))
    except StoreUnreachable:
        raise
    except (StorageError, ValueError):
        return
    if lacking := bag_labels.lacking_of(told.items()):
        raise Refused(
            _(
                "The label {label}, with which the bag {place} was written, is not in its bag-info.txt any "
                "more. It is not erased."
            ).format(label=lacking, place=prefix),
            remedy=Remedy(Deed.CHECK_MEDIUM),
        )
    owner = told.get("Internal-Sender-Identifier", file.external_id)
    # Of a file that went before this register began, the name in its act is all that is known.
    if owner != file.external_id and named_by(told) != file.external_id:
        raise Refused(
            _("The bag {place} is of the file {owner}, not of {file}. It is not erased.").format(
                place=prefix, owner=owner, file=file.external_id
            ),
            remedy=Remedy(Deed.CHECK_TRAIL),
        )
    until = told[bag_labels.KEEP_UNTIL]
    if _later(until, file.keep_until):
        raise Refused(
            _(
                "The bag {place} says that it is kept until {told}, the register says {kept}. "
                "It is not erased."
            ).format(place=prefix, told=_words(until), kept=_words(_label(file.keep_until))),
            remedy=Remedy(Deed.CHECK_TRAIL),
        )
    closed = told.get(bag_labels.CLOSED_ON, "")
    if current and closed and file.closed_on is not None and closed > file.closed_on.isoformat():
        raise Refused(
            _(
                "The bag {place} says that the file was closed on {told}, the register says {kept}. "
                "It is not erased."
            ).format(place=prefix, told=_words(closed), kept=_words(file.closed_on.isoformat())),
            remedy=Remedy(Deed.CHECK_TRAIL),
        )


def refuse_unlike_copies(session: Session, stores: Stores, files: Iterable[File]) -> None:
    """Ask every bag of `files` that is connected, before an act on them is drawn up; Refused as above."""
    for file in files:
        for store, number, copy, bag in _connected(session, stores, file):
            if copy.state is not CopyState.REGISTERED:
                continue
            try:
                refuse_unlike(store, copy.prefix, file, current=bag.state is BagState.CURRENT)
            except StorageError as error:
                stores.lose(number, error)


def _connected(session: Session, stores: Stores, file: File) -> Iterator[tuple[Store, str, Copy, Bag]]:
    """The copies of a file that are not erased, on media that are connected: with those and their numbers."""
    with session.looking() as work:
        bags = {bag.id: bag for bag in work.bags.of_file(file.id)}
        copies = [copy for bag in bags.values() for copy in work.copies.of_bag(bag.id)]
        media = work.media.some(copy.medium_id for copy in copies)
    for copy in copies:
        number = media[copy.medium_id].inventory_number
        store = stores.get(number) if copy.state is not CopyState.ERASED else None
        if store is not None:
            yield store, number, copy, bags[copy.bag_id]


def refuse_silent(session: Session, stores: Stores, files: Iterable[File]) -> None:
    """Raise Refused for a file whose bag is there, and no connected copy of it has labels that can be read.

    Then nothing outside the register tells until when it is kept. One copy that tells speaks for all of its
    bag: they are of one seal.
    """
    for file in files:
        silent = list[str]()
        for store, number, copy, bag in _connected(session, stores, file):
            if bag.state is not BagState.CURRENT:
                continue
            try:
                told = _is_told(store, copy.prefix)
            except StorageError as error:
                stores.lose(number, error)
                continue
            if told:
                break
            if told is not None:
                silent.append(f"{number}, {copy.prefix}")
        else:
            if silent:
                raise Refused(
                    _(
                        "No copy of the file {file} has a bag-info.txt that can be read: nothing tells until "
                        "when it is kept. It does not go. Looked at: {places}."
                    ).format(file=file.external_id, places="; ".join(sorted(silent))),
                    remedy=Remedy(Deed.CHECK_ALL_MEDIA),
                )


def _is_told(store: Store, prefix: str) -> bool | None:
    """Whether a bag has labels that can be read; None where there is no bag."""
    try:
        return bool(read_info(store, prefix))
    except StoreUnreachable:
        raise
    except (StorageError, ValueError):
        return False if any(store.traces(prefix)) else None


def hear_statements(session: Session, stores: Stores, files: Iterable[File], heard: Testimony) -> None:
    """Let the bags of `files` tell by which document their statements lie outside this archive."""
    for file in files:
        with session.looking() as work:
            elsewhere = work.files.statement_elsewhere(file)
        if not elsewhere:
            continue
        for store, _number, copy, _bag in _connected(session, stores, file):
            if copy.state is not CopyState.REGISTERED:
                continue
            with contextlib.suppress(StorageError, ValueError):
                told = dict(read_info(store, copy.prefix))
                if told.get("Internal-Sender-Identifier") == file.external_id:
                    heard.lies(file.external_id, told.get(bag_labels.STATEMENT_DOCUMENT, ""))


def _later(until: str, kept: dt.date | None) -> bool:
    if kept is None:
        return False
    return until == bag_labels.PERMANENT or until > kept.isoformat()


def _label(day: dt.date | None) -> str:
    return bag_labels.PERMANENT if day is None else day.isoformat()


def _words(label: str) -> str:
    if label == bag_labels.PERMANENT:
        return _("for ever")
    try:
        return f"{dt.date.fromisoformat(label):%d.%m.%Y}"
    except ValueError:
        return label
