"""Locks and holds in buckets that are due: what a bucket could not be told when it was decided."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.archive.custody.projection import Projected, project
from archiver.archive.custody.schedule import apply, schedule_of
from archiver.counter.session import Session, use_case
from archiver.permissions import Permission


@dataclass(frozen=True, slots=True)
class Synced:
    """How many files are kept longer by rules that have come into force, and what buckets said."""

    lengthened: int
    told: tuple[Projected, ...]


@use_case(Permission.LOCKS_SYNC)
def sync(session: Session) -> Synced:
    """Apply the rules in force today, then bring every bucket that is reached to what the register says.

    It may be called at any time; a second call changes nothing.
    """
    with session.changing() as work:
        lengthened = apply(work, schedule_of(work, session.settings), session.today)
    return Synced(lengthened, project(session.register, session.settings.archive, by=session.by))
