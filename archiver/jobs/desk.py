"""Jobs at the counter: asked for, looked at and stopped, with the permission of what the job does.

The engine is loaded where there are jobs to speak of, and not before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from archiver.counter.session import Session
from archiver.disk.account import os_account
from archiver.errors import Refused, UsageError
from archiver.jobs.kind import Kind
from archiver.jobs.kinds import KINDS, kind_of, whole
from archiver.jobs.order import Order, Plain
from archiver.jobs.place import Place
from archiver.jobs.standing import Standing, in_words
from archiver.locale import _
from archiver.permissions import Permission

if TYPE_CHECKING:
    from archiver.jobs.engine import Jobs


class Desk:
    """The jobs of the register of `session`, for the person that it is of.

    `jobs`, where they are given, are open already and stay so: a server keeps them from one request to the
    next. Raises RegisterFailed where the jobs cannot be read or written.
    """

    def __init__(
        self, session: Session, jobs: Jobs | None = None, *, kinds: Mapping[str, Kind] = KINDS
    ) -> None:
        self._session, self._jobs, self._kinds = session, jobs, kinds
        self._place = Place.beside(session.settings.archive)

    def ask(self, kind: str, arguments: Plain, *, again: str = "") -> str:
        """Ask for a job: its number, or that of the one that waits or runs already for the same.

        Raises Refused without the permission, UsageError for what is no job.
        """
        account = self._session.acting.account
        order = Order(kind, arguments, self._session.by, os_account() if account is None else account, again)
        known = self._permitted(order)
        order = replace(order, arguments=whole(arguments, known))
        with self._opened() as jobs:
            return jobs.ask(order, known.lane)

    def latest(self, count: int = 50, skip: int = 0) -> tuple[Standing, ...]:
        """The jobs asked for last, the newest first."""
        self._session.require(Permission.ARCHIVE_LOOK)
        if self._place.empty:
            return ()
        with self._opened() as jobs:
            return jobs.latest(count, skip)

    def worker_is_there(self) -> bool:
        """Whether anybody will take up what waits."""
        self._session.require(Permission.ARCHIVE_LOOK)
        if self._place.empty:
            return False
        with self._opened() as jobs:
            return jobs.worker_is_there()

    def look(self, number: str) -> Standing:
        """How a job stands, with what it has told; raises UsageError where there is none of that number."""
        self._session.require(Permission.ARCHIVE_LOOK)
        typed = number.strip().upper()
        if not self._place.empty:
            with self._opened() as jobs:
                found = jobs.look(typed)
            if found is not None:
                return found
        raise UsageError(_("There is no job {number}.").format(number=number))

    def stop(self, number: str) -> Standing:
        """Let a job end: how it stood. Raises Refused without the permission, or when it has ended."""
        standing = self.look(number)
        self._permitted(standing.order)
        if not standing.state.open:
            raise Refused(_ended(standing))
        with self._opened() as jobs:
            jobs.stop(standing.number)
        return standing

    def retry(self, number: str) -> str:
        """Ask for the same once more, in one's own name; raises Refused while it is still to be done."""
        standing = self.look(number)
        if standing.state.open:
            raise Refused(
                _("The job {number} is not over ({state}): it goes on by itself.").format(
                    number=standing.number, state=in_words(standing.state)
                )
            )
        return self.ask(standing.order.kind, standing.order.arguments, again=standing.number)

    def _permitted(self, order: Order) -> Kind:
        kind = kind_of(order, self._kinds)
        self._session.require(kind.permission)
        return kind

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Jobs]:
        if self._jobs is not None:
            yield self._jobs
            return
        from archiver.jobs.engine import Jobs

        with Jobs(self._place) as jobs:
            yield jobs


def _ended(standing: Standing) -> str:
    return _("The job {number} has ended already: {state}.").format(
        number=standing.number, state=in_words(standing.state)
    )
