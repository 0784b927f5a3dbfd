"""Copies: begun before the first byte, registered after they were read back, erased with a proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from archiver.register.desk import Desk, columns, of
from archiver.register.model.media import Written
from archiver.register.model.packages import Bag, BagState, Copy, CopyState
from archiver.register.repositories.files import Files
from archiver.register.repositories.media import Media
from archiver.register.tables.bags import bags, copies

_SELECT = sa.select(*columns(copies, Copy))
_MANY = 900
_AT_ONCE = 1000
TROUBLED = (CopyState.WRITING, CopyState.DAMAGED, CopyState.MISSING)


class Copies:
    """Which bag lies on which medium, and how well."""

    def __init__(self, desk: Desk, media: Media, files: Files) -> None:
        self._desk = desk
        self._media = media
        self._files = files

    def begin(self, bag: Bag, medium_id: int, prefix: str) -> Copy:
        """Say that a copy is about to be written; the one that is there already is given back.

        Refused when the medium may not hold the bag's file (`Media.admit`).
        """
        known = self._desk.one(
            Copy, _SELECT.where(copies.c.bag_id == bag.id, copies.c.medium_id == medium_id)
        )
        if known is not None and known.state is CopyState.REGISTERED:
            return known
        self._media.admit(self._media.get(medium_id), self._files.get(bag.file_id))
        if known is not None:
            return self._change(known, "copy.begun", {"state": CopyState.WRITING, "prefix": prefix})
        copy = Copy(bag_id=bag.id, medium_id=medium_id, prefix=prefix)
        copy = replace(copy, id=self._desk.insert(copies, copy))
        self._desk.note("copy.begun", of("copy", copy), bag=bag.id, medium=medium_id, prefix=prefix)
        return copy

    def register(
        self,
        copy: Copy,
        read_back: str,
        *,
        locked_until: dt.datetime | None = None,
        lock_mode: str = "",
        legal_hold: bool = False,
    ) -> Copy:
        """A copy was read back in the way `read_back` names and is whole: from now on it counts."""
        if not read_back:
            raise ValueError("a copy that was not read back does not count")
        moment = self._desk.now()
        return self._change(
            copy,
            "copy.registered",
            {
                "state": CopyState.REGISTERED,
                "registered_at": copy.registered_at or moment,
                "verified_at": moment,
                "read_back": read_back,
                "locked_until": locked_until,
                "lock_mode": lock_mode,
                "legal_hold": legal_hold,
            },
            read_back=read_back,
            locked_until=locked_until,
        )

    def written_on(self, medium_id: int) -> Written:
        """What lies on a medium, for its label: by one query, whatever it holds."""
        earlier = copies.alias()
        first = ~sa.exists().where(
            earlier.c.bag_id == copies.c.bag_id,
            earlier.c.id < copies.c.id,
            earlier.c.state != CopyState.ERASED,
        )
        query = sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(sa.case((first, 1), else_=0)), 0),
            sa.func.min(copies.c.registered_at),
            sa.func.max(copies.c.registered_at),
        ).where(copies.c.medium_id == medium_id, copies.c.state == CopyState.REGISTERED)
        count, main, *moments = self._desk.connection.execute(query).one()
        days = [moment.astimezone().date() if moment else None for moment in moments]
        return Written(int(count), int(main), *days)

    def mark(self, copy: Copy, state: CopyState, reason: str, **detail: object) -> Copy:
        """A copy is damaged, missing or erased, and why; erased ones need their proof beside this."""
        return self._change(copy, f"copy.{state}", {"state": state}, outcome=reason, **detail)

    def locked(self, copy: Copy, until: dt.datetime | None, mode: str, *, legal_hold: bool) -> Copy:
        """Remember the lock and the hold as they were read back from the store."""
        changes = {"locked_until": until, "lock_mode": mode, "legal_hold": legal_hold}
        return self._change(copy, "copy.locked", changes, until=until, mode=mode, legal_hold=legal_hold)

    def verified(self, ids: Sequence[int], moment: dt.datetime) -> None:
        """Copies were found whole; the event is that of the fixity check they were found whole by."""
        self._desk.who()
        for start in range(0, len(ids), _MANY):
            part = ids[start : start + _MANY]
            self._desk.connection.execute(
                sa.update(copies).where(copies.c.id.in_(part)).values(verified_at=moment)
            )

    def get(self, copy_id: int) -> Copy:
        """The copy of that id; it must exist."""
        found = self._desk.one(Copy, _SELECT.where(copies.c.id == copy_id))
        if found is None:
            raise LookupError(f"copy {copy_id}")
        return found

    def of_bag(self, bag_id: int) -> tuple[Copy, ...]:
        """Every copy of a bag, those that count first, the one verified last before the others."""
        return self.of_bags([bag_id]).get(bag_id, ())

    def of_bags(self, bag_ids: Sequence[int]) -> dict[int, tuple[Copy, ...]]:
        """The same for some bags (a thousand at most), by the bag's id; bags without any are left out."""
        never = dt.datetime.min.replace(tzinfo=dt.UTC)
        found = sorted(
            self._desk.all(Copy, _SELECT.where(copies.c.bag_id.in_(bag_ids))),
            key=lambda copy: (copy.state is CopyState.REGISTERED, copy.verified_at or never),
            reverse=True,
        )
        by_bag: dict[int, tuple[Copy, ...]] = {}
        for copy in found:
            by_bag[copy.bag_id] = (*by_bag.get(copy.bag_id, ()), copy)
        return by_bag

    def on_medium(
        self, medium_id: int, *, after: int = 0, limit: int = 1000, state: CopyState | None = None
    ) -> tuple[Copy, ...]:
        """Copies on a medium by id, from the one after `after` on: a page at a time."""
        query = _SELECT.where(copies.c.medium_id == medium_id, copies.c.id > after)
        if state is not None:
            query = query.where(copies.c.state == state)
        return self._desk.all(Copy, query.order_by(copies.c.id).limit(limit))

    def counting_on(self, medium_id: int) -> tuple[int, ...]:
        """The ids of the copies on a medium that count: registered, of the bags their files have now."""
        query = (
            sa.select(copies.c.id)
            .join(bags, bags.c.id == copies.c.bag_id)
            .where(
                copies.c.medium_id == medium_id,
                copies.c.state == CopyState.REGISTERED,
                bags.c.state == BagState.CURRENT,
            )
            .order_by(copies.c.id)
        )
        return tuple(self._desk.connection.execute(query).scalars())

    def volume(self, medium_id: int, *, after: int = 0) -> tuple[int, int]:
        """How many copies that were once registered lie on a medium, and their bytes: the size of a check."""
        query = (
            sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(bags.c.size), 0))
            .select_from(copies.join(bags, bags.c.id == copies.c.bag_id))
            .where(
                copies.c.medium_id == medium_id,
                copies.c.id > after,
                copies.c.state.in_([CopyState.REGISTERED, CopyState.DAMAGED, CopyState.MISSING]),
            )
        )
        count, size = self._desk.connection.execute(query).one()
        return int(count), int(size)

    def least_recently_verified(self, medium_id: int, limit: int) -> tuple[Copy, ...]:
        """Registered copies of a medium that were verified longest ago: what a budget is spent on first."""
        query = _SELECT.where(copies.c.medium_id == medium_id, copies.c.state == CopyState.REGISTERED)
        return self._desk.all(Copy, query.order_by(copies.c.verified_at).limit(limit))

    def troubled(self) -> Iterator[Copy]:
        """Copies begun but not registered, damaged or missing: what is to be finished or repaired.

        Every one, a part at a time: of a medium that was lost there may be any number.
        """
        states: sa.BindParameter[list[CopyState]] = sa.bindparam(
            None, list(TROUBLED), expanding=True, literal_execute=True
        )
        query = _SELECT.where(copies.c.state.in_(states)).order_by(copies.c.id)
        for row in self._desk.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
            yield Copy(**row._mapping)

    def _change(
        self, copy: Copy, action: str, changes: Mapping[str, object], outcome: str = "done", **detail: object
    ) -> Copy:
        self._desk.who()
        self._desk.connection.execute(sa.update(copies).where(copies.c.id == copy.id).values(**changes))
        self._desk.note(action, of("copy", copy), outcome, bag=copy.bag_id, medium=copy.medium_id, **detail)
        changed = self.get(copy.id)
        if changed.state is not copy.state:
            self._place(copy.bag_id)
        return changed

    def _place(self, bag_id: int) -> None:
        """Keep the bag's list of media in step with its registered copies."""
        connection = self._desk.connection
        query = sa.select(copies.c.medium_id).where(
            copies.c.bag_id == bag_id, copies.c.state == CopyState.REGISTERED
        )
        placement = " ".join(map(str, sorted(connection.execute(query).scalars())))
        connection.execute(sa.update(bags).where(bags.c.id == bag_id).values(placement=placement))
