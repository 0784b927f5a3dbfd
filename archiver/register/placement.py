"""On which media current bags lie, summed up: a few lines for a million bags."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.desk import Desk
from archiver.register.model.media import Medium
from archiver.register.model.packages import BagState
from archiver.register.repositories.media import Media
from archiver.register.tables.bags import bags


def placements(desk: Desk) -> list[tuple[tuple[Medium, ...], int]]:
    """Media in service that hold a registered copy, and how many current bags lie on exactly these."""
    service = {medium.id: medium for medium in Media(desk).all() if medium.in_service}
    query = (
        sa.select(bags.c.placement, sa.func.count())
        .where(bags.c.state == BagState.CURRENT)
        .group_by(bags.c.placement)
    )
    found = []
    for placement, number in desk.connection.execute(query):
        ids = map(int, placement.split())
        found.append((tuple(service[medium] for medium in ids if medium in service), number))
    return found
