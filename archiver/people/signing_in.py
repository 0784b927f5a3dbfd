"""Signing in to a server: by login and password, never by an account of the operating system (ADR 0034)."""

from __future__ import annotations

from archiver.disk.account import os_login
from archiver.errors import Refused
from archiver.locale import _
from archiver.people.proof import Proof
from archiver.people.tries import is_right
from archiver.people.who import Acting
from archiver.register.register import Register


def authenticate(register: Register, login: str, password: str) -> Acting:
    """Who signs in by this login and password; their session is proved, and of no account here.

    Raises Refused: in one sentence and after as long whether there is nobody of this login, they have left,
    have no password or another one; in another sentence after too many tries, also of a login nobody has.
    """
    with register.reading() as work:
        person = work.people.by_login(login)
    if person is not None and not person.active:
        person = None
    if not is_right(register, login, person, password, by=os_login()) or person is None:
        raise Refused(_("Signing in failed: there is no such login, or its password is another one."))
    with register.transaction(by=person.login, account="") as work:
        work.attempts.forget(login)
    return Acting(person.login, person, account="", proof=Proof(by_password=True))
