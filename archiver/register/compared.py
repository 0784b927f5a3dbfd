"""Whether a register that was put back, or made anew, has been compared with its media since."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.chain import REBUILT, RESTORED
from archiver.register.tables.trail import events

COMPARED = "acts.compared"
"""The event that says that every medium in service was asked for the acts it knows."""


def is_uncompared(connection: sa.Connection) -> bool:
    """Whether acts may have been carried out that the register does not know: it was not compared since."""
    query = sa.select(events.c.action, sa.func.max(events.c.sequence)).where(
        events.c.action.in_([RESTORED, REBUILT, COMPARED])
    )
    last: dict[str, int] = dict(connection.execute(query.group_by(events.c.action)).all())
    return max(last.get(RESTORED, 0), last.get(REBUILT, 0)) > last.get(COMPARED, 0)
