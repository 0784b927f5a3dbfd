"""The facts that the matrix is judged by: counts and dates, no names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from archiver.register.desk import Desk
from archiver.register.model.checks import CheckOutcome
from archiver.register.model.files import FileState
from archiver.register.model.media import Medium
from archiver.register.model.packages import BagState, CopyState
from archiver.register.model.trail import Measure, MeasureKind
from archiver.register.placement import placements
from archiver.register.repositories.copies import TROUBLED
from archiver.register.repositories.media import Media
from archiver.register.repositories.people import People
from archiver.register.repositories.trail import Trail
from archiver.register.tables.bags import bag_contents, bags, copies
from archiver.register.tables.files import files
from archiver.register.tables.media import fixity_checks
from archiver.register.tables.trail import events

BACKED_UP = "register.backed-up"
AUDITED = "audit.verified"
REPAIRED = "copy.repaired"
DRILLED = "medium.drilled"
"""A bag of a medium was taken back and read by its own instructions; outcome WHOLE when all went well."""
WHOLE = "whole"
TAKEN = "bag.retrieved"
"""Who took what out, from which medium and where to: an access to personal data (152-ФЗ), so it is told."""
SEEN = "medium.strangers"
"""The event that a medium was looked through for bags that the register does not expect there."""
_ACTIONS = (BACKED_UP, AUDITED, REPAIRED, "bag.registered", "fixity.finished")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is so on `today`.

    `placements` says on which media in service current bags lie, and how many bags lie so. `last` maps an
    action to the moment of its last event; `kept_apart` is where the last backup says it is kept. `drilled`
    are the days of the last drill that went well, by medium.
    """

    today: dt.date
    files: int = 0
    bags: int = 0
    placements: tuple[tuple[tuple[Medium, ...], int], ...] = ()
    media: tuple[Medium, ...] = ()
    contents: bool = False
    unknown_formats: bool = False
    troubled: int = 0
    media_checked: frozenset[int] = frozenset()
    copy_checked: dt.datetime | None = None
    measures: Mapping[MeasureKind, Measure] = field(default_factory=dict)
    last: Mapping[str, dt.datetime] = field(default_factory=dict)
    kept_apart: str = ""
    drilled: Mapping[int, dt.date] = field(default_factory=dict)
    people: int = 0
    events: int = 0


def gather(desk: Desk, today: dt.date) -> Facts:
    """Read the facts, in a handful of queries that each answer from an index."""
    run = desk.connection.execute
    kept = run(sa.select(sa.func.count()).select_from(files).where(files.c.state == FileState.KEPT))
    placed = tuple(placements(desk))
    states: sa.BindParameter[list[CopyState]] = sa.bindparam(
        None, list(TROUBLED), expanding=True, literal_execute=True
    )
    troubled = run(sa.select(sa.func.count()).select_from(copies).where(copies.c.state.in_(states)))
    last, kept_apart = _last(desk)
    return Facts(
        today=today,
        files=kept.scalar_one(),
        bags=sum(number for _media, number in placed),
        placements=placed,
        media=Media(desk).all(retired=False),
        contents=run(sa.select(bag_contents.c.id).limit(1)).first() is not None,
        unknown_formats=_unknown_formats(desk),
        troubled=troubled.scalar_one(),
        media_checked=_media_checked(desk),
        copy_checked=run(
            sa.select(fixity_checks.c.finished_at)
            .where(fixity_checks.c.copy_id.is_not(None), fixity_checks.c.finished_at.is_not(None))
            .order_by(fixity_checks.c.finished_at.desc())
            .limit(1)
        ).scalar(),
        measures={
            measure.kind: measure
            for measure in Trail(desk).measures()
            if measure.stated_on <= today <= measure.valid_until
        },
        last=last,
        kept_apart=kept_apart,
        drilled=drilled_on(desk),
        people=sum(1 for person in People(desk).all() if person.active and person.roles),
        events=desk.head().sequence,
    )


def drilled_on(desk: Desk) -> dict[int, dt.date]:
    """The day of the last drill of each medium that went well."""
    query = sa.select(events.c.object, events.c.at).where(
        events.c.action == DRILLED, events.c.outcome == WHOLE
    )
    return {
        int(object_.partition(":")[2]): dt.datetime.fromisoformat(at).astimezone().date()
        for object_, at in desk.connection.execute(query.order_by(events.c.sequence))
    }


def _unknown_formats(desk: Desk) -> bool:
    query = (
        sa.select(bag_contents.c.bag_id)
        .join(bags, bags.c.id == bag_contents.c.bag_id)
        .where(bag_contents.c.format.is_(None), bags.c.state == BagState.CURRENT)
        .limit(1)
    )
    return desk.connection.execute(query).first() is not None


def _media_checked(desk: Desk) -> frozenset[int]:
    """Media whose last whole check ended with everything in order."""
    newest = (
        sa.select(sa.func.max(fixity_checks.c.id))
        .where(fixity_checks.c.copy_id.is_(None), fixity_checks.c.finished_at.is_not(None))
        .group_by(fixity_checks.c.medium_id)
    )
    query = sa.select(fixity_checks.c.medium_id).where(
        fixity_checks.c.id.in_(newest), fixity_checks.c.outcome == CheckOutcome.PASSED
    )
    return frozenset(desk.connection.execute(query).scalars())


def _last(desk: Desk) -> tuple[dict[str, dt.datetime], str]:
    last, kept_apart = {}, ""
    for action in _ACTIONS:
        query = (
            sa.select(events.c.at, events.c.outcome, events.c.detail)
            .where(events.c.action == action)
            .order_by(events.c.sequence.desc())
            .limit(1)
        )
        row = desk.connection.execute(query).first()
        if row is not None and not (action == AUDITED and row.outcome != WHOLE):
            last[action] = dt.datetime.fromisoformat(row.at)
            if action == BACKED_UP:
                kept_apart = row.outcome if row.outcome != "done" else ""
    return last, kept_apart
