"""The people of the register: entered, changed, given a password, gone.

The first one is entered by themselves and administers the archive; from then on the administrator does it.
Nobody gets a second account: whoever has two could approve what they drew up (ADR 0015, 0021).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.people.passwords import hashed, matches
from archiver.people.who import nobody_registered
from archiver.permissions import Permission
from archiver.register.model.people import Person, Role
from archiver.remedies import Deed, Remedy

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered of a person.

    `groups` are those a curator looks after; `distinct` is the document that tells them from a namesake.
    """

    login: str
    name: str
    post: str = ""
    roles: tuple[Role, ...] = ()
    groups: tuple[str, ...] = ()
    distinct: str = ""

    @property
    def scheduled(self) -> bool:
        """Whether it is no person but the account of a scheduler."""
        return Role.SCHEDULED in self.roles


@use_case(Permission.PEOPLE_KEEP)
def enter(session: Session, entry: Entry, password: str | None = None) -> Person:
    """Enter a person, or an account for work by schedule; the first person becomes administrator.

    Raises UsageError for what is no login or no name, Refused without the right to it, for a login that is
    taken, a second account of the same person, and a first person who could not act: one without a password
    where the account is not enough to act, or is another's.
    """
    _check(entry)
    secret = None if password is None else hashed(password, login=entry.login)
    with session.changing() as work:
        roles = entry.roles
        if not work.people.all():
            if entry.scheduled:
                raise nobody_registered()
            if entry.login != session.by and secret is None:
                raise Refused(
                    _(
                        "The first person administers the archive and must be able to act: enter yourself "
                        "({login}), or give this person a password."
                    ).format(login=session.by),
                    remedy=Remedy(Deed.ENTER_WITH_PASSWORD),
                )
            if secret is None and session.acting.proof.doubted():
                raise Refused(
                    _(
                        "The first person administers the archive and acts by a password here, because the "
                        "register is not this account's alone. Give one at once."
                    ),
                    remedy=Remedy(Deed.ENTER_WITH_PASSWORD),
                )
            roles = tuple(dict.fromkeys((Role.ADMINISTRATOR, *roles)))
        return work.people.add(
            Person(
                login=entry.login,
                name=entry.name.strip() or entry.login,
                post=entry.post.strip(),
                roles=roles,
                groups=_group_names(entry.groups),
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
    groups: tuple[str, ...] | None = None,
    active: bool | None = None,
    distinct: str = "",
) -> Person:
    """Change what is given of a person: the administrator's work. Who is no curator any more has no groups.

    Raises Refused without the right, for somebody unknown, and for the last administrator's leaving;
    UsageError when nothing is given, and for roles that do not go together.
    """
    if all(given is None for given in (name, post, roles, groups, active)):
        raise UsageError(_("Nothing is said of what is to be changed."), remedy=Remedy(Deed.SAY_CHANGES))
    if name is not None:
        _check_name(name)
    with session.changing() as work:
        if not work.people.all():
            raise nobody_registered()
        known = work.people.by_login(login)
        had = known.roles if known is not None else ()
        if roles is not None:
            _check_roles(roles, scheduled=Role.SCHEDULED in had)
        if Role.CURATOR not in (had if roles is None else roles) and known is not None:
            _check_groups((), groups or ())
            groups = () if known.groups else None
        changed = work.people.change(
            login,
            name=name,
            post=post,
            roles=roles,
            groups=None if groups is None else _group_names(groups),
            active=active,
            distinct=distinct,
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

    `ask` gives the new one. Raises Refused without the right, for somebody unknown, and for the same one
    again where another has set it.
    """
    if login != session.by:
        session.acting.require(Permission.PEOPLE_KEEP)
    with session.looking() as work:
        person = work.people.by_login(login)
        if person is None:
            raise Refused(_("There is no person «{login}» in the register.").format(login=login))
    new = ask()
    secret = hashed(new, login=login)
    if person.password_of_another and person.password_hash and matches(person.password_hash, new):
        raise Refused(
            _("This is the password that {other} has set and may know; take another one.").format(
                other=person.password_set_by
            )
        )
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
    _check_groups(entry.roles, entry.groups)
    if not entry.scheduled:
        _check_name(entry.name)


def _check_roles(roles: tuple[Role, ...], *, scheduled: bool) -> None:
    if scheduled is not (Role.SCHEDULED in roles) or (scheduled and len(roles) > 1):
        raise UsageError(
            _("An account for work by schedule has no roles, and a person is no such account."),
            remedy=Remedy(Deed.SAY_SCHEDULED),
        )


def _check_groups(roles: tuple[Role, ...], groups: tuple[str, ...]) -> None:
    if groups and Role.CURATOR not in roles:
        raise UsageError(
            _("Groups are a curator's own: give the person that role too."), remedy=Remedy(Deed.MAKE_CURATOR)
        )


def _group_names(groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in groups if (name := one.strip())))


def _check_name(name: str) -> None:
    if len(name.split()) < 2:
        raise UsageError(
            _("«{name}»: write surname, name and patronymic, as acts name the person.").format(name=name)
        )
