"""The audit trail as it is read and checked, the anchors of its head, and stated measures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from archiver.register.chain import ChainReport, Row, check_chain
from archiver.register.desk import Desk, columns
from archiver.register.model.trail import Anchor, AnchorKind, Event, Head, Measure, MeasureKind
from archiver.register.tables.trail import anchors, events, measures

_SELECT = sa.select(*columns(events, Event))
_AT_ONCE = 10_000
_CHAIN = (
    "SELECT sequence, at, actor, software, action, object, outcome, detail, previous, digest "
    "FROM events ORDER BY sequence"
)


class Trail:
    """Events, anchors and measures; nothing here can be changed or deleted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, action: str, object_: str, outcome: str = "done", **detail: object) -> Event:
        """Add an event for what the register itself does not do; never the name of a student."""
        return self._desk.note(action, object_, outcome, **detail)

    def head(self) -> Head:
        """The last event: what is anchored."""
        return self._desk.head()

    def events(
        self, *, object_: str | None = None, action: str | None = None, after: int = 0
    ) -> Iterator[Event]:
        """Events in order, of one object («file:7») or one action, after a sequence number."""
        query = _SELECT.where(events.c.sequence > after).order_by(events.c.sequence)
        if object_ is not None:
            query = query.where(events.c.object == object_)
        if action is not None:
            query = query.where(events.c.action == action)
        for row in self._desk.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
            yield Event(*row)

    def verify(self, further: Iterable[Anchor] = ()) -> ChainReport:
        """Check the whole chain against its head, the register's anchors and `further` ones from outside.

        Anchors read from bags, printed acts and locked objects belong in `further`: those in the register
        go back with it when an old copy of it is restored.
        """
        known = {(anchor.sequence, anchor.digest, anchor.place): anchor for anchor in self.anchors()}
        known |= {(anchor.sequence, anchor.digest, anchor.place): anchor for anchor in further}
        head = self.head()
        return check_chain(self._rows(), head, known.values())

    def _rows(self) -> Iterator[Row]:
        """Events straight from the driver, a part at a time: millions of them, each needed once."""
        connection = self._desk.connection
        driver: Any = connection.connection.driver_connection
        named = {"name": "chain"} if connection.dialect.name == "postgresql" else {}
        cursor = driver.cursor(**named)
        try:
            cursor.execute(_CHAIN)
            while part := cursor.fetchmany(_AT_ONCE):
                yield from part
        except connection.dialect.loaded_dbapi.Error as error:
            raise sa.exc.OperationalError(_CHAIN, None, error) from error
        finally:
            cursor.close()

    def anchor(self, kind: AnchorKind, place: str, head: Head) -> Anchor:
        """Remember that `head` was written down at `place`."""
        self._desk.who()
        anchor = Anchor(
            sequence=head.sequence, digest=head.digest, kind=kind, place=place, at=self._desk.now()
        )
        return replace(anchor, id=self._desk.insert(anchors, anchor))

    def anchors(self) -> tuple[Anchor, ...]:
        """Every anchor the register knows of."""
        return self._desk.all(Anchor, sa.select(*columns(anchors, Anchor)).order_by(anchors.c.id))

    def state_measure(
        self, kind: MeasureKind, document: str, *, stated_on: dt.date, valid_until: dt.date
    ) -> Measure:
        """State, by a document, what the program cannot see: a virus check, rules of access, a review."""
        measure = Measure(
            kind=kind,
            stated_on=stated_on,
            valid_until=valid_until,
            document=document,
            author=self._desk.who(),
        )
        stated = replace(measure, id=self._desk.insert(measures, measure))
        self._desk.note(
            "measure.stated", f"measure:{stated.id}", kind=kind, document=document, until=valid_until
        )
        return stated

    def measures(self) -> tuple[Measure, ...]:
        """Every measure ever stated, newest last."""
        return self._desk.all(Measure, sa.select(*columns(measures, Measure)).order_by(measures.c.id))
