"""Passwords that were tried: so many within a while, and nobody tries another one until it is over.

They are kept apart from the trail: whoever guesses would fill it. Logins that nobody has are counted too, so
that a lock-out tells nothing of who is registered.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import sqlalchemy as sa

from archiver.register.desk import Desk
from archiver.register.folding import folded
from archiver.register.tables.people import attempts

MOST_WRONG = 5
"""So many wrong passwords for a login within PAUSE, and it is locked until the first of them is over."""
PAUSE = dt.timedelta(minutes=15)


class Attempts:
    """The passwords tried of late, by login."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def count(self, login: str) -> int:
        """How many were tried within PAUSE since the last right one."""
        query = sa.select(sa.func.count()).where(
            attempts.c.whose == _whose(login), attempts.c.at >= self._since()
        )
        return self._desk.connection.execute(query).scalar_one()

    def begin(self, login: str) -> int:
        """Count one more before it is looked at, so that many at once are not more than one after another.

        Returns which one it is; 0 where the login is locked, and then nothing is counted.
        """
        self._desk.who()
        connection = self._desk.connection
        connection.execute(sa.delete(attempts).where(attempts.c.at < self._since()))
        before = self.count(login)
        if before >= MOST_WRONG:
            return 0
        connection.execute(sa.insert(attempts).values(whose=_whose(login), at=self._desk.now()))
        return before + 1

    def forget(self, login: str) -> None:
        """The password was right: what was tried before counts no more."""
        self._desk.who()
        self._desk.connection.execute(sa.delete(attempts).where(attempts.c.whose == _whose(login)))

    def _since(self) -> dt.datetime:
        return self._desk.now() - PAUSE


def _whose(login: str) -> str:
    return hashlib.sha256(folded(login).encode("utf-8", "surrogatepass")).hexdigest()
