"""What the console remembers for a while: who has signed in, forms not sent, and its own failures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A browser in which somebody has signed in: `key` is the SHA-256 of what its cookie holds.

    `proved_at` is when the password was given last; `browser` is what it calls itself, cut short.
    """

    key: str
    person_id: int
    browser: str
    begun_at: dt.datetime
    seen_at: dt.datetime
    proved_at: dt.datetime
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """A form that came after its sender was signed out: its address and fields, no files, no passwords."""

    key: str
    person_id: int
    path: str
    fields: Sequence[Sequence[str]]
    kept_at: dt.datetime
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A failure of the program: `number` is what a page told, `trace` where it was, without any value."""

    number: str
    screen: str
    kind: str
    trace: str
    login: str
    at: dt.datetime
    id: int = 0
