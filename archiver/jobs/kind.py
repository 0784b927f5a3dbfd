"""A kind of job: what a declaration says. Adding one is a module like `verify` and its line in `kinds`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.jobs.order import Order, Plain
from archiver.jobs.standing import Outcome
from archiver.permissions import Permission
from archiver.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from archiver.counter.session import Session
    from archiver.settings.loading import LoadedSettings
    from archiver.settings.tables import Settings


class Lane(StrEnum):
    """Jobs of one lane are done one after another; a long check must not keep the press waiting."""

    PRESS = "press"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a job is done: by which settings file, for which order; who hears how far it is."""

    config: Path | None
    order: Order
    progress: Progress

    @property
    def arguments(self) -> Plain:
        """What was asked for."""
        return self.order.arguments

    def settings(self, exports: Path | None = None) -> LoadedSettings:
        """The settings in force, for work on `exports` where there are any; raises ConfigInvalid."""
        from archiver.intake.in_force import settings_for

        return settings_for(self.config, exports)

    def session(self, settings: Settings, *, create: bool = False) -> AbstractContextManager[Session]:
        """The session of whoever ordered it, as `counter.ordered.session_of`."""
        from archiver.counter.ordered import session_of

        order = self.order
        return session_of(settings, order.by, order.account, self.progress.line, create=create)

    def paths(self, name: str) -> Iterator[Path]:
        """The paths that an argument lists."""
        yield from map(Path, self.arguments.get(name, ()))

    def path(self, name: str) -> Path | None:
        """The path that an argument is, None where it is not given."""
        told = self.arguments.get(name)
        return Path(told) if told else None


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be asked for: a use case, as a job.

    `title` and `about` (of its arguments) say to people what it is; `permission` is asked of who asks, and of
    them once more by the use case when its turn has come. `names` are all that the arguments may have; those
    of `paths` are kept whole, for the worker is at home in another folder.
    `perform` does the work: it imports what is heavy, and ends as a command does, with an exit code. It
    raises what use cases raise; Busy makes the job wait and try again.
    """

    name: str
    title: Callable[[], str]
    about: Callable[[Plain], str]
    permission: Permission
    lane: Lane
    names: frozenset[str]
    paths: frozenset[str]
    perform: Callable[[Bench], Outcome]
