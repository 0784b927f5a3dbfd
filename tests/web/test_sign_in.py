"""Signing in and out: what a browser is given, how long it lasts, and that nothing sent is lost."""

from __future__ import annotations

import re

import pytest

from archiver.people.passwords import hashed
from archiver.register.model.people import Role
from archiver.web.screens import Open
from office import AT, Browser, Office

PASSWORD = "корова летает над домом"


@pytest.fixture(scope="module")
def secret() -> str:
    return hashed(PASSWORD, login="orlova")


@pytest.fixture
def browser(office: Office, secret: str) -> Browser:
    office.enter("orlova", Role.DISPATCHER, secret=secret)
    return office.browser()


def sign_in(browser: Browser, password: str = PASSWORD, **more: str) -> str:
    answer = browser.post("/sign-in", {"login": "orlova", "password": password, **more})
    return answer.headers.get("Location", answer.text)


def test_a_cookie_is_for_this_host_alone_and_for_no_script(browser: Browser) -> None:
    answer = browser.post("/sign-in", {"login": "orlova", "password": PASSWORD})
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-archiver=")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert word in cookie
    assert "Max-Age" not in cookie
    assert browser.get("/").status_code == 200


def test_every_reason_is_told_in_one_sentence(office: Office, browser: Browser) -> None:
    office.enter("petrov", Role.IT, secret=None)
    told = set()
    for login in ("orlova", "petrov", "nobody"):
        answer = browser.post("/sign-in", {"login": login, "password": "x"})
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers
        told.add(re.search(r'role="alert">([^<]*)<', answer.text)[1])  # type: ignore[index]
    assert len(told) == 1


def test_a_sign_in_ends_after_half_an_hour_without_a_look(office: Office, browser: Browser) -> None:
    sign_in(browser)
    for _look in range(3):
        office.clock.pass_by(minutes=29)
        assert browser.get("/").status_code == 200
    office.clock.pass_by(minutes=32)
    assert browser.get("/").status_code == 303


def test_a_sign_in_ends_after_a_working_day_whatever_was_done(office: Office, browser: Browser) -> None:
    sign_in(browser)
    for _look in range(24):
        office.clock.pass_by(minutes=19)
        assert browser.get("/").status_code == 200
    office.clock.pass_by(minutes=25)
    assert browser.get("/").status_code == 303


def test_signing_out_ends_it_also_for_who_kept_the_cookie(office: Office, browser: Browser) -> None:
    sign_in(browser)
    kept = browser.client.get_cookie("__Host-archiver", domain=AT.host)
    assert kept is not None
    browser.post("/sign-out")
    assert browser.get("/").status_code == 303
    thief = office.browser()
    thief.client.set_cookie("__Host-archiver", kept.value, domain=AT.host)
    assert thief.get("/").status_code == 303


def test_who_has_left_is_signed_in_nowhere(office: Office, browser: Browser) -> None:
    sign_in(browser)
    with office.reception.register().transaction(by="orlova") as work:
        work.people.change("orlova", active=False)
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "year", ""])
def test_signing_in_leads_to_no_other_address(browser: Browser, path: str) -> None:
    assert sign_in(browser, next=path) == "/"


def test_signing_in_leads_to_the_page_that_was_asked_for(browser: Browser) -> None:
    to = browser.get("/year/2025?show=all").headers["Location"]
    assert to == "/sign-in?next=/year/2025?show%3Dall"
    assert sign_in(browser, next="/year/2025?show=all") == "/year/2025?show=all"


def test_a_form_that_came_too_late_is_kept_and_offered_to_its_sender_alone(
    office: Office, browser: Browser, secret: str
) -> None:
    sign_in(browser)
    office.clock.pass_by(minutes=31)
    late = browser.post("/sign-out", {"reason": "Опечатка <в> теме", "password": "тайна"})
    to = late.headers["Location"]
    kept = to.partition("kept=")[2]
    assert kept

    office.enter("petrov", Role.DISPATCHER, secret=secret)
    other = office.browser()
    other.post("/sign-in", {"login": "petrov", "password": PASSWORD, "kept": kept})
    assert other.get(f"/kept/{kept}").status_code == 404

    where = sign_in(browser, kept=kept)
    assert where == f"/kept/{kept}"
    page = browser.get(where).text
    assert 'value="Опечатка &lt;в&gt; теме"' in page
    assert "тайна" not in page
    assert browser.get("/").status_code == 200  # it was not sent by itself
    office.clock.pass_by(minutes=31)
    sign_in(browser)
    assert browser.get(where).status_code == 404


def test_the_administrator_begins_by_the_printed_word_once(office: Office) -> None:
    office.first_word = "word-of-this-start"
    browser = office.browser()
    assert browser.get("/sign-in").status_code == 403
    assert browser.get("/first/another").status_code == 404
    filled = {
        "login": "orlova",
        "name": "Орлова Мария Павловна",
        "post": "Системный администратор",
        "password": PASSWORD,
        "password-again": PASSWORD,
    }
    assert browser.post("/first/word-of-this-start", {**filled, "password-again": "x"}).status_code == 422
    assert (
        browser.post(
            "/first/word-of-this-start", {**filled, "password": "1", "password-again": "1"}
        ).status_code
        == 422
    )
    assert browser.post("/first/word-of-this-start", filled).status_code == 303
    assert "Орлова Мария Павловна" in browser.get("/").text
    assert browser.get("/first/word-of-this-start").status_code == 404
    assert browser.post("/first/word-of-this-start", filled).status_code == 404
    with office.reception.register().reading() as work:
        (person,) = work.people.all()
    assert person.roles == (Role.ADMINISTRATOR,)
    assert not person.password_of_another


def test_a_register_with_people_has_no_first_sign_in(office: Office) -> None:
    """Who has no password is believed by their account elsewhere; nobody comes before them."""
    office.first_word = "word-of-this-start"
    office.enter("petrov", Role.ADMINISTRATOR, secret=None)
    browser = office.browser()
    assert browser.get("/first/word-of-this-start").status_code == 404
    filled = {"login": "x", "name": "Икс Игрек", "password": PASSWORD, "password-again": PASSWORD}
    assert browser.post("/first/word-of-this-start", filled).status_code == 404
    assert "ни у кого нет пароля" in browser.get("/sign-in").text


def test_a_failure_of_ours_is_a_number_without_a_word_of_the_data(
    office: Office, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_visitor: object) -> str:
        raise ValueError("Петров Пётр")

    app = office.app()
    monkeypatch.setattr("archiver.web.screens._SCREENS", {})
    from archiver.web.screens import install, screen

    screen("/fails", Open.TO_STAFF)(fails)
    app.debug = False
    from archiver.web.console import _admit

    install(app, _admit)
    sign_in(browser)
    cookie = browser.client.get_cookie("__Host-archiver", domain=AT.host)
    assert cookie is not None
    client = Browser(app.test_client(), AT)
    client.client.set_cookie("__Host-archiver", cookie.value, domain=AT.host)
    answer = client.get("/fails")
    assert answer.status_code == 500
    assert "Петров" not in answer.text
    assert "ValueError" not in answer.text
    (incident,) = office.reception.incidents()
    assert incident.number in answer.text
    assert answer.headers["X-Incident"] == incident.number
    assert (incident.kind, incident.login) == ("ValueError", "orlova")
    assert "Петров" not in incident.trace
    assert "fails" in incident.trace
