"""The session of somebody whose order is carried out later, by a process of another account."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from archiver.counter.session import Session
from archiver.people.who import ordered
from archiver.register.opening import open_register
from archiver.settings.tables import Settings


@contextlib.contextmanager
def session_of(
    settings: Settings, login: str, account: str, tell: Callable[[str], None], *, create: bool = False
) -> Iterator[Session]:
    """Their session, as `Caller.session`: what they may is what the register says of `login` now.

    Who asked was known to the door that took the order; `tell` is told of media that took no note of what was
    done. Raises RegisterFailed, Refused.
    """
    with open_register(settings.archive, create=create) as register:
        session = Session(settings, register, ordered(register, login, account))
        try:
            yield session
        finally:
            for message in dict.fromkeys(session.refused):
                tell(message)
