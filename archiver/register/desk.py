"""What every repository works with: the connection, who acts, the clock, and writing events."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from archiver import __version__
from archiver.register.chain import digest_of
from archiver.register.model.media import CheckIntervals
from archiver.register.model.trail import Event, Head
from archiver.register.noted import Noted
from archiver.register.tables.trail import chain_head, events

T = TypeVar("T")
SOFTWARE = f"archiver {__version__}"


class Named(Protocol):
    """Anything the register numbers."""

    @property
    def id(self) -> int:
        """Its number, 0 until registered."""


@dataclass(slots=True)
class Desk:
    """A connection in a transaction; `actor` None when nothing may be changed.

    `account` is the account of the operating system from which the actor acts, "" where there is none.
    """

    connection: sa.Connection
    actor: str | None
    clock: Callable[[], dt.datetime]
    intervals: CheckIntervals
    account: str = ""
    noted: Noted = field(default_factory=Noted)

    def now(self) -> dt.datetime:
        """This moment, in UTC."""
        return self.clock()

    def who(self) -> str:
        """The person who acts; a programming error when nobody does."""
        if self.actor is None:
            raise RuntimeError("a reading unit of work changes nothing")
        return self.actor

    def head(self) -> Head:
        """The last event of the chain."""
        row = self.connection.execute(sa.select(chain_head.c.sequence, chain_head.c.digest)).one()
        return Head(*row)

    def note(self, action: str, object_: str, outcome: str = "done", **detail: object) -> Event:
        """Add an event to the chain; `detail` may hold anything but the name of a student."""
        before = self.head()
        at = self.now().astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        texts = (at, self.who(), SOFTWARE, action, object_, outcome, _json(detail))
        sequence = before.sequence + 1
        event = signed(sequence, *map(_storable, texts), previous=before.digest)
        self.connection.execute(sa.insert(events).values(**_as_columns(event)))
        self.connection.execute(sa.update(chain_head).values(sequence=sequence, digest=event.digest))
        self.noted.hear(sequence, action)
        return event

    def insert(self, table: sa.Table, value: Any, **further: object) -> int:
        """Insert a value whose fields are the table's columns; returns its new id."""
        columns = _as_columns(value)
        columns.pop("id", None)
        result = self.connection.execute(sa.insert(table).values(**columns, **further))
        key = result.inserted_primary_key
        return int(key[0]) if key else 0

    def one(self, kind: type[T], query: sa.Select[Any]) -> T | None:
        """The only row of a query as a value, None when there is none."""
        row = self.connection.execute(query).one_or_none()
        return None if row is None else kind(**row._mapping)

    def all(self, kind: type[T], query: sa.Select[Any]) -> tuple[T, ...]:
        """The rows of a query as values."""
        return tuple(kind(**row._mapping) for row in self.connection.execute(query))


def signed(sequence: int, *texts: str, previous: str) -> Event:
    """An event of these texts (in the order of `Event`) with its digest."""
    at, actor, software, action, object_, outcome, detail = texts
    digest = digest_of(sequence, at, actor, software, action, object_, outcome, detail, previous)
    return Event(sequence, at, actor, software, action, object_, outcome, detail, previous, digest)


def _json(detail: Mapping[str, object]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)


def of(kind: str, value: Named) -> str:
    """How an event names its object: «medium:3»."""
    return f"{kind}:{value.id}"


def columns(table: sa.Table, kind: type) -> list[sa.Column[Any]]:
    """The columns of `table` that `kind` has fields for."""
    return [table.c[name] for name in _names(kind)]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _as_columns(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


def rows(values: Iterable[Any], **further: object) -> list[dict[str, Any]]:
    """Values as rows for an insert of many; ids are left to the database."""
    made = []
    for value in values:
        row = _as_columns(value) | further
        row.pop("id", None)
        made.append(row)
    return made


def _storable(text: str) -> str:
    """Names of files may hold what is no text (lone surrogates) and what PostgreSQL refuses (NUL)."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
