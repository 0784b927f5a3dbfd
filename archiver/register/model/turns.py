"""A turn of the register: who holds it, since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A process that holds a turn: `login`, `computer` and `process` for people to be told.

    `machine`, `pid` and `started` are exactly this process and no later one of its number
    (archiver.register.holder); `machine` is «» where the system does not say.
    """

    login: str
    computer: str
    process: str
    machine: str = ""
    pid: int = 0
    started: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A turn that is held: by whom, and since when by the register's clock."""

    holder: Holder
    since: dt.datetime


class HeldByAnother(Exception):
    """Another run holds the turn."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"held by {standing.holder.login} at {standing.holder.computer}")
        self.standing = standing
