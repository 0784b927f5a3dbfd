"""Every screen: it says what it needs, and is there for those roles and nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from archiver.permissions import TABLE, Permission
from archiver.register.model.people import Role
from archiver.web.address import Address
from archiver.web.console import make_app
from archiver.web.screens import Open, Screen, screens
from office import AT, BEHIND, Browser, Office

VALUES = {
    "number": "none",
    "login": "nobody",
    "first": "2025",
    "word": "none",
    "kept": "none",
    "version": "none",
    "name": "none",
}
"""Of the parts of addresses; what is not there is not found, which is no refusal."""
PEOPLE = [role for role in Role if role is not Role.SCHEDULED]


def path(one: Screen) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: VALUES[part[1]], one.rule)


def asked(browser: Browser, one: Screen, method: str) -> int:
    return (browser.get(path(one)) if method == "GET" else browser.post(path(one))).status_code


def test_there_are_no_addresses_but_screens(office: Office) -> None:
    app = office.app()
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == {one.name for one in screens()}
    assert len(list(screens())) == len(list(app.url_map.iter_rules()))
    for one in screens():
        assert isinstance(one.needs, Permission | Open), one.name


def test_open_screens_are_few() -> None:
    to_anybody = {one.name for one in screens() if one.needs is Open.TO_ANYBODY}
    assert to_anybody == {
        "sign_in.page",
        "sign_in.enter_by_password",
        "sign_in.first",
        "sign_in.enter_first",
        "static_files.file",
    }


def test_nobody_gets_past_the_sign_in(office: Office) -> None:
    office.enter("orlova", Role.ADMINISTRATOR)
    browser = office.browser()
    for one in screens():
        for method in one.methods:
            answer = browser.get(path(one)) if method == "GET" else browser.post(path(one))
            if one.needs is not Open.TO_ANYBODY:
                assert answer.status_code == 303, one.name
                assert answer.headers["Location"].startswith("/sign-in"), one.name


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_sees_the_screens_of_its_permissions(of_role: Callable[[Role], Browser], role: Role) -> None:
    browser = of_role(role)
    staffed = (one for one in screens() if one.needs is not Open.TO_ANYBODY)
    for one in sorted(staffed, key=lambda one: one.name == "sign_in.leave"):
        allowed = isinstance(one.needs, Open) or role in TABLE[one.needs].roles | TABLE[one.needs].own
        for method in one.methods:
            assert (asked(browser, one, method) != 403) is allowed, (one.name, method)


@pytest.mark.parametrize("at", [AT, BEHIND], ids=["at home", "behind a proxy"])
def test_no_link_leads_outside_and_no_page_speaks_of_commands(office: Office, at: Address) -> None:
    for role in PEOPLE:
        browser = office.signed_in(office.enter(role.value.replace("-", ""), role, groups=("ИС-21",)), at)
        seen, waiting = set(), [f"{browser.at.prefix}/"]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            answer = browser.client.get(here, base_url=browser.at.origin, follow_redirects=True)
            if answer.mimetype != "text/html":
                continue
            assert answer.status_code == 200, here
            assert not re.search(r"archiver |(?<!<!)--(?!>)|Traceback|/tmp/", answer.text), here
            for kind, link in re.findall(r'\b(href|src|action)="([^"]*)"', answer.text):
                assert link.startswith((f"{browser.at.prefix}/", "#")), (here, link)
                if kind != "action" and not link.startswith("#"):
                    waiting.append(link)
        assert len(seen) > 3


def test_the_application_is_made_twice_alike(office: Office) -> None:
    first, second = office.app(), make_app(office.app().extensions["console"])
    assert [str(one) for one in first.url_map.iter_rules()] == [
        str(one) for one in second.url_map.iter_rules()
    ]
