"""The audit trail checked, shown and handed over."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from archiver.archive.audit.anchors import Gathered, gather
from archiver.archive.custody.naming import file_named
from archiver.counter.session import Session, use_case
from archiver.disk.atomic import replacing
from archiver.permissions import Permission
from archiver.register.audit import audit
from archiver.register.chain import ChainReport
from archiver.register.model.trail import Anchor, AnchorKind, Event, Head
from archiver.register.premis import write_premis
from archiver.register.work import Work


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the trail found, and the anchors from outside that it was held against."""

    report: ChainReport
    gathered: Gathered
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsWanted:
    """Which events: of a file (id or group), of an object («medium:3»), of a kind, since a day."""

    file: str = ""
    object_: str = ""
    action: str = ""
    since: dt.date | None = None
    last: int = 50


@use_case(Permission.TRAIL_CHECK)
def check_trail(session: Session, heads: Collection[Head] = (), *, media: bool = True) -> Checked:
    """Check the whole trail against anchors on the media and `heads` that papers state, and note the outcome.

    Without `media` none is asked.
    """
    found = gather(session) if media else Gathered((), 0, ())
    now = session.register.now()
    stated = tuple(
        Anchor(sequence=head.sequence, digest=head.digest, kind=AnchorKind.ACT, place="--anchor", at=now)
        for head in heads
    )
    anchors = (*found.anchors, *stated)
    return Checked(audit(session.register, anchors, by=session.by), found, anchors)


@use_case(Permission.TRAIL_LOOK)
def events(session: Session, wanted: EventsWanted) -> tuple[Event, ...]:
    """The last events that are wanted, oldest first; raises Refused for an unknown file."""
    with session.looking() as work:
        object_ = wanted.object_
        if wanted.file:
            college = session.settings.college.short_name
            object_ = f"file:{file_named(work, wanted.file, college=college).id}"
        plain = not (object_ or wanted.action or wanted.since)
        after = max(0, work.trail.head().sequence - wanted.last) if plain else 0
        return tuple(deque(_chosen(work, object_, wanted, after), maxlen=wanted.last))


def _chosen(work: Work, object_: str, wanted: EventsWanted, after: int) -> Iterator[Event]:
    for event in work.trail.events(object_=object_ or None, after=after):
        if event.action.startswith(wanted.action) and (
            wanted.since is None or event.at >= wanted.since.isoformat()
        ):
            yield event


@use_case(Permission.TRAIL_LOOK)
def export(session: Session, file: Path) -> int:
    """Write the trail as PREMIS 3.0; how many events. Raises OutputFailed."""
    with session.looking() as work, replacing(file) as stream:
        return write_premis(work.trail.events(), stream)
