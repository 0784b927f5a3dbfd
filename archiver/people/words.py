"""Roles in the user's language."""

from __future__ import annotations

from collections.abc import Callable

from archiver.locale import _
from archiver.register.model.people import Role

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
