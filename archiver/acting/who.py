"""The person behind a command, and whether their roles allow what they ask for.

On the command line it is the operating-system user, mapped to a person by `Person.login`. Acting as somebody
else needs that person's password; it is noted in the audit trail with the user who did it (ADR 0021).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archiver import clock
from archiver.acting.passwords import matches, read_password
from archiver.acting.user import os_login
from archiver.acting.words import role_in_words
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import TABLE, Permission
from archiver.register.model.people import Person, Role
from archiver.register.register import Register
from archiver.register.work import Work

ACTED_AS = "person.acted-as"
WRONG = "person.password-wrong"
MOST_WRONG = 5
"""So many wrong passwords for a person within PAUSE, and nobody acts as them until it is over."""
PAUSE = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom the caller wants to act as: "" for themselves; the password is in a file, or asked for."""

    login: str = ""
    password_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts. `person` is None for a user the register does not know; `staffed`: it knows somebody."""

    login: str
    person: Person | None = None
    staffed: bool = True

    @classmethod
    def alone(cls, login: str) -> Acting:
        """Somebody who works without a register, on files of their own."""
        return cls(login, staffed=False)

    def require(self, permission: Permission) -> None:
        """Raises Refused unless the person has one of the roles that `permission` asks for."""
        rule = TABLE[permission]
        if self.person is None:
            if rule.anybody or (rule.early and not self.staffed):
                return
            raise Refused(_unknown(self.login) if self.staffed else _nobody())
        if rule.roles.isdisjoint(self.person.roles):
            raise Refused(
                _(
                    "{person} may not do this: it needs the role {roles}. Act as somebody who has it "
                    "(--as LOGIN), or let the administrator give it: archiver people change."
                ).format(
                    person=self.person.name or self.login,
                    roles=" / ".join(role_in_words(role) for role in Role if role in rule.roles),
                )
            )

    def known(self) -> Person:
        """The registered person; Refused when the register knows none."""
        if self.person is None:
            raise Refused(_unknown(self.login) if self.staffed else _nobody())
        return self.person


def identify(register: Register, claim: Claim, ask: Callable[[str], str]) -> Acting:
    """Who acts by `claim`; `ask` asks for a password without showing it.

    Raises Refused: unknown or departed person, no password set, wrong password, too many wrong ones.
    """
    user = os_login()
    with register.reading() as work:
        staffed = bool(work.people.all())
        person = work.people.by_login(claim.login or user)
        wrong = _wrong_lately(work, person) if person else 0
    if person is not None and not person.active:
        raise Refused(
            _("{login} has left and cannot act. Act as somebody else: --as LOGIN.").format(login=person.login)
        )
    if claim.login in {"", user}:
        return Acting(user, person, staffed)
    if person is None:
        raise Refused(_unknown(claim.login) if staffed else _nobody())
    _check_password(register, person, claim, ask, user=user, wrong=wrong)
    with register.transaction(by=person.login) as work:
        work.trail.note(ACTED_AS, f"person:{person.id}", user=user)
    return Acting(person.login, person)


def identify_in(people: Mapping[str, tuple[Role, ...]], claim: Claim) -> Acting:
    """Who acts, where of the register only logins and roles can be read: nobody but the system's own user.

    Raises Refused for a claim to be somebody else.
    """
    user = os_login()
    if claim.login not in {"", user}:
        raise Refused(
            _("The register cannot be asked for the password of {login}. Act from their account.").format(
                login=claim.login
            )
        )
    roles = people.get(user)
    person = None
    if roles is not None:
        person = Person(login=user, name=user, roles=roles, registered_at=clock.now())
    return Acting(user, person, staffed=bool(people))


def _check_password(
    register: Register, person: Person, claim: Claim, ask: Callable[[str], str], *, user: str, wrong: int
) -> None:
    if person.password_hash is None:
        raise Refused(
            _(
                "Nobody can act as {login}: no password is set. {login} sets one on their own account: "
                "archiver people password."
            ).format(login=person.login)
        )
    if wrong >= MOST_WRONG:
        raise Refused(
            _("{count} wrong passwords for {login}; wait {minutes} minutes.").format(
                count=wrong, login=person.login, minutes=PAUSE.seconds // 60
            )
        )
    if matches(person.password_hash, read_password(claim.password_file, ask, person.login)):
        return
    with register.transaction(by=user) as work:
        work.trail.note(WRONG, f"person:{person.id}", "refused")
    raise Refused(_("The password of {login} is another one.").format(login=person.login))


def _wrong_lately(work: Work, person: Person) -> int:
    """Wrong passwords within PAUSE since the person was last acted as."""
    since = (work.now() - PAUSE).isoformat()
    count = 0
    for event in work.trail.events(object_=f"person:{person.id}"):
        if event.at >= since:
            count = 0 if event.action == ACTED_AS else count + (event.action == WRONG)
    return count


def _unknown(login: str) -> str:
    return _(
        "{login} is nobody in the register. Let the administrator enter this person (archiver people add), "
        "or act as somebody who is there: --as LOGIN."
    ).format(login=login)


def _nobody() -> str:
    return _("Nobody is registered yet. Begin with yourself: archiver people add LOGIN NAME.")
