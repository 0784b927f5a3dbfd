"""Passwords tried against the register: so many for a login, and no more for a while (ADR 0034)."""

from __future__ import annotations

from archiver.errors import Refused
from archiver.locale import _
from archiver.people.passwords import matches, nobodys_hash
from archiver.register.model.people import Person
from archiver.register.register import Register
from archiver.register.repositories.attempts import MOST_WRONG, PAUSE

LOCKED = "person.locked-out"
"""Noted once for a person and lock-out; a single wrong password is not noted."""


def refuse_locked(register: Register, login: str) -> None:
    """Raises Refused while so many wrong passwords were tried that no other one is looked at."""
    with register.reading() as work:
        if work.attempts.count(login) >= MOST_WRONG:
            raise Refused(_locked(login))


def is_right(register: Register, login: str, person: Person | None, password: str, *, by: str) -> bool:
    """Whether `password` is that of `person`, whose login it is; counted before it is looked at.

    It takes as long, and is counted the same, where there is nobody or no password. Raises Refused when the
    login is locked, also by others who tried meanwhile.
    """
    nobodys = nobodys_hash()
    with register.transaction(by=by) as work:
        number = work.attempts.begin(login)
    if not number:
        raise Refused(_locked(login))
    known = None if person is None else person.password_hash
    right = matches(known or nobodys, password) and known is not None
    if not right and number == MOST_WRONG and person is not None:
        with register.transaction(by=by) as work:
            work.trail.note(LOCKED, f"person:{person.id}", "refused", tries=number)
    return right


def _locked(login: str) -> str:
    return _("{count} wrong passwords for {login}; wait {minutes} minutes.").format(
        count=MOST_WRONG, login=login, minutes=PAUSE.seconds // 60
    )
