"""Copies in buckets whose lock or legal hold is not what periods and holds ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from archiver.register.desk import columns
from archiver.register.model.files import FileState
from archiver.register.model.media import MediumKind
from archiver.register.model.packages import BagState, Copy, CopyState
from archiver.register.tables.bags import bags, copies
from archiver.register.tables.disposal import holds
from archiver.register.tables.files import files
from archiver.register.tables.media import media
from archiver.register.tables.types import Moment

_MANY = 900


@dataclass(frozen=True, slots=True)
class Enforcement:
    """A copy, the id of its bag, and what its bucket should enforce: a hold or none, a lock until then."""

    copy: Copy
    bag: str
    file_id: int
    hold: bool
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Unenforced:
    """A bucket that has not been told: how many copies, and since when where a hold was decided."""

    medium: str
    copies: int
    since: dt.datetime | None


def lock_moment(keep_until: dt.date | None, *, now: dt.datetime) -> dt.datetime | None:
    """The end of a lock: the day after, in UTC, which begins later than any day of ours ends.

    None for what is kept for ever (a hold serves there) and for a period that is over already.
    """
    if keep_until is None:
        return None
    moment = dt.datetime.combine(keep_until + dt.timedelta(days=1), dt.time(), dt.UTC)
    return moment if moment > now else None


def unenforced(
    connection: sa.Connection, now: dt.datetime, file_ids: Collection[int] | None = None
) -> Iterator[Enforcement]:
    """The copies of `file_ids` (or of all files) that the register believes to be enforced otherwise.

    Superseded bags count: what is in them is as much a record as the current one.
    """
    ids = None if file_ids is None else sorted(file_ids)
    for start in range(0, 1 if ids is None else len(ids), _MANY):
        part = None if ids is None else ids[start : start + _MANY]
        for row in connection.execute(_query(connection, now, part)):
            held, keep_until, bag, file_id, *values = row
            copy = Copy(**dict(zip(_COPY, values, strict=True)))
            yield Enforcement(copy, bag, file_id, bool(held), lock_moment(keep_until, now=now))


def unenforced_media(connection: sa.Connection, now: dt.datetime) -> tuple[Unenforced, ...]:
    """The buckets with such copies, of those that have ever locked or held one: the others cannot."""
    able = copies.alias()
    decided = (
        sa.select(sa.func.max(sa.func.coalesce(holds.c.lifted_at, holds.c.placed_at), type_=Moment))
        .where(holds.c.file_id == files.c.id)
        .scalar_subquery()
    )
    since = sa.case((copies.c.legal_hold != _held(), decided))
    query = (
        _different(
            connection, now, media.c.inventory_number, sa.func.count(), sa.func.min(since, type_=Moment)
        )
        .where(
            sa.exists().where(
                able.c.medium_id == media.c.id,
                sa.or_(able.c.locked_until.is_not(None), able.c.legal_hold),
            )
        )
        .group_by(media.c.inventory_number)
        .order_by(media.c.inventory_number)
    )
    return tuple(Unenforced(*row) for row in connection.execute(query))


_COLUMNS = columns(copies, Copy)
_COPY = [column.name for column in _COLUMNS]


def _query(connection: sa.Connection, now: dt.datetime, ids: list[int] | None) -> sa.Select[Any]:
    told = (_held(), files.c.keep_until, bags.c.external_id, files.c.id, *_COLUMNS)
    query = _different(connection, now, *told).order_by(copies.c.medium_id, copies.c.id)
    return query if ids is None else query.where(files.c.id.in_(ids))


def _held() -> sa.ColumnElement[bool]:
    return sa.exists().where(holds.c.file_id == files.c.id, holds.c.lifted_at.is_(None))


def _different(connection: sa.Connection, now: dt.datetime, *told: Any) -> sa.Select[Any]:
    """`told` of every copy whose bucket is believed to enforce something else."""
    moment: sa.ColumnElement[object] = copies.c.locked_until
    if connection.dialect.name == "postgresql":
        moment = sa.func.timezone("UTC", moment)
    ends = sa.func.date(moment, type_=sa.String if connection.dialect.name == "sqlite" else sa.Date)
    keep = files.c.keep_until
    short = sa.and_(keep >= now.date(), sa.or_(copies.c.locked_until.is_(None), ends <= keep))
    return (
        sa.select(*told)
        .select_from(
            copies.join(media, media.c.id == copies.c.medium_id)
            .join(bags, bags.c.id == copies.c.bag_id)
            .join(files, files.c.id == bags.c.file_id)
        )
        .where(
            media.c.kind.in_([kind for kind in MediumKind if kind.locks]),
            media.c.retired_on.is_(None),
            copies.c.state.in_([CopyState.REGISTERED, CopyState.DAMAGED]),
            bags.c.state != BagState.ERASED,
            files.c.state == FileState.KEPT,
            sa.or_(copies.c.legal_hold != _held(), short),
        )
    )
