"""Overwriting the free space of a medium: what was deleted there before, by whomever, cannot be read raw.

The program overwrites what it erases itself (storage.wiping). Free space is for what others deleted, what an
earlier release only unlinked, and what a power cut left between two steps.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from archiver.counter.lookups import medium_of
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.counter.turn import Turn
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress, Unit
from archiver.register.connection import sqlite_file
from archiver.register.model.media import Medium
from archiver.wording.storage import telling
from storage.directory import DirectoryStore
from storage.surface import Surface

WIPED = "medium.free-wiped"


@dataclass(frozen=True, slots=True)
class Wiped:
    """What was done: bytes overwritten, whether the device was told that they are free (TRIM)."""

    medium: Medium
    surface: Surface
    size: int
    trimmed: bool


@use_case(Permission.MEDIA_KEEP, Turn.WRITING, Turn.CHECKING)
def wipe_free(session: Session, number: str, progress: Progress) -> Wiped:
    """Overwrite the free space of a medium once with random bytes, and give it back.

    Stopped or killed it leaves nothing. Raises UsageError (a bucket), Refused (it can only be read; the
    computer itself lives on it), OutputFailed.
    """
    with session.looking() as work:
        medium = medium_of(work, number)
    if medium.kind.remote:
        raise UsageError(
            _(
                "The medium {number} is a bucket: it has no free space, versions are erased one by one."
            ).format(number=number)
        )
    guard = session.register.ask_turn
    with (
        contextlib.closing(open_store(medium, session.settings.archive, guard=guard)) as store,
        telling(number),
    ):
        surface = store.surface()
        if not isinstance(store, DirectoryStore) or surface is Surface.WRITE_ONCE:
            raise Refused(_("The medium {number} can only be read.").format(number=number))
        _refuse_the_computers_own(medium, session)
        progress.expect(store.space().free or 0, Unit.BYTES, number)
        size = store.wipe_free(progress.done)
        trimmed = store.trim()
    with session.changing() as work:
        work.trail.note(WIPED, f"medium:{medium.id}", bytes=size, surface=surface.value, trimmed=trimmed)
    return Wiped(medium, surface, size, trimmed)


def _refuse_the_computers_own(medium: Medium, session: Session) -> None:
    """A disk that is full for a while stops the computer, if it is the system's or the register's."""
    device = Path(medium.address).stat().st_dev
    own = [Path("/"), Path.home(), *filter(None, (sqlite_file(session.register.url),))]
    if any(path.exists() and path.stat().st_dev == device for path in own):
        raise Refused(
            _(
                "The medium {number} lies on the disk of this computer or of the register: filled to the "
                "last byte, it would stop both. Free space is wiped on disks that hold nothing but the "
                "archive."
            ).format(number=medium.inventory_number)
        )
