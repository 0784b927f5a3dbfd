"""The register itself: units of work over one database."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from archiver import clock as wall
from archiver.disk.account import os_account
from archiver.register.connection import WRITING, shown, sqlite_file
from archiver.register.forgetting import WITH_NAMES, empty_log, vacuum
from archiver.register.lease import HeldTurn
from archiver.register.model.media import CheckIntervals
from archiver.register.noted import Noted
from archiver.register.refusals import explained
from archiver.register.tables.trail import chain_head
from archiver.register.work import Work


class Register:
    """The register at `url`; made by `opening.open_register`, closed with `close` or as a context manager.

    `clock` gives moments in UTC, those of the program by default. `noted` are the events that were committed
    here and that the media have not been told of (archiver.counter.heads). Every database failure is raised
    as RegisterFailed.
    """

    def __init__(
        self,
        engine: sa.Engine,
        *,
        intervals: CheckIntervals | None = None,
        clock: Callable[[], dt.datetime] | None = None,
    ) -> None:
        self.engine = engine
        self.url = engine.url
        self._intervals = intervals or CheckIntervals()
        self._clock = clock or wall.now
        self._held: tuple[HeldTurn, ...] = ()
        self.noted = Noted()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def __str__(self) -> str:
        return shown(self.url)

    def now(self) -> dt.datetime:
        """This moment, in UTC: the one clock of everything that is noted."""
        return self._clock()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextlib.contextmanager
    def transaction(self, by: str, account: str | None = None) -> Iterator[Work]:
        """A unit of work in the name of the person `by` (a login): all of it, events included, or nothing.

        `account` is the operating system's account from which they act, by default that of this process, ""
        for somebody who has none here (a server's).

        Raises TurnLost when a turn that this run holds is not its own any more; nothing is changed then.
        """
        with (
            explained(self.url),
            self.engine.connect().execution_options(**WRITING) as connection,
            connection.begin(),
        ):
            if self.engine.dialect.name == "postgresql":
                # As on SQLite, one writer at a time: rules are checked against what nobody else changes.
                connection.execute(sa.select(chain_head.c.id).with_for_update())
            for held in self._held:
                held.ask_in(connection)
            work = Work(
                connection,
                actor=by,
                clock=self._clock,
                intervals=self._intervals,
                account=os_account() if account is None else account,
            )
            yield work
            for held in self._held:
                held.ask_in(connection, at_end=True)
        self.noted.add(work.noted)

    @contextlib.contextmanager
    def holding(self, held: HeldTurn) -> Iterator[None]:
        """Let nothing be changed in the block unless `held` is still this run's turn."""
        self._held = (*self._held, held)
        try:
            yield
        finally:
            self._held = tuple(one for one in self._held if one is not held)

    def ask_turn(self) -> None:
        """Raise TurnLost when a turn that this run holds has ended: asked right before media are changed.

        A run that holds none is not hindered.
        """
        for held in self._held:
            held.ask()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Work]:
        """One consistent view of the register; what is changed meanwhile is not seen."""
        options: dict[str, Any] = {}
        if self.engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            explained(self.url),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield Work(connection, actor=None, clock=self._clock, intervals=self._intervals)

    def forget(self) -> None:
        """Rid the database's files of rows that were erased: to be called after names have been erased.

        SQLite overwrites them at once (secure_delete) and here its log; PostgreSQL's tables are vacuumed
        (its own write-ahead log and backups are the administrator's, docs/register-performance.md). Raises
        RegisterFailed when the database leaves it undone, which it tells by a warning or in an answer only.
        """
        with explained(self.url), self.engine.connect() as connection:
            if sqlite_file(self.url) is not None:
                empty_log(connection, self.url)
            else:
                vacuum(connection, WITH_NAMES, self.url)
