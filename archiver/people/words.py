"""Roles in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archiver.locale import _
from archiver.register.model.people import Person, Role

_ROLES: dict[Role, Callable[[], str]] = {
    Role.ADMINISTRATOR: lambda: _("administrator of the archive"),
    Role.ARCHIVIST: lambda: _("archivist"),
    Role.IT: lambda: _("IT department"),
    Role.DISPATCHER: lambda: _("dispatcher"),
    Role.SECRETARY: lambda: _("secretary of the study office"),
    Role.DEPARTMENT_HEAD: lambda: _("head of a department"),
    Role.COMMISSION: lambda: _("appraisal commission"),
    Role.DIRECTOR: lambda: _("director"),
    Role.CURATOR: lambda: _("curator of a group"),
    Role.SCHEDULED: lambda: _("work by schedule"),
}


def role_in_words(role: Role) -> str:
    """«archivist»."""
    return _ROLES[role]()


def roles_in_words(roles: Iterable[Role]) -> str:
    """«archivist, director»."""
    return ", ".join(map(role_in_words, roles)) or _("no roles")


def people_titles() -> tuple[str, ...]:
    """The titles of a table of people."""
    return _("Login"), _("Full name"), _("Post"), _("Roles"), _("Groups"), _("Password"), _("State")


def person_row(person: Person) -> tuple[str, ...]:
    """A person in that table."""
    return (
        person.login,
        person.name,
        person.post,
        roles_in_words(person.roles),
        ", ".join(person.groups) or "—",
        _("set") if person.password_hash else "—",
        _("works") if person.active else _("has left"),
    )
