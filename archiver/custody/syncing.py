"""Locks and holds in buckets that are due: what a bucket could not be told when it was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from archiver.custody.projection import Told, project
from archiver.custody.schedule import apply, schedule_of
from archiver.register.register import Register
from archiver.settings import Settings


@dataclass(frozen=True, slots=True)
class Synced:
    """How many files are kept longer by rules that have come into force, and what buckets said."""

    lengthened: int
    told: tuple[Told, ...]


def sync(register: Register, settings: Settings, *, by: str, today: dt.date) -> Synced:
    """Apply the rules in force `today`, then bring every bucket that is reached to what the register says.

    It may be called at any time; a second call changes nothing.
    """
    with register.transaction(by=by) as work:
        lengthened = apply(work, schedule_of(work, settings), today)
    return Synced(lengthened, project(register, settings.archive, by=by))
