"""Files that acts on the media tell of as destroyed: asked before anything is put back or taken in anew.

A register restored from before an act believes its files to be kept, and its lost copies to be damage. The
notice of the act lies on the very media (archive.disposal.notices), so whoever writes a bag looks there
first; only what cannot be undone is read here, without verifying it: a notice that was tampered with stops a
repair and destroys nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping

from archiver.archive.custody.identity import identifier_of
from archiver.counter.stores import Stores
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.model.files import File
from archiver.register.model.media import Medium
from archiver.remedies import Deed, Remedy
from retention.steps import ActState
from storage.errors import StorageError
from storage.small_files import small_files
from storage.small_json import object_of
from storage.store import Store

FOLDER = "archiver-acts"
"""Where a medium keeps notices of acts."""
FORMAT = "college-archiver/act/1"
LARGEST = 64 << 20
"""Bytes of a notice that are read; an act of a thousand files has about two million."""
_BEGUN = {ActState.EXECUTING.value, ActState.ACCOUNTED.value}

Destroyed = Mapping[str, str]
"""The number of the act by which a file is destroyed, or being destroyed, by the file's identifier."""


def told_destroyed(stores: Stores, media: Iterable[Medium]) -> Destroyed:
    """What the notices on those of `media` that are connected and in service tell."""
    found: dict[str, str] = {}
    for medium in media:
        store = stores.reached(medium) if medium.retired_on is None else None
        if store is None:
            continue
        try:
            found |= told_on(store)
        except StorageError as error:
            stores.lose(medium.inventory_number, error)
    return found


def told_on(store: Store) -> Destroyed:
    """The same of one medium. Raises StorageError."""
    return dict(_told_by(store))


def refuse_told_destroyed(told: Destroyed, file: File) -> None:
    """Raise Refused for a file that an act on the media destroys, whatever the register says."""
    act = told.get(identifier_of(file))
    if act is not None:
        raise Refused(
            _(
                "The file {id} is destroyed, or being destroyed, by act {act}: a notice on the media says "
                "so. It is not put back."
            ).format(id=file.external_id, act=act),
            remedy=Remedy(Deed.RECOVER_ACTS),
        )


def is_notice(key: str) -> bool:
    """Whether a file in the folder is called as notices are."""
    return key.endswith(".json")


def _told_by(store: Store) -> Iterator[tuple[str, str]]:
    for _key, content in small_files(store, FOLDER, LARGEST, is_notice):
        with contextlib.suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
            document = object_of(content)
            if document.get("format") == FORMAT and document.get("state") in _BEGUN:
                yield from [(str(row["file"]), str(document["number"])) for row in document["rows"]]
