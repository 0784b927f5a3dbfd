"""Persons: who may act, found by the operating-system user."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.desk import Desk, columns, of
from archiver.register.model.people import Person, Role
from archiver.register.tables.people import persons


class People:
    """The persons of the register."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, person: Person) -> Person:
        """Register a person; Refused when the login is taken."""
        if self.by_login(person.login) is not None:
            raise Refused(_("The person «{login}» is in the register already.").format(login=person.login))
        added = replace(person, id=self._desk.insert(persons, person))
        self._desk.note("person.registered", of("person", added), roles=list(person.roles))
        return added

    def by_login(self, login: str) -> Person | None:
        """The person with this login, also one who has left."""
        return self._desk.one(Person, sa.select(*columns(persons, Person)).where(persons.c.login == login))

    def all(self) -> tuple[Person, ...]:
        """Everybody, in the order they were registered."""
        return self._desk.all(Person, sa.select(*columns(persons, Person)).order_by(persons.c.id))

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Who has the role and is active."""
        return tuple(person for person in self.all() if person.active and role in person.roles)

    def change(
        self,
        login: str,
        *,
        name: str | None = None,
        post: str | None = None,
        roles: tuple[Role, ...] | None = None,
        password_hash: str | None = None,
        active: bool | None = None,
    ) -> Person:
        """Change what is given; Refused when there is no such person. The hash never gets into an event."""
        person = self.by_login(login)
        if person is None:
            raise Refused(_("There is no person «{login}» in the register.").format(login=login))
        given = {
            "name": name,
            "post": post,
            "roles": roles,
            "password_hash": password_hash,
            "active": active,
        }
        changes = {key: value for key, value in given.items() if value is not None}
        if not changes:
            return person
        self._desk.connection.execute(sa.update(persons).where(persons.c.id == person.id).values(**changes))
        rights = None if roles is None else list(roles)
        self._desk.note("person.changed", of("person", person), fields=sorted(changes), roles=rights)
        changed = self.by_login(login)
        assert changed is not None  # noqa: S101 - changed in this transaction
        return changed
