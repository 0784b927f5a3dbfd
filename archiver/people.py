"""The people of the register: entered, changed, given a password, gone.

The first one is entered by themselves and administers the archive; from then on the administrator does it.
Nobody gets a second account: whoever has two could approve what they drew up (ADR 0015, 0021).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archiver.acting.passwords import hashed
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.people import Person, Role
from archiver.session import Session, use_case

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered of a person; `distinct` is the document that tells them from a namesake."""

    login: str
    name: str
    post: str = ""
    roles: tuple[Role, ...] = ()
    distinct: str = ""

    @property
    def scheduled(self) -> bool:
        """Whether it is no person but the account of a scheduler."""
        return Role.SCHEDULED in self.roles


@use_case(Permission.PEOPLE_KEEP)
def enter(session: Session, entry: Entry, password: str | None = None) -> Person:
    """Enter a person, or an account for work by schedule; the first person becomes administrator.

    Raises UsageError for what is no login or no name, Refused without the right to it, for a login that is
    taken, a second account of the same person, and a first person who could not act.
    """
    _check(entry)
    secret = None if password is None else hashed(password, login=entry.login)
    with session.changing() as work:
        roles = entry.roles
        if not work.people.all():
            if entry.scheduled:
                raise Refused(_nobody())
            if entry.login != session.by and secret is None:
                raise Refused(
                    _(
                        "The first person administers the archive and must be able to act: enter yourself "
                        "({login}), or give this person a password with --set-password."
                    ).format(login=session.by)
                )
            roles = tuple(dict.fromkeys((Role.ADMINISTRATOR, *roles)))
        return work.people.add(
            Person(
                login=entry.login,
                name=entry.name.strip() or entry.login,
                post=entry.post.strip(),
                roles=roles,
                password_hash=secret,
                registered_at=work.now(),
            ),
            distinct=entry.distinct,
        )


@use_case(Permission.PEOPLE_KEEP)
def change(
    session: Session,
    login: str,
    *,
    name: str | None = None,
    post: str | None = None,
    roles: tuple[Role, ...] | None = None,
    active: bool | None = None,
    distinct: str = "",
) -> Person:
    """Change what is given of a person: the administrator's work.

    Raises Refused without the right, for somebody unknown, and for the last administrator's leaving;
    UsageError for roles that do not go together.
    """
    if name is not None:
        _check_name(name)
    with session.changing() as work:
        if not work.people.all():
            raise Refused(_nobody())
        if roles is not None:
            known = work.people.by_login(login)
            _check_roles(roles, scheduled=known is not None and Role.SCHEDULED in known.roles)
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


@use_case(Permission.PASSWORD_SET)
def set_password(session: Session, login: str, ask: Callable[[], str]) -> Person:
    """Give a person a password: everybody their own, the administrator anybody's; the trail tells which.

    `ask` gives the new one. Raises Refused without the right and for somebody unknown.
    """
    if login != session.by:
        session.acting.require(Permission.PEOPLE_KEEP)
    with session.looking() as work:
        if work.people.by_login(login) is None:
            raise Refused(_("There is no person «{login}» in the register.").format(login=login))
    secret = hashed(ask(), login=login)
    with session.changing() as work:
        return work.people.change(login, password_hash=secret)


@use_case(Permission.PEOPLE_LOOK)
def listed(session: Session, *, everybody: bool = False) -> tuple[Person, ...]:
    """The people in the order they were entered; who has left too with `everybody`."""
    with session.looking() as work:
        return tuple(person for person in work.people.all() if person.active or everybody)


def _check(entry: Entry) -> None:
    login = entry.login
    if not login or len(login) > _LONGEST or not login.isprintable() or any(map(str.isspace, login)):
        raise UsageError(
            _(
                "«{login}» is no login: the name of the operating-system user is needed, without spaces."
            ).format(login=login)
        )
    _check_roles(entry.roles, scheduled=entry.scheduled)
    if not entry.scheduled:
        _check_name(entry.name)


def _check_roles(roles: tuple[Role, ...], *, scheduled: bool) -> None:
    if scheduled is not (Role.SCHEDULED in roles) or (scheduled and len(roles) > 1):
        raise UsageError(
            _("An account for work by schedule has no roles, and a person is no such account: --system.")
        )


def _nobody() -> str:
    return _("Nobody is registered yet. Begin with yourself: archiver people add LOGIN NAME.")


def _check_name(name: str) -> None:
    if len(name.split()) < 2:
        raise UsageError(
            _("«{name}»: write surname, name and patronymic, as acts name the person.").format(name=name)
        )
