"""What somebody has to look at whatever they came for: files with one copy, bags that nobody registered."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from archiver.register.compared import is_uncompared
from archiver.register.desk import Desk
from archiver.register.facts import SEEN
from archiver.register.model.packages import BagState
from archiver.register.repositories.media import Media
from archiver.register.tables.bags import bags
from archiver.register.tables.disposal import act_files, destruction_acts
from archiver.register.tables.files import files
from archiver.register.tables.trail import events
from retention.steps import ActState


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Bags on a medium that the register does not expect there, as the last look at it found them.

    `places` are the first of the `count`, each as «kind:folder» (preservation.unregistered).
    """

    medium: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """`single` kept files have one copy on media in service, `none` have a bag and no such copy.

    Files that an act destroys now are not among them: their copies are to go. `uncompared`: the register was
    put back and not compared with its media since, so what is missing may have gone under an act.
    """

    single: int = 0
    none: int = 0
    unregistered: tuple[Unregistered, ...] = ()
    uncompared: bool = False

    @property
    def needed(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.single or self.none or self.unregistered or self.uncompared)


def attention(desk: Desk, college: str = "") -> Attention:
    """Counted by the database, of one college or all: two copies at least are asked for (settings)."""
    service = {medium.id for medium in Media(desk).all(retired=False) if medium.in_service}
    going = (
        sa.select(act_files.c.file_id)
        .join(destruction_acts, destruction_acts.c.id == act_files.c.act_id)
        .where(destruction_acts.c.state == ActState.EXECUTING)
    )
    query = (
        sa.select(bags.c.placement, sa.func.count())
        .where(bags.c.state == BagState.CURRENT, bags.c.file_id.not_in(going))
        .group_by(bags.c.placement)
    )
    if college:
        query = query.join(files, files.c.id == bags.c.file_id).where(files.c.college.in_(["", college]))
    counted = {0: 0, 1: 0}
    for placement, number in desk.connection.execute(query):
        left = len(service.intersection(map(int, placement.split())))
        counted[left] = counted.get(left, 0) + number
    return Attention(counted[1], counted[0], _unregistered(desk), is_uncompared(desk.connection))


def _unregistered(desk: Desk) -> tuple[Unregistered, ...]:
    last = sa.select(sa.func.max(events.c.sequence)).where(events.c.action == SEEN).group_by(events.c.object)
    query = sa.select(events.c.object, events.c.detail).where(events.c.sequence.in_(last))
    seen = dict(desk.connection.execute(query).all())
    found = []
    for medium in Media(desk).all():
        told = json.loads(seen.get(f"medium:{medium.id}", "{}"))
        if told.get("count"):
            found.append(Unregistered(medium.inventory_number, told["count"], tuple(told["bags"])))
    return tuple(found)
