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

    `password_hash` is opaque here (argon2id is made by whoever asks for the password); None: nobody else
    may act as this person.
    """

    login: str
    name: str
    post: str = ""
    roles: tuple[Role, ...] = ()
    password_hash: str | None = None
    active: bool = True
    registered_at: dt.datetime
    id: int = 0
