"""The counter: one caller's view of the archive, and the declaration of every use case (ADR 0033).

A use case is a function of a session. It is declared once with the permission it needs and the turns it
takes, and whoever calls it (a command, a console, a job, a script) gets both asked and taken:

    @use_case(Permission.ACT_APPROVE, Turn.WRITING)
    def approve(session: Session, number: str) -> DestructionAct: ...
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from archiver.acting.user import os_login
from archiver.acting.who import Acting, Claim, identify, identify_in
from archiver.errors import RegisterFailed
from archiver.permissions import Permission
from archiver.refusals import as_refusals
from archiver.register.opening import open_register, people_at
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings import Settings
from archiver.turn import Turn, alone

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Session | Caller")


@dataclass(frozen=True, slots=True)
class Session:
    """What a use case works with.

    `confirmed` is the date that the person read off a calendar on the wall (a clock that jumped is believed
    only with it). `held` are the turns that this session holds already.
    """

    settings: Settings
    register: Register
    acting: Acting
    confirmed: dt.date | None = None
    held: frozenset[Turn] = frozenset()

    def require(self, permission: Permission) -> None:
        """Raises Refused unless the caller has the permission."""
        self.acting.require(permission)

    @property
    def by(self) -> str:
        """The login in whose name changes are made."""
        return self.acting.login

    @property
    def today(self) -> dt.date:
        """The day by the register's clock, in the zone of this computer."""
        return self.register.now().astimezone().date()

    @contextlib.contextmanager
    def changing(self) -> Iterator[Work]:
        """A unit of work in the caller's name; refusals of retention are told in words."""
        with as_refusals(), self.register.transaction(by=self.by) as work:
            yield work

    @contextlib.contextmanager
    def looking(self) -> Iterator[Work]:
        """A reading unit of work; refusals of retention are told in words."""
        with as_refusals(), self.register.reading() as work:
            yield work


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at the door: by which settings, as whom (`claim`), and how a password is asked of them.

    `ask` asks for a password without showing it. A use case takes a caller in place of a session where the
    register is not there to be opened: it is damaged, or of another version.
    """

    settings: Settings
    claim: Claim
    ask: Callable[[str], str]
    confirmed: dt.date | None = None

    @property
    def login(self) -> str:
        """The login in whose name changes are made."""
        return self.claim.login or os_login()

    @contextlib.contextmanager
    def session(self, *, create: bool = False) -> Iterator[Session]:
        """Their session, whose register is closed afterwards; `create`: one that is not there is made.

        Raises RegisterFailed, and Refused for a claim that is not proved.
        """
        with open_register(self.settings.archive, create=create) as register:
            yield Session(self.settings, register, identify(register, self.claim, self.ask), self.confirmed)

    def require(self, permission: Permission) -> None:
        """Raises Refused unless the register, as far as it can be read, lets the caller do it."""
        try:
            with self.session() as session:
                session.require(permission)
        except RegisterFailed:
            identify_in(people_at(self.settings.archive.register_url), self.claim).require(permission)


@dataclass(frozen=True, slots=True)
class UseCase:
    """What was declared of a use case; `name` is «module.function»."""

    name: str
    permission: Permission
    turns: tuple[Turn, ...]


USE_CASES: dict[str, UseCase] = {}
"""Every use case of the modules that are loaded."""


def use_case(
    permission: Permission, *turns: Turn
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Declare a use case: `permission` is asked before anything, `turns` are held while it runs.

    One that yields its steps is asked at the call and holds its turns until its end. The turns that the
    session holds already are not taken twice. The function raises Refused, Busy, and what it says itself;
    refusals of retention come as ArchiverError.
    """

    def declared(function: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        name = f"{function.__module__}.{function.__qualname__}"
        USE_CASES[name] = UseCase(name, permission, turns)

        def steps(session: S, *arguments: P.args, **options: P.kwargs) -> Iterator[Any]:
            with _in_turn(session, turns) as held:
                yield from function(held, *arguments, **options)  # type: ignore[misc] # a generator here

        @functools.wraps(function)
        def asked(session: S, *arguments: P.args, **options: P.kwargs) -> R:
            session.require(permission)
            if inspect.isgeneratorfunction(function):
                return cast("R", steps(session, *arguments, **options))
            with _in_turn(session, turns) as held:
                return function(held, *arguments, **options)

        return asked  # type: ignore[return-value] # its first parameter has a name

    return declared


@contextlib.contextmanager
def _in_turn(session: S, turns: tuple[Turn, ...]) -> Iterator[S]:
    with as_refusals(), contextlib.ExitStack() as stack:
        if isinstance(session, Session) and not session.held.issuperset(turns):
            for turn in turns:
                if turn not in session.held:
                    stack.enter_context(alone(session.register, turn))
            session = replace(session, held=session.held.union(turns))
        yield session
