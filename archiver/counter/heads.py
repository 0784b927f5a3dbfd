"""Telling the media what was decided, and where the trail is: after every use case that changed something.

It never makes a use case fail: a medium that is not connected is told by the next run that sees it, one that
refuses is told of (`Register.noted` is forgotten either way). What weakens (a hold lifted, a medium stated
gone) is told only by the run that decided it, so that nothing slipped into the register is passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from archiver.counter.stores import Stores
from archiver.counter.trail_files import (
    Told,
    TrailName,
    forget_heads,
    media_told,
    names_on,
    put_told,
)
from archiver.errors import ArchiverError
from archiver.register.decisions import Decision, decisions_after, decisions_at
from archiver.register.model.media import Medium
from archiver.register.register import Register
from archiver.register.tables.trail import events
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import refusal
from storage.errors import StorageError
from storage.store import Store

_MANY = 300


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is left on every medium: the head, and the decisions of this run; `further` on some, by number."""

    told: Told
    own: tuple[Decision, ...]
    further: Mapping[str, tuple[Decision, ...]]


def leave_heads(register: Register, settings: ArchiveSettings) -> tuple[str, ...]:
    """Tell every medium that is connected what this run noted; what the media that refused said.

    Media that are not there, and those that take nothing any more (discs), are passed over in silence.
    """
    noted = register.noted.take()
    if not noted.last:
        return ()
    try:
        with register.reading() as work:
            media = [one for one in work.media.all(retired=False) if one.rewritable]
            head = work.trail.head()
            own = tuple(decisions_at(work.connection, noted.decided))
            told = Told(head, work.now(), media_told(work.media.all(retired=False)), ())
        return tuple(_left(register, settings, media, Leaving(told, own, noted.further)))
    except ArchiverError as error:  # the register itself: what was done is done
        return (error.message,)


def _left(
    register: Register, settings: ArchiveSettings, media: Sequence[Medium], leaving: Leaving
) -> Iterable[str]:
    refused = []
    with Stores(settings, media=media, guard=register.ask_turn, patient=False) as stores:
        for medium in media:
            store = stores.reached(medium)
            if store is None:
                continue
            try:
                _leave_on(register, store, leaving, leaving.further.get(medium.inventory_number, ()))
            except StorageError as error:
                refused.append(refusal(error, medium.inventory_number).message)
    return refused


def _leave_on(register: Register, store: Store, leaving: Leaving, further: Sequence[Decision]) -> None:
    names = names_on(store)
    with register.reading() as work:
        ours = _ours(work.connection, names)
        since = max((one.sequence for one in ours), default=0)
        missed = list(decisions_after(work.connection, since))
    told = {one.told for one in leaving.own}
    decisions = (*further, *(one for one in missed if one.told not in told), *leaving.own)
    left = Told(leaving.told.head, leaving.told.at, leaving.told.media, decisions)
    newest = put_told(store, left)
    forget_heads(store, ours, newest, f"{left.at:%Y-%m}")


def _ours(connection: sa.Connection, names: Sequence[TrailName]) -> list[TrailName]:
    """The files whose head is an event of this trail, of the newest few hundred: others are of a lost one."""
    some = names[-_MANY:]
    query = sa.select(events.c.sequence, events.c.digest).where(
        events.c.sequence.in_([one.sequence for one in some])
    )
    digests = {sequence: digest[:16] for sequence, digest in connection.execute(query)}
    return [one for one in some if digests.get(one.sequence) == one.digest]
