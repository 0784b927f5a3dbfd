"""Persons: who may act, found by the operating-system user."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.desk import Desk, columns, of
from archiver.register.folding import folded
from archiver.register.model.people import Person, Role
from archiver.register.tables.people import persons
from archiver.remedies import Deed, Remedy


class People:
    """The persons of the register."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, person: Person, *, distinct: str = "") -> Person:
        """Register a person; Refused when the login is taken, or somebody of that name has an account.

        Two accounts of one person would defeat the separation of duties (ADR 0021): a namesake is let in
        only by `distinct`, the document that tells the two apart.
        """
        if self.by_login(person.login) is not None:
            raise Refused(_("The person «{login}» is in the register already.").format(login=person.login))
        self._refuse_twin(person.login, person.name, distinct)
        if person.password_hash is not None:
            person = replace(person, password_set_by=self._desk.who())
        added = replace(person, id=self._desk.insert(persons, person))
        self._desk.note(
            "person.registered",
            of("person", added),
            roles=list(person.roles),
            groups=list(person.groups),
            password=person.password_hash is not None,
            distinct=distinct,
        )
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
        groups: tuple[str, ...] | None = None,
        password_hash: str | None = None,
        active: bool | None = None,
        distinct: str = "",
    ) -> Person:
        """Change what is given; Refused when there is no such person, or the new name is somebody's (`add`).

        Whoever acts has set the password that is given; the hash never gets into an event.
        """
        person = self.by_login(login)
        if person is None:
            raise Refused(_("There is no person «{login}» in the register.").format(login=login))
        if name is not None:
            self._refuse_twin(login, name, distinct)
        given = {
            "name": name,
            "post": post,
            "roles": roles,
            "groups": groups,
            "password_hash": password_hash,
            "active": active,
        }
        changes = {key: value for key, value in given.items() if value is not None}
        if not changes:
            return person
        setter = {} if password_hash is None else {"password_set_by": self._desk.who()}
        self._desk.connection.execute(
            sa.update(persons).where(persons.c.id == person.id).values(**changes, **setter)
        )
        self._desk.note(
            "person.changed",
            of("person", person),
            fields=sorted(changes),
            roles=None if roles is None else list(roles),
            groups=None if groups is None else list(groups),
            active=active,
            distinct=distinct,
        )
        return self._get(person.id)

    def _get(self, person_id: int) -> Person:
        found = self._desk.one(Person, sa.select(*columns(persons, Person)).where(persons.c.id == person_id))
        if found is None:
            raise LookupError(f"person {person_id}")
        return found

    def _refuse_twin(self, login: str, name: str, distinct: str) -> None:
        twins = [one for one in self.all() if one.login != login and may_be_one(one.name, name)]
        if twins and not distinct.strip():
            raise Refused(
                _("{name} is in the register as {login} ({known}). One person has one account.").format(
                    name=name, login=twins[0].login, known=twins[0].name
                ),
                remedy=Remedy(Deed.CHANGE_PERSON),
            )


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may be one person's: «Орлова М. П.» and «ОРЛОВА Мария Павловна» may."""
    first, second = _parts(name), _parts(other)
    if not first or not second:
        return False
    initials = zip(first[1:], second[1:], strict=False)
    return first[0] == second[0] and all(one.startswith(two) or two.startswith(one) for one, two in initials)


def _parts(name: str) -> list[str]:
    return folded(name).replace(".", " ").split()
