"""Copying a whole bag out of the archive: under its final name only when every byte of it is proven."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archiver.archive.retrieval.best_copy import CopyDiffers, bag_of, best_copy
from archiver.archive.retrieval.finding import Found
from archiver.counter.session import Session, use_case
from archiver.disk.names import safe_name
from archiver.disk.unfinished import scratch_folder
from archiver.errors import OutputFailed, Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress, Unit
from archiver.register.facts import TAKEN
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, BagContent
from archiver.wording.causes import cause
from archiver.wording.storage import refusal
from storage.bag.layout import TAG_MANIFESTS, TAGS
from storage.directory import DirectoryStore
from storage.errors import StorageError
from storage.fixity import verify_bag
from storage.keys import joined
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """A bag of `size` bytes in `folder`; `medium` is None when it was there already, whole.

    `damaged` are media whose copy turned out not to be whole.
    """

    folder: Path
    size: int
    medium: Medium | None = None
    damaged: tuple[Medium, ...] = ()


@use_case(Permission.FILE_TAKE)
def get(session: Session, found: Found, to: Path, *, progress: Progress) -> Taken:
    """Copy the file's bag into a folder of its own in `to`, from the best copy that proves to be whole.

    What is already there is never touched. Raises Refused (no bag, no whole copy, the folder is taken) and
    OutputFailed (no medium with a copy is at hand, the target cannot be written); nothing is left then.
    """
    bag = bag_of(found)
    target = to / safe_name(bag.external_id)
    if target.exists() or target.is_symlink():
        return Taken(target, _whole_size(target, bag))
    with session.looking() as work:
        listed = work.bags.contents(bag.id)

    def take(store: Store, prefix: str) -> int:
        return _copied(bag, listed, store, prefix, target, progress)

    given = best_copy(session, found, take, progress=progress)
    with session.changing() as work:
        work.trail.note(
            TAKEN,
            f"bag:{given.copy.bag_id}",
            medium=given.medium.id,
            copy=given.copy.id,
            size=given.value,
            to=str(target.absolute()),
        )
    return Taken(target, given.value, given.medium, given.damaged)


def _copied(
    bag: Bag, listed: tuple[BagContent, ...], store: Store, prefix: str, target: Path, progress: Progress
) -> int:
    """Copy what the bag consists of beside the target, prove it, and give it its name; its size in bytes.

    Files that do not belong to the bag (a system's own, dropped on a disk) are left where they are. Raises
    CopyDiffers, StorageError (of the copy), OutputFailed and Refused (of the target).
    """
    progress.expect(2 * bag.size, Unit.BYTES, bag.external_id)
    digests = {content.path: content.sha256 for content in listed}
    paths = dict.fromkeys((*digests, *TAGS, *TAG_MANIFESTS.values()))
    with _writing(target), scratch_folder(target.parent) as scratch:
        made = DirectoryStore(scratch)
        with contextlib.closing(made), _of_target(made):
            for path in paths:
                written = made.put(joined("bag", path), store.source(joined(prefix, path)))
                if digests.get(path, written.sha256) != written.sha256:
                    raise CopyDiffers
                progress.done(written.size)
            report = verify_bag(made, "bag", seal=bag.digest, progress=progress.done)
        if not report.whole:
            raise CopyDiffers
        if target.exists() or target.is_symlink():
            raise Refused(_taken(target))
        (scratch / "bag").rename(target)
    return report.size


@contextlib.contextmanager
def _of_target(made: Store) -> Iterator[None]:
    """Errors of the target are the user's to mend; those of the copy pass, and another one is tried."""
    try:
        yield
    except StorageError as error:
        if getattr(error, "place", "") == made.place:
            raise refusal(error) from error
        raise


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise OutputFailed(
            _(
                "Cannot write {file}: {cause}. Free some space or choose another folder, and run again."
            ).format(file=target, cause=cause(error))
        ) from error


def _whole_size(target: Path, bag: Bag) -> int:
    """The size of the whole bag that is in `target` already; raises Refused when anything else is."""
    if target.is_dir() and not target.is_symlink():
        store = DirectoryStore(target.parent)
        with contextlib.closing(store), contextlib.suppress(StorageError):
            report = verify_bag(store, target.name, seal=bag.digest)
            if report.whole:
                return report.size
    raise Refused(_taken(target))


def _taken(target: Path) -> str:
    return _(
        "{folder} is there already and is not this whole bag; it was not touched. Choose another folder."
    ).format(folder=target)
