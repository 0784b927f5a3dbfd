"""Who acts in the archive, and in which roles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do (regulation, sections 4 and 5)."""

    ADMINISTRATOR = "administrator"
    ARCHIVIST = "archivist"
    IT = "it"
    DISPATCHER = "dispatcher"
    SECRETARY = "secretary"
    DEPARTMENT_HEAD = "department-head"
    COMMISSION = "commission"
    DIRECTOR = "director"
    CURATOR = "curator"
    SCHEDULED = "scheduled"
    """No person: work that a scheduler starts. Goes with no other role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the staff; `login` is the operating-system user and the name events carry.

    `groups` are those a curator looks after. `password_hash` is opaque here (argon2id is made by whoever asks
    for the password); None: nobody may act as this person by a password. `password_set_by` is the login that
    acted when it was set, "" where that is not known.
    """

    login: str
    name: str
    post: str = ""
    roles: tuple[Role, ...] = ()
    groups: tuple[str, ...] = ()
    password_hash: str | None = None
    password_set_by: str = ""
    active: bool = True
    registered_at: dt.datetime
    id: int = 0

    @property
    def password_of_another(self) -> bool:
        """Whether somebody else has set the password, and so may know it."""
        return self.password_hash is not None and self.password_set_by not in {"", self.login}
