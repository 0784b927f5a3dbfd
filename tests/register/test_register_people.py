"""Persons: who set a password is kept, also of those set before it was kept."""

from __future__ import annotations

import json

from archiver.register.model.people import Person, Role
from archiver.register.opening import open_url, people_at, upgrade_url
from archiver.register.schema import VERSION_TABLE
from archiver.register.tables.base import lasting_tables
from counters import MOMENT


def person(login: str, secret: str | None) -> Person:
    name = f"{login} А. А."
    return Person(login=login, name=name, roles=(Role.IT,), password_hash=secret, registered_at=MOMENT)


def test_who_set_a_password_is_told_by_the_trail_where_it_was_not_kept(url: str) -> None:
    with open_url(url) as register:
        with register.transaction(by="orlova") as work:
            for one in (
                person("orlova", "h1"),
                person("petrov", "h2"),
                person("sidorov", "h3"),
                person("ivanov", None),
            ):
                work.people.add(one)
        with register.transaction(by="petrov") as work:
            work.people.change("petrov", password_hash="h4")
            work.people.change("sidorov", post="Архивариус")
        kept = {"orlova": "orlova", "petrov": "petrov", "sidorov": "orlova", "ivanov": ""}
        with register.reading() as work:
            people = work.people.all()
        assert {one.login: one.password_set_by for one in people} == kept
        assert [one.login for one in people if one.password_of_another] == ["sidorov"]
        with register.reading() as work:
            entered = list(work.trail.events(action="person.registered"))
        assert [json.loads(event.detail)["password"] for event in entered] == [True, True, True, False]
        with register.engine.begin() as connection:
            for column in ("groups", "password_set_by"):
                connection.exec_driver_sql(f"ALTER TABLE persons DROP COLUMN {column}")
            of_year = ("taken_exports", "export_checks", "made_binders", "acceptances")
            of_console = ("sign_ins", "kept_forms", "incidents")
            for table in ("attempts", "prints", *of_year, *of_console):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0007'")
    older = people_at(url)
    assert {login: one.password_hash for login, one in older.items()} == {
        "orlova": "h1",
        "petrov": "h4",
        "sidorov": "h3",
        "ivanov": None,
    }
    assert upgrade_url(url)[0] == "0007"
    with open_url(url) as register, register.reading() as work:
        assert {one.login: one.password_set_by for one in work.people.all()} == kept
        assert {one.groups for one in work.people.all()} == {()}


def test_tried_passwords_are_in_no_copy(url: str) -> None:
    assert "attempts" not in {table.name for table in lasting_tables()}
    with open_url(url) as register, register.transaction(by="orlova") as work:
        numbers = [work.attempts.begin("Petrov") for _try in range(7)]
        assert (numbers, work.attempts.count("petrov")) == ([1, 2, 3, 4, 5, 0, 0], 5)
        assert work.attempts.count("sidorov") == 0
        work.attempts.forget("petrov")
        assert work.attempts.count("petrov") == 0
