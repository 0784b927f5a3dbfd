"""The counter: the declaration of every use case (ADR 0033).

A use case is a function of a `session.Session`, or of a `Workplace` where no register is needed. It is
declared once with the permission it needs and the turns it takes, and whoever calls it (a command, a console,
a job, a script) gets both asked and taken:

    @use_case(Permission.ACT_APPROVE, Turn.WRITING)
    def approve(session: Session, number: str) -> DestructionAct: ...
"""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, Self, TypeVar, cast

from archiver.permissions import Permission
from archiver.settings.tables import Settings
from archiver.wording.retention import as_refusals

if TYPE_CHECKING:
    from archiver.counter.turn import Turn
    from archiver.people.who import Acting


class Asked(Protocol):
    """Whom a use case can be asked of."""

    def require(self, permission: Permission, group: str = "") -> None:
        """Raises Refused unless they have the permission, for all or for `group`."""

    def in_turns(self, turns: tuple[Turn, ...]) -> AbstractContextManager[Self]:
        """Them, with `turns` held for the block; raises Busy."""


P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=Asked)


@dataclass(frozen=True, slots=True)
class Workplace:
    """Somebody at work on exports, without the register.

    `acting` is None where the exports are the caller's own files: whoever can read them may make papers of
    them, as on the command line.
    """

    settings: Settings
    acting: Acting | None = None

    def require(self, permission: Permission, group: str = "") -> None:
        """Raises Refused unless the exports are the caller's own, or they have the permission for `group`."""
        if self.acting is not None:
            self.acting.require(permission, group)

    @contextlib.contextmanager
    def in_turns(self, turns: tuple[Turn, ...]) -> Iterator[Workplace]:
        """Work on exports takes no turns."""
        if turns:
            raise TypeError("turns are those of a register")
        yield self


@dataclass(frozen=True, slots=True)
class UseCase:
    """What was declared of a use case; `name` is «module.function».

    `by_group`: its permission is asked for each group that a call is about.
    """

    name: str
    permission: Permission
    turns: tuple[Turn, ...]
    by_group: bool = False


USE_CASES: dict[str, UseCase] = {}
"""Every use case of the modules that are loaded."""


def use_case(
    permission: Permission, *turns: Turn, groups: Callable[..., Iterable[str]] | None = None
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Declare a use case: `permission` is asked before anything, `turns` are held while it runs.

    One that yields its steps is asked at the call and holds its turns until its end. The turns that the
    session holds already are not taken twice. `groups` tells of the call's other arguments which groups it is
    about: the permission is asked for each of them, so that a curator may do it for their own; where there
    are none, it is asked for all. The function raises Refused, Busy, and what it says itself; refusals of
    retention come as ArchiverError.
    """

    def declared(function: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        name = f"{function.__module__}.{function.__qualname__}"
        USE_CASES[name] = UseCase(name, permission, turns, by_group=groups is not None)

        def steps(session: S, *arguments: P.args, **options: P.kwargs) -> Iterator[Any]:
            with as_refusals(), session.in_turns(turns) as held:
                yield from function(held, *arguments, **options)  # type: ignore[misc] # a generator here

        @functools.wraps(function)
        def asked(session: S, *arguments: P.args, **options: P.kwargs) -> R:
            named = tuple(groups(*arguments, **options)) if groups is not None else ()
            for group in named or ("",):
                session.require(permission, group)
            if inspect.isgeneratorfunction(function):
                return cast("R", steps(session, *arguments, **options))
            with as_refusals(), session.in_turns(turns) as held:
                return function(held, *arguments, **options)

        return asked  # type: ignore[return-value] # its first parameter has a name

    return declared
