"""What proves who acts: the operating system's word, or a password where that is not enough (ADR 0034)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from archiver.disk.others import open_to_others
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.connection import shown, sqlite_file

Mapped = Callable[[], bool]


@dataclass(slots=True)
class Proof:
    """The proof of one session, asked for when a permission needs it first, and kept.

    `doubt` tells why the system's word is not enough here, "" where it is; `password` asks for the password,
    is told that, and raises Refused unless it is right. `by_password`: one was given, and right.
    """

    doubt: Callable[[], str] = lambda: ""
    password: Callable[[str], None] = lambda _why: None
    mapped: Mapped = lambda: False
    login: str = ""
    by_password: bool = False

    def demand(self) -> None:
        """Raises Refused unless who acts is proved."""
        if self.by_password:
            return
        if self.doubt():
            self.prove()
        elif self.mapped():
            raise Refused(
                _(
                    "Who calls is told by a user namespace here (a container, unshare), and anybody can make "
                    "one: {login} may be somebody else. Act with a password: --as LOGIN."
                ).format(login=self.login)
            )

    def prove(self) -> None:
        """Ask for the password; raises Refused unless it is right."""
        self.password(self.doubt())
        self.by_password = True

    def doubted(self) -> bool:
        """Whether the system's word is not enough here."""
        return bool(self.doubt()) or self.mapped()


def proof_of_own(url: sa.URL, login: str, password: Callable[[str], None], mapped: Mapped) -> Proof:
    """The proof of who acts as `login` from their own account, at the register `url`.

    In a user namespace a file says nothing of whose it is: its owners are given out anew too.
    """

    def doubt() -> str:
        return "" if sqlite_file(url) is not None and mapped() else why_doubted(url)

    return Proof(doubt, password, mapped, login)


def why_doubted(url: sa.URL) -> str:
    """Why the account of who calls is not enough at this register; "" where it is."""
    file = sqlite_file(url)
    if file is None:
        return _("The register is on a server, which does not know whose account calls.")
    try:
        place = open_to_others(file)
    except OSError:
        place = file
    if place is None:
        return ""
    return _("{place} is not this account's alone, so its word is not enough for the register {url}.").format(
        place=place, url=shown(url)
    )
