"""Turns in the register's database: taken, renewed, looked at, given back, in transactions of their own.

Whether a lease is over is said by one clock only: the server's on PostgreSQL; on SQLite, whose users share a
computer, the time since it was started, and for a holder of an earlier start its wall clock.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from archiver import clock
from archiver.register.connection import BUSY_MILLISECONDS, WRITING, make_engine, sqlite_file
from archiver.register.holder import is_known_dead, this_machine, uptime
from archiver.register.model.turns import HeldByAnother, Holder, Standing
from archiver.register.quick_looks import Looks
from archiver.register.tables.turns import turns

LEASE = dt.timedelta(seconds=45)
"""How long a turn is held without being renewed; renewed after a third of it."""
_FARTHEST = dt.timedelta(seconds=60)
"""No lease ends later than that from now: one that seems to was taken before a clock was set back."""
_SHORTLY = 1 / 30
"""Part of a lease to wait for another writer of an SQLite file, where it is asked again soon."""
_LIMITS = "SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '10s'"
"""A run that is stopped right here keeps no other from its turn (PostgreSQL)."""


class TurnTable:
    """The table of turns at `url`, over connections of its own; closed with `close`.

    Its methods raise sqlalchemy.exc.DBAPIError.
    """

    def __init__(self, url: sa.URL, lease: dt.timedelta = LEASE) -> None:
        self.url, self.lease = url, lease
        self.on_sqlite = sqlite_file(url) is not None
        self._engine = make_engine(url)
        self._patience = round(1000 * lease.total_seconds() * _SHORTLY)
        self._looks = Looks(self._engine) if self.on_sqlite else None

    def close(self) -> None:
        """Give all connections back."""
        if self._looks is not None:
            self._looks.close()
        self._engine.dispose()

    def take(self, turn: str, holder: Holder) -> int:
        """Take a turn that nobody holds; its token, greater than any before. Raises HeldByAnother."""
        with self._writing(BUSY_MILLISECONDS) as connection:
            connection.execute(_FREE_ROW, {"turn": turn})
            row = connection.execute(_row(turn).with_for_update()).one()
            now = self._now(connection)
            if not self._is_over(row, now):
                raise HeldByAnother(Standing(_holder(row), row.since))
            token = int(row.token) + 1
            connection.execute(
                sa.update(turns)
                .where(turns.c.turn == turn)
                .values(
                    token=token,
                    login=holder.login,
                    computer=holder.computer,
                    process=holder.process,
                    machine=holder.machine,
                    pid=holder.pid,
                    started=holder.started,
                    since=now,
                    **self._end(now),
                )
            )
        return token

    def standing(self) -> Standing | None:
        """Who holds any turn, if anybody does."""
        with self._engine.connect() as connection, connection.begin():
            now = self._now(connection)
            for row in connection.execute(sa.select(turns)):
                if not self._is_over(row, now):
                    return Standing(_holder(row), row.since)
        return None

    def renew(self, turn: str, token: int) -> bool:
        """Hold a turn for a whole lease from now; False when it was given back or is another's."""
        with self._writing(self._patience) as connection:
            return self.renew_in(connection, turn, token)

    def renew_in(self, connection: sa.Connection, turn: str, token: int) -> bool:
        """As `renew`, in the transaction of `connection`."""
        done = connection.execute(_ours(turn, token).values(**self._end(self._now(connection))))
        return done.rowcount == 1

    def give_back(self, turn: str, token: int) -> None:
        """Let others have it at once."""
        with self._writing(self._patience) as connection:
            connection.execute(_ours(turn, token).values(until=None, until_uptime=0))

    def left(self, turn: str, token: int) -> dt.timedelta | None:
        """How much of the lease is left; None when the turn was given back or is another's."""
        if self._looks is not None and (seen := self._looks.row(turn)) and seen.is_here:
            mine = seen.is_held and seen.token == token
            return dt.timedelta(milliseconds=seen.until_uptime - _milliseconds()) if mine else None
        with self._engine.connect() as connection, connection.begin():
            return self.left_in(connection, turn, token)

    def left_in(
        self, connection: sa.Connection, turn: str, token: int, *, locked: bool = False
    ) -> dt.timedelta | None:
        """As `left`, in the transaction of `connection`; with `locked` nobody takes it before that ends."""
        query = _row(turn) if self.on_sqlite else _row(turn).add_columns(_CLOCK)
        row = connection.execute(query.with_for_update(read=True) if locked else query).one_or_none()
        if row is None or row.token != token or row.until is None:
            return None
        if self.on_sqlite and row.machine and row.machine == this_machine():
            return dt.timedelta(milliseconds=row.until_uptime - _milliseconds())
        now = clock.now() if self.on_sqlite else row.now
        left: dt.timedelta = row.until - now
        return left

    def _is_over(self, row: Any, now: dt.datetime) -> bool:
        if row.until is None:
            return True
        if self.on_sqlite:
            # Only here: of a server's users nobody knows whether they share a computer.
            if is_known_dead(_holder(row)):
                return True
            if row.machine and row.machine == this_machine():
                return bool(row.until_uptime <= _milliseconds())
        return not now < row.until <= now + _FARTHEST

    def _end(self, now: dt.datetime) -> dict[str, object]:
        lasting = round(self.lease / dt.timedelta(milliseconds=1))
        return {"until": now + self.lease, "until_uptime": _milliseconds() + lasting}

    def _now(self, connection: sa.Connection) -> dt.datetime:
        if self.on_sqlite:
            return clock.now()
        now: dt.datetime = connection.execute(sa.select(_CLOCK)).scalar_one()
        return now

    @contextlib.contextmanager
    def _writing(self, patience: int) -> Iterator[sa.Connection]:
        with self._engine.connect().execution_options(**WRITING) as connection:
            if self.on_sqlite:
                connection.connection.cursor().execute(f"PRAGMA busy_timeout = {patience}")
            with connection.begin():
                if not self.on_sqlite:
                    connection.exec_driver_sql(_LIMITS)
                yield connection


_CLOCK = sa.func.clock_timestamp().label("now")
_FREE_ROW = sa.text(
    "INSERT INTO turns (turn, token, login, computer, process, machine, pid, started, until_uptime) "
    "VALUES (:turn, 0, '', '', '', '', 0, 0, 0) ON CONFLICT DO NOTHING"
)


def _row(turn: str) -> sa.Select[Any]:
    return sa.select(turns).where(turns.c.turn == turn)


def _ours(turn: str, token: int) -> sa.Update:
    return sa.update(turns).where(turns.c.turn == turn, turns.c.token == token, turns.c.until.is_not(None))


def _holder(row: Any) -> Holder:
    return Holder(
        login=row.login,
        computer=row.computer,
        process=row.process,
        machine=row.machine,
        pid=row.pid,
        started=row.started,
    )


def _milliseconds() -> int:
    return round(uptime() * 1000)
