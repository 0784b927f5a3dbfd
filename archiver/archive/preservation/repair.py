"""Repair as use cases: damaged copies put back, and copies made onto a medium that lacks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from archiver.archive.custody.told_destroyed import Destroyed, told_destroyed
from archiver.archive.preservation.copying import Copied, Copying
from archiver.archive.preservation.from_folder import require
from archiver.archive.preservation.mended import BagMended
from archiver.archive.preservation.mending import Mending
from archiver.archive.preservation.selection import bag_of
from archiver.counter.lookups import medium_in_use, medium_of
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.errors import Refused
from archiver.permissions import Permission
from archiver.progress import Progress


@use_case(Permission.MEDIA_REPAIR, Turn.WRITING, Turn.CHECKING)
def repair(
    session: Session,
    progress: Progress,
    *,
    media: Sequence[str] = (),
    bags: Sequence[str] = (),
    folder: Path | None = None,
) -> Iterator[BagMended]:
    """Put damaged and missing files back, bag by bag: the bags named, those waiting on media, or all waiting.

    What no medium has whole is taken from `folder`, where it was deposited from or taken out to, if given.
    Raises UsageError for unknown names, and what `Mending.bag` raises.
    """
    told = _told(session)
    archive = session.settings.archive
    if folder is not None:
        require(folder)  # said also where nothing turns out to be taken from it
    run = Mending(session.register, archive, session.by, progress=progress, told=told, folder=folder)
    with session.looking() as work:
        named = [medium_in_use(work, number) for number in media]
        chosen = [bag_of(work, name) for name in bags]
    if named:
        chosen = [bag for medium in named for bag in run.waiting(medium)]
    elif not bags:
        chosen = list(run.waiting())
    for bag in dict.fromkeys(chosen):
        try:
            yield run.bag(bag)
        except Refused as error:
            if bags:
                raise
            # One file that is rightly gone does not keep the others from being repaired.
            yield BagMended(bag, impossible=error.message, remedy=error.remedy)


def _told(session: Session) -> Destroyed:
    """What acts on the media that are connected say is destroyed."""
    with session.looking() as work:
        media = work.media.all(retired=False)
    with session.stores() as stores:
        return told_destroyed(stores, media)


@use_case(Permission.MEDIA_REPAIR, Turn.WRITING, Turn.CHECKING)
def copy_onto(
    session: Session, onto: str, progress: Progress, *, media: Sequence[str] = (), bags: Sequence[str] = ()
) -> Iterator[Copied]:
    """Copy onto a medium what it lacks: the bags named, all of the media named, or those with too few copies.

    `media` may be retired. Raises UsageError for unknown names, OutputFailed and Refused of the target.
    """
    with session.looking() as work:
        target = medium_in_use(work, onto)
        sources = [medium_of(work, number) for number in media]
        chosen = tuple(dict.fromkeys(bag_of(work, name) for name in bags))
    archive, told = session.settings.archive, _told(session)
    run = Copying(session.register, archive, target, sources, session.by, progress=progress, told=told)
    yield from run.bags(chosen or run.waiting())
