"""A look at a turn's row in an SQLite file, past the layers that make statements of any kind.

It is asked before each change of a medium, twice for every file that is written: there the layers cost more
than the question.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import NamedTuple

import sqlalchemy as sa

from archiver.register.holder import this_machine
from archiver.register.tables.turns import turns


class Seen(NamedTuple):
    """What of a turn tells whether it is still one's own, on one computer."""

    token: int
    machine: str
    until_uptime: int
    is_held: bool

    @property
    def is_here(self) -> bool:
        """Whether who held it last was on this computer, since it was started."""
        return bool(self.machine) and self.machine == this_machine()


_QUERY = sa.select(turns.c.token, turns.c.machine, turns.c.until_uptime, turns.c.until.is_not(None)).where(
    turns.c.turn == sa.bindparam("turn")
)


class Looks:
    """Looks through one connection of `engine`, which is kept; from any thread. Closed with `close`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._query = str(_QUERY.compile(dialect=engine.dialect))
        self._connection: sa.PoolProxiedConnection | None = None
        self._one_at_a_time = threading.Lock()

    def row(self, turn: str) -> Seen | None:
        """The row as it is now; None where there is none, or it cannot be seen in this way."""
        with self._one_at_a_time:
            try:
                if self._connection is None:
                    self._connection = self._engine.raw_connection()
                cursor = self._connection.cursor()
                found = cursor.execute(self._query, (turn,)).fetchone()
                cursor.close()
            except (sqlite3.Error, sa.exc.SQLAlchemyError):
                self._close()
                return None
        return None if found is None else Seen(*found)

    def close(self) -> None:
        """Give the connection back."""
        with self._one_at_a_time:
            self._close()

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
