"""A console over a register of its own, browsers that ask it, and people to sign in as."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archiver.counter.reception import Reception
from archiver.people.who import Acting
from archiver.register.model.people import Person, Role
from archiver.web.address import Address
from archiver.web.console import Console, cookie_name, make_app

AT = Address("http", "127.0.0.1", 8080)
BEHIND = Address("https", "archive.college.ru", 443, "/journals")
"""As it is reached through a proxy that does not strip the path."""


@dataclass
class SetClock:
    """A clock that goes on only when it is told to."""

    moment: dt.datetime = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment

    def pass_by(self, **time: float) -> None:
        self.moment += dt.timedelta(**time)


@dataclass
class Browser:
    """A browser that asks the console and says so as browsers do."""

    client: FlaskClient
    at: Address

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(self.at.prefix + path, base_url=self.at.origin, headers=headers)

    def post(self, path: str, data: dict[str, str] | None = None, **headers: str) -> TestResponse:
        told = headers or {"Sec-Fetch-Site": "same-origin"}
        named = {name.replace("_", "-"): value for name, value in told.items()}
        return self.client.post(self.at.prefix + path, base_url=self.at.origin, data=data, headers=named)


@dataclass
class Office:
    """The console, its reception, and people to sign in as."""

    reception: Reception
    clock: SetClock
    first_word: str = ""

    def app(self, at: Address = AT) -> Flask:
        return make_app(Console(self.reception, at, self.first_word))

    def browser(self, at: Address = AT) -> Browser:
        return Browser(self.app(at).test_client(), at)

    def enter(
        self, login: str, *roles: Role, groups: tuple[str, ...] = (), secret: str | None = "-"
    ) -> Person:
        person = Person(
            login=login,
            name=f"{login.title()} А. А.",
            roles=roles,
            groups=groups,
            password_hash=secret,
            registered_at=self.clock(),
        )
        with self.reception.register().transaction(by=login) as work:
            return work.people.add(person)

    def signed_in(self, person: Person, at: Address = AT) -> Browser:
        word, _visit = self.reception.begin(
            Acting(person.login, person, account=""), "a browser of the tests"
        )
        browser = self.browser(at)
        browser.client.set_cookie(cookie_name(), word, domain=at.host, secure=True, path="/")
        return browser
