"""Finding binders and taking them out: where every copy is, and the best one copied after it was verified."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.atomic import TEMPORARY
from archiver.causes import cause
from archiver.errors import ArchiverError, OutputFailed, Refused
from archiver.filenames import safe_name
from archiver.locale import _
from archiver.media_stores import open_store
from archiver.preservation.copies import CHECKED, check_copy, settle
from archiver.preservation.watch import Watch
from archiver.register.finding import Query
from archiver.register.model.files import File
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import Bag, BagState, Copy, CopyState
from archiver.register.model.paper import PaperCopy
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings import ArchiveSettings
from archiver.storage_refusals import telling
from storage.bag.custody import keys_of
from storage.directory import DirectoryStore
from storage.errors import StorageError
from storage.fixity import verify_bag
from storage.keys import joined
from storage.store import Store

TAKEN = "bag.retrieved"
"""Who took what out, from which medium: an access to personal data (152-ФЗ), so it is in the trail."""
_BEST = (MediumKind.DISK, MediumKind.DIRECTORY, MediumKind.USB, MediumKind.OPTICAL, MediumKind.BUCKET)
"""Near and quick ones first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file with its current bag (None when it has none yet), its copies, and its volumes on paper."""

    file: File
    bag: Bag | None
    copies: tuple[tuple[Medium, Copy], ...]
    paper: tuple[PaperCopy, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A bag that was taken out into `folder`; `damaged` are media whose copy turned out not to be whole."""

    folder: Path
    medium: Medium
    size: int
    damaged: tuple[Medium, ...] = ()
    already: bool = False


def find(register: Register, query: Query, text: str = "") -> tuple[tuple[Found, ...], bool]:
    """Files a query fits, newest first, and whether there are more.

    `text` may be an id, a group, a student, a subject or a teacher: whatever it fits is found.
    Raises UsageError when it fits too many names.
    """
    with register.reading() as work:
        files, more = _files(work, query, text.strip())
        return tuple(_found(work, file) for file in files), more


def _files(work: Work, query: Query, text: str) -> tuple[list[File], bool]:
    if not text:
        found = work.find(query)
        return list(found.files), found.more
    files: dict[int, File] = {}
    named = work.files.by_external_id(text)
    bag = work.bags.by_external_id(text)
    if named is None and bag is not None:
        named = work.files.get(bag.file_id)
    if named is not None:
        return [named], False
    more = False
    meanings = (
        replace(query, group=text) if not query.group else None,
        replace(query, student=text) if not query.student else None,
        replace(query, subject=text) if not query.subject else None,
        replace(query, teacher=text) if not query.teacher else None,
    )
    for meaning in filter(None, meanings):
        found = work.find(meaning)
        files |= {file.id: file for file in found.files}
        more = more or found.more
    ordered = sorted(files.values(), key=lambda file: file.id, reverse=True)
    return ordered[: query.limit], more or len(ordered) > query.limit


def _found(work: Work, file: File) -> Found:
    bags = work.bags.of_file(file.id)
    bag = next((one for one in bags if one.state is BagState.CURRENT), None)
    copies = work.copies.of_bag(bag.id) if bag else ()
    return Found(
        file,
        bag,
        tuple((work.media.get(copy.medium_id), copy) for copy in copies),
        work.paper.of_file(file.id),
    )


def get(
    register: Register, settings: ArchiveSettings, found: Found, to: Path, *, by: str, watch: Watch
) -> Taken:
    """Copy the file's bag into a folder of its own in `to`, from the best copy that proves to be whole.

    What was taken out is compared with the register's seal once more. A folder that is there already is
    left: the same whole bag is `already` there, anything else is Refused. Raises Refused (no bag, no good
    copy), OutputFailed (no medium is connected; no room).
    """
    bag = found.bag
    if bag is None:
        raise Refused(
            _("The file {id} has no bag with copies; it is only on paper.").format(id=found.file.external_id)
        )
    target = to / safe_name(bag.external_id)
    if target.exists() or target.is_symlink():
        return _already(target, bag, found)
    with register.reading() as work:
        places = [
            (work.media.get(copy.medium_id), copy)
            for copy in work.copies.of_bag(bag.id)
            if copy.state in CHECKED
        ]
    places = sorted((place for place in places if place[0].retired_on is None), key=_rank)
    absent: list[tuple[Medium, str]] = []
    damaged: list[Medium] = []
    for medium, copy in places:
        try:
            store = open_store(medium, settings)
        except ArchiverError as error:
            absent.append((medium, error.message))
            continue
        with contextlib.closing(store):
            watch.expect(f"{medium.inventory_number}: {bag.external_id}", bag.size * 2)
            try:
                report = check_copy(medium, settings, store, (copy, bag), watch.bytes)
            except ArchiverError as error:
                absent.append((medium, error.message))
                continue
            with register.transaction(by) as work:
                settle(work, copy, report)
            if not report.whole or not _copied(medium, store, copy, bag, target, watch):
                damaged.append(medium)
                continue
        with register.transaction(by) as work:
            work.trail.note(TAKEN, f"bag:{bag.id}", medium=medium.id, copy=copy.id, size=report.size)
        return Taken(target, medium, report.size, tuple(damaged))
    raise _nothing(found, absent, damaged)


def _rank(place: tuple[Medium, Copy]) -> tuple[bool, int, float]:
    medium, copy = place
    seen = copy.verified_at.timestamp() if copy.verified_at else 0.0
    return copy.state is not CopyState.REGISTERED, _BEST.index(medium.kind), -seen


def _copied(medium: Medium, store: Store, copy: Copy, bag: Bag, target: Path, watch: Watch) -> bool:
    """Copy beside the target, compare with the seal, and give it its name; False when the copy is not whole.

    Raises OutputFailed; nothing is left behind then.
    """
    with _beside(target) as scratch:
        made = DirectoryStore(scratch)
        with contextlib.closing(made):
            with telling(medium.inventory_number):
                keys = keys_of(store, copy.prefix)
            cut = len(joined(copy.prefix, ""))
            for key in keys:
                try:
                    source = store.source(key)
                except StorageError:
                    return False
                with telling():
                    watch.bytes(made.put(joined("bag", key[cut:]), source).size)
            if not verify_bag(made, "bag", seal=bag.digest).whole:
                return False
        if target.exists():
            raise Refused(_("{folder} is there already; it was not touched.").format(folder=target))
        (scratch / "bag").rename(target)
    return True


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty folder on the target's file system; gone after the block, as are those of killed runs."""
    scratch: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f"{TEMPORARY}{target.name[:60]}-*"):
            shutil.rmtree(left, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix=f"{TEMPORARY}{target.name[:60]}-", dir=target.parent))
        yield scratch
    except OSError as error:
        raise OutputFailed(
            _(
                "Cannot write {file}: {cause}. Free some space or choose another folder, and run again."
            ).format(file=target, cause=cause(error))
        ) from error
    finally:
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)


def _already(target: Path, bag: Bag, found: Found) -> Taken:
    if target.is_dir() and not target.is_symlink() and os.access(target, os.R_OK):
        store = DirectoryStore(target.parent)
        with contextlib.closing(store), contextlib.suppress(StorageError):
            report = verify_bag(store, target.name, seal=bag.digest)
            if report.whole and found.copies:
                return Taken(target, found.copies[0][0], report.size, already=True)
    raise Refused(
        _(
            "{folder} is there already and is not this whole bag; it was not touched. Choose another folder."
        ).format(folder=target)
    )


def _nothing(found: Found, absent: list[tuple[Medium, str]], damaged: list[Medium]) -> ArchiverError:
    """Why no copy could be taken, and which media to bring."""
    name = found.file.external_id
    if absent:
        where = "; ".join(place_of(medium) for medium, _reason in absent)
        reasons = "\n".join(reason for _medium, reason in absent)
        return OutputFailed(
            _("{id}: no whole copy is at hand. Bring one of the media: {where}.\n{reasons}").format(
                id=name, where=where, reasons=reasons
            )
        )
    if damaged:
        return Refused(
            _("{id}: no copy is whole ({media}). Repair it first: archiver repair --bag {bag}.").format(
                id=name,
                media=", ".join(medium.inventory_number for medium in damaged),
                bag=found.bag.external_id if found.bag else name,
            )
        )
    return Refused(_("{id}: no copy is left on any medium in the register.").format(id=name))


def place_of(medium: Medium) -> str:
    """A medium and where it stands, for people: «Н-1 (корпус 2, шкаф 3)»."""
    where = ", ".join(filter(None, (medium.site, medium.room)))
    return f"{medium.inventory_number} ({where})" if where else medium.inventory_number
