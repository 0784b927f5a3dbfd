"""People and roles: entered with a password that is shown once, changed, signed out, gone."""

from __future__ import annotations

import re

import pytest

from archiver.people.passwords import hashed
from archiver.register.model.people import Role
from office import Browser, Office

PASSWORD = "корова летает над домом"
FILLED = {"name": "Петрова Анна Ильинична", "post": "Диспетчер", "login": "petrova", "role": "dispatcher"}


@pytest.fixture
def admin(office: Office) -> Browser:
    secret = hashed(PASSWORD, login="orlova")
    return office.signed_in(office.enter("orlova", Role.ADMINISTRATOR, secret=secret))


def test_somebody_new_signs_in_by_the_password_shown_once_and_sets_another(
    office: Office, admin: Browser
) -> None:
    page = admin.post("/people/new", FILLED).text
    given = re.search(r"<dd>([0-9a-f-]{19})</dd>", page)
    assert given is not None
    assert given[1] not in admin.get("/people/petrova").text

    theirs = office.browser()
    theirs.post("/sign-in", {"login": "petrova", "password": given[1]})
    assert "Ваш пароль дал администратор" in theirs.get("/").text
    new = {"password-now": given[1], "password": PASSWORD, "password-again": PASSWORD}
    assert theirs.post("/password", {**new, "password-now": "x"}).status_code == 422
    assert theirs.post("/password", {**new, "password-again": "x"}).status_code == 422
    assert theirs.post("/password", new).status_code == 303
    assert "Ваш пароль дал администратор" not in theirs.get("/").text
    assert office.browser().post("/sign-in", {"login": "petrova", "password": given[1]}).status_code == 403


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"login": ""}, "имя пользователя"),
        ({"login": "orlova"}, "orlova"),
        ({"name": "Петрова"}, "фамилию, имя"),
        ({"groups": "ИС-21"}, "куратор"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    admin: Browser, changed: dict[str, str], told: str
) -> None:
    answer = admin.post("/people/new", FILLED | changed)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="Диспетчер"' in answer.text
    assert re.search(r'value="dispatcher" checked', answer.text)


def test_who_has_left_is_signed_in_nowhere_and_roles_change_at_once(office: Office, admin: Browser) -> None:
    person = office.enter("petrova", Role.IT)
    theirs = office.signed_in(person)
    assert theirs.get("/people/").status_code == 403
    both = {"name": "Петрова Анна", "role": "administrator"}
    assert admin.post("/people/petrova", both).status_code == 303
    assert theirs.get("/people/").status_code == 200
    assert admin.post("/people/petrova", {**both, "left": "on"}).status_code == 303
    assert theirs.get("/people/").status_code == 303
    assert "petrova" not in admin.get("/people/").text
    assert "petrova" in admin.get("/people/?show=all").text


def test_the_last_administrator_stays_one(admin: Browser) -> None:
    answer = admin.post("/people/orlova", {"name": "Орлова Мария", "role": "it"})
    assert answer.status_code == 422
    assert "единственный администратор" in answer.text


def test_a_person_is_signed_out_everywhere_but_here(office: Office, admin: Browser) -> None:
    theirs = office.signed_in(office.enter("petrova", Role.IT))
    assert "a browser of the tests" in admin.get("/people/petrova").text
    admin.post("/people/petrova/sign-ins")
    assert theirs.get("/").status_code == 303
    admin.post("/people/orlova/sign-ins")
    assert admin.get("/").status_code == 200
