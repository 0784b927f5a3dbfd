"""Screens: every address of the console says who may see it, or it is none.

A view takes a `Visitor` and the parts of its address. What it may do is asked again by the use cases it calls
(ADR 0033); here it decides whether the screen is there for the person at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from flask import Flask, Response
from flask.typing import ResponseReturnValue

from archiver.counter.session import Session
from archiver.counter.vocabulary import Person
from archiver.people.who import Acting
from archiver.permissions import TABLE, Permission


class Open(Enum):
    """Screens that ask for no permission: of whoever comes, or of whoever has signed in."""

    TO_ANYBODY = "anybody"
    TO_STAFF = "staff"


Needs = Permission | Open


@dataclass(frozen=True)
class Visitor:
    """Who looks at a screen, with the session at the counter that their use cases get."""

    session: Session

    @property
    def acting(self) -> Acting:
        """Who acts."""
        return self.session.acting

    @cached_property
    def person(self) -> Person:
        """The person signed in."""
        return self.acting.known()

    def may(self, needs: Needs) -> bool:
        """Whether a screen or a button is there for them; for a curator, of some group at least."""
        if isinstance(needs, Open):
            return True
        rule, roles = TABLE[needs], set(self.person.roles)
        return bool(roles & rule.roles or (roles & rule.own and self.person.groups))


View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Screen:
    """An address of the console: `name` for links, `rule` as Flask writes it, `needs` to see it."""

    name: str
    rule: str
    methods: tuple[str, ...]
    needs: Needs
    view: View


_SCREENS: dict[str, Screen] = {}


def screen(rule: str, needs: Needs, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare the function below to be the screen at `rule`; its name is that of its module and its own."""

    def declared(view: View) -> View:
        name = f"{view.__module__.rpartition('.')[2]}.{view.__name__}"
        if name in _SCREENS and _SCREENS[name].view.__module__ != view.__module__:
            raise TypeError(f"two screens are called {name}")
        _SCREENS[name] = Screen(name, rule, methods, needs, view)
        return view

    return declared


def screens() -> Iterator[Screen]:
    """Every screen that was declared."""
    return iter(_SCREENS.values())


def screen_of(name: str) -> Screen | None:
    """The screen of a name."""
    return _SCREENS.get(name)


Admit = Callable[[Screen, dict[str, Any]], ResponseReturnValue]


def install(app: Flask, admit: Admit) -> None:
    """Add every screen to the application; `admit` lets a request in, or answers it otherwise."""
    for one in screens():

        def enter(_one: Screen = one, **parts: Any) -> ResponseReturnValue:
            return admit(_one, parts)

        app.add_url_rule(one.rule, one.name, enter, methods=list(one.methods))


__all__ = [
    "Admit",
    "Needs",
    "Open",
    "Response",
    "Screen",
    "Visitor",
    "install",
    "screen",
    "screen_of",
    "screens",
]
