"""Whether registers are of one archive: they began with one event, or know a medium in common (ADR 58)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from archiver.register.tables.files import files
from archiver.register.tables.media import media
from archiver.register.tables.trail import events
from archiver.register.work import Work


@dataclass(frozen=True, slots=True)
class Identity:
    """What a register is known by: the digest and moment of its first event, its media, whose files it has.

    `origin` is "" and `began` None while nothing has happened in it. `media` are identities of all media,
    retired ones too; `colleges` stand as its files name them.
    """

    origin: str
    began: dt.datetime | None
    media: frozenset[str]
    colleges: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """Whether it has neither files nor media: whatever replaces it, nothing is lost."""
        return not self.media and not self.colleges

    def is_kin(self, other: Identity) -> bool:
        """Whether both are of one archive; one made anew has another beginning, but the same media."""
        return self.origin == other.origin or not self.media.isdisjoint(other.media)


def identity_of(work: Work) -> Identity:
    """What the register is known by."""
    run = work.connection.execute
    first = run(sa.select(events.c.at, events.c.digest).where(events.c.sequence == 1)).first()
    return Identity(
        origin="" if first is None else first.digest,
        began=None if first is None else dt.datetime.fromisoformat(first.at),
        media=frozenset(run(sa.select(media.c.identity)).scalars()),
        colleges=tuple(sorted(run(sa.select(files.c.college).distinct()).scalars())),
    )
