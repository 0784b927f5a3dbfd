"""A turn that this run holds: renewed by a thread of its own, and asked about before anything is changed.

A run may be stopped anywhere, for any time: it is suspended, its computer sleeps, the server is out of reach.
Meanwhile its lease ends and another run begins. So right before each step that cannot be undone it is asked
whether the turn is still this run's: by its token in the register, and by the time since the last renewal. A
run that has lost its turn, or was stopped for longer than the lease, changes nothing more (ADR 0032).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from archiver.errors import TurnLost
from archiver.locale import _
from archiver.register.holder import uptime
from archiver.register.model.turns import Holder
from archiver.register.refusals import explained, is_busy
from archiver.register.turns import TurnTable

_PARTS = 3
"""Renewals to a lease."""
_HURRY = 30
"""Tries to a lease while a renewal does not succeed."""
_PARTING = 5.0
"""Seconds to wait at the end for a renewal that hangs; its lease then ends by itself."""


class HeldTurn:
    """`turn` of the register, held while the context lasts; `token` is greater than that of any run before.

    Entering raises HeldByAnother and RegisterFailed.
    """

    def __init__(self, table: TurnTable, turn: str, holder: Holder) -> None:
        self.turn, self.holder, self.token = turn, holder, 0
        self._table, self._lease = table, table.lease.total_seconds()
        self._sure = 0.0
        """Until then, by `uptime`, nobody else can have taken the turn."""
        self._lost = self._refused = False
        self._over = threading.Event()
        self._renewing = threading.Thread(target=self._renew, name=f"turn {turn}", daemon=True)

    def __enter__(self) -> Self:
        asked = uptime()
        with explained(self._table.url):
            self.token = self._table.take(self.turn, self.holder)
        self._sure = asked + self._lease
        self._renewing.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._renewing.join(_PARTING)
        with contextlib.suppress(sa.exc.SQLAlchemyError):  # it ends by itself soon
            self._table.give_back(self.turn, self.token)
        if error is None and self._refused:  # and that was taken for the trouble of one file
            raise _refusal()

    @property
    def is_lost(self) -> bool:
        """Whether the turn is over for this run, for good."""
        if uptime() >= self._sure:
            self._lost = True
        return self._lost

    def ask(self) -> None:
        """To be called right before a step outside the register; raises TurnLost, RegisterFailed.

        Afterwards the turn is this run's for half a lease, unless the register is being written all the time.
        """
        self._refuse_when_lost()
        with explained(self._table.url):
            left = self._table.left(self.turn, self.token)
            ours = left is not None
            if left is not None and left < self._table.lease / 2:
                ours = self._renewed(left)
        self._settle(ours)

    def _renewed(self, left: dt.timedelta) -> bool:
        try:
            return self._table.renew(self.turn, self.token)
        except sa.exc.DBAPIError as error:
            if is_busy(error) and left > dt.timedelta():
                return True  # somebody is writing, this run itself perhaps; the lease lasts until then
            raise

    def ask_in(self, connection: sa.Connection, *, at_end: bool = False) -> None:
        """Ask in a writing transaction of the register, first and `at_end`; raises TurnLost.

        Between the end and the commit nobody else can take the turn.
        """
        self._refuse_when_lost()
        left = self._table.left_in(connection, self.turn, self.token, locked=at_end)
        ours = left is not None
        if at_end and self._table.on_sqlite and left is not None and left < self._table.lease / 2:
            # The thread could not: this transaction kept it out, as it kept out everybody else.
            ours = self._table.renew_in(connection, self.turn, self.token)
        self._settle(ours)

    def _settle(self, ours: bool) -> None:
        if not ours:
            self._lost = True
        self._refuse_when_lost()  # once more: the run may have been stopped while it asked

    def _refuse_when_lost(self) -> None:
        if self.is_lost:
            self._refused = True
            raise _refusal()

    def _renew(self) -> None:
        pause = self._lease / _PARTS
        while not self._over.wait(pause):
            pause = self._lease / _HURRY
            asked = uptime()
            if self.is_lost:
                return
            try:
                if not self._table.renew(self.turn, self.token):
                    self._lost = True
                    return
                pause = self._lease / _PARTS
            except sa.exc.SQLAlchemyError as error:
                # A writer who keeps this thread from SQLite's file keeps others from the turn as well.
                if not (self._table.on_sqlite and is_busy(error)):
                    continue
            self._sure = asked + self._lease


def _refusal() -> TurnLost:
    return TurnLost(
        _(
            "This run was stopped, or without connection to the register, for so long that its turn has "
            "ended: since then it has written nothing more to the media or the register. Run the same "
            "command again; it finishes the rest."
        )
    )
