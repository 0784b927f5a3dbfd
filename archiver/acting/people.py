"""The people of the register: entered, changed, given a password, gone.

The first one is entered by themselves and administers the archive; from then on the administrator does it.
Nobody gets a second account: whoever has two could approve what they drew up (ADR 0015, 0021).
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.acting.passwords import hashed
from archiver.acting.who import Acting
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.register.model.people import Person, Role
from archiver.register.register import Register
from archiver.register.work import Work

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered of a person; `distinct` is the document that tells them from a namesake."""

    login: str
    name: str
    post: str = ""
    roles: tuple[Role, ...] = ()
    distinct: str = ""


def enter(register: Register, acting: Acting, entry: Entry, password: str | None = None) -> Person:
    """Enter a person; the first becomes administrator.

    Raises UsageError for what is no login or no name, Refused without the right to it, for a login that is
    taken, a second account of the same person, and a first person who could not act.
    """
    _check(entry)
    secret = None if password is None else hashed(password, login=entry.login)
    with register.transaction(by=acting.login) as work:
        roles = entry.roles
        if work.people.all():
            acting.require(Role.ADMINISTRATOR)
        else:
            if entry.login != acting.login and secret is None:
                raise Refused(
                    _(
                        "The first person administers the archive and must be able to act: enter yourself "
                        "({login}), or give this person a password with --set-password."
                    ).format(login=acting.login)
                )
            roles = tuple(dict.fromkeys((Role.ADMINISTRATOR, *roles)))
        return work.people.add(
            Person(
                login=entry.login,
                name=entry.name.strip(),
                post=entry.post.strip(),
                roles=roles,
                password_hash=secret,
                registered_at=work.now(),
            ),
            distinct=entry.distinct,
        )


def change(
    register: Register,
    acting: Acting,
    login: str,
    *,
    name: str | None = None,
    post: str | None = None,
    roles: tuple[Role, ...] | None = None,
    active: bool | None = None,
    distinct: str = "",
) -> Person:
    """Change what is given of a person: the administrator's work.

    Raises Refused without the right, for somebody unknown, and for the last administrator's leaving.
    """
    acting.require(Role.ADMINISTRATOR)
    if name is not None:
        _check_name(name)
    with register.transaction(by=acting.login) as work:
        changed = work.people.change(
            login, name=name, post=post, roles=roles, active=active, distinct=distinct
        )
        if not work.people.with_role(Role.ADMINISTRATOR):
            raise Refused(
                _("{login} is the only administrator; give the role to somebody else first.").format(
                    login=login
                )
            )
        return changed


def set_password(register: Register, acting: Acting, login: str, password: str) -> Person:
    """Give a person a password: everybody their own, the administrator anybody's; the trail tells which."""
    if acting.require().login != login:
        acting.require(Role.ADMINISTRATOR)
    secret = hashed(password, login=login)
    with register.transaction(by=acting.login) as work:
        return work.people.change(login, password_hash=secret)


def person_of(work: Work, login: str) -> Person:
    """The person with this login; Refused when there is none."""
    found = work.people.by_login(login)
    if found is None:
        raise Refused(_("There is no person «{login}» in the register.").format(login=login))
    return found


def _check(entry: Entry) -> None:
    login = entry.login
    if not login or len(login) > _LONGEST or not login.isprintable() or any(map(str.isspace, login)):
        raise UsageError(
            _(
                "«{login}» is no login: the name of the operating-system user is needed, without spaces."
            ).format(login=login)
        )
    _check_name(entry.name)


def _check_name(name: str) -> None:
    if len(name.split()) < 2:
        raise UsageError(
            _("«{name}»: write surname, name and patronymic, as acts name the person.").format(name=name)
        )
