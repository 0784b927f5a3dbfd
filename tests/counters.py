"""Sessions for tests of use cases: the user of the system at a register, alone or as somebody of it."""

from __future__ import annotations

import datetime as dt

from archiver.counter.session import Session
from archiver.disk.account import os_login
from archiver.people.who import Acting
from archiver.register.model.people import Person, Role
from archiver.register.register import Register
from archiver.settings.tables import Settings

MOMENT = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


def at(register: Register, settings: Settings | None = None, *roles: Role, login: str = "") -> Session:
    """A session of `login`, by default the user of the system: registered with `roles`, or nobody yet."""
    login = login or os_login()
    person = None
    if roles:
        person = Person(login=login, name="Орлова Мария Павловна", roles=roles, registered_at=MOMENT)
    return Session(settings or Settings(), register, Acting(login, person, staffed=bool(roles)))


def stranger() -> Acting:
    """Somebody whom a register that knows people does not know."""
    return Acting("stranger", None, staffed=True)
