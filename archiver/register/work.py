"""A unit of work: everything in the register, seen and changed together.

What a command does not ask for is not imported: the whole register takes longer to load than to be asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import sqlalchemy as sa

from archiver.register.desk import Desk

if TYPE_CHECKING:
    from archiver.register.attention import Attention
    from archiver.register.due import Due, MediaDue
    from archiver.register.eligibility import EligibilitySummary, Eligible
    from archiver.register.enforcement import Unenforced
    from archiver.register.facts import Facts
    from archiver.register.finding import Found, Query
    from archiver.register.model.media import CheckIntervals
    from archiver.register.noted import Noted
    from archiver.register.repositories.acts import Acts
    from archiver.register.repositories.attempts import Attempts
    from archiver.register.repositories.bags import Bags
    from archiver.register.repositories.checks import Checks
    from archiver.register.repositories.console import Console
    from archiver.register.repositories.copies import Copies
    from archiver.register.repositories.executions import Executions
    from archiver.register.repositories.files import Files
    from archiver.register.repositories.holds import Holds
    from archiver.register.repositories.media import Media
    from archiver.register.repositories.paper import Paper
    from archiver.register.repositories.people import People
    from archiver.register.repositories.prints import Prints
    from archiver.register.repositories.schedules import Schedules
    from archiver.register.repositories.trail import Trail
    from archiver.register.repositories.year import Year


class Work:
    """What a block of `Register.transaction` or `Register.reading` works with.

    Values are frozen; changing one goes through its repository, which writes the event. In a reading unit
    of work every change raises RuntimeError.
    """

    def __init__(
        self,
        connection: sa.Connection,
        *,
        actor: str | None,
        clock: Callable[[], dt.datetime],
        intervals: CheckIntervals,
        account: str = "",
    ) -> None:
        self.connection = connection
        self._desk = Desk(connection, actor, clock, intervals, account)

    @property
    def noted(self) -> Noted:
        """The events of this unit of work."""
        return self._desk.noted

    def now(self) -> dt.datetime:
        """This moment by the register's clock, in UTC."""
        return self._desk.now()

    @cached_property
    def people(self) -> People:
        """Persons."""
        from archiver.register.repositories.people import People

        return People(self._desk)

    @cached_property
    def attempts(self) -> Attempts:
        """Passwords that were tried of late."""
        from archiver.register.repositories.attempts import Attempts

        return Attempts(self._desk)

    @cached_property
    def media(self) -> Media:
        """The register of media."""
        from archiver.register.repositories.media import Media

        return Media(self._desk)

    @cached_property
    def files(self) -> Files:
        """Files of record series."""
        from archiver.register.repositories.files import Files
        from archiver.register.repositories.names import Names

        return Files(self._desk, Names(self._desk))

    @cached_property
    def bags(self) -> Bags:
        """Archival packages."""
        from archiver.register.repositories.bags import Bags

        return Bags(self._desk)

    @cached_property
    def copies(self) -> Copies:
        """Copies on media."""
        from archiver.register.repositories.copies import Copies

        return Copies(self._desk, self.media, self.files)

    @cached_property
    def checks(self) -> Checks:
        """Fixity checks."""
        from archiver.register.repositories.checks import Checks

        return Checks(self._desk, self.media)

    @cached_property
    def paper(self) -> Paper:
        """Volumes on paper."""
        from archiver.register.repositories.paper import Paper

        return Paper(self._desk)

    @cached_property
    def prints(self) -> Prints:
        """Copies of volumes that were printed."""
        from archiver.register.repositories.prints import Prints

        return Prints(self._desk)

    @cached_property
    def year(self) -> Year:
        """What was taken in, checked, bound and accepted of a year's groups."""
        from archiver.register.repositories.year import Year

        return Year(self._desk)

    @cached_property
    def console(self) -> Console:
        """What the console remembers for a while."""
        from archiver.register.repositories.console import Console

        return Console(self._desk)

    @cached_property
    def holds(self) -> Holds:
        """Disposal holds."""
        from archiver.register.repositories.holds import Holds

        return Holds(self._desk)

    @cached_property
    def acts(self) -> Acts:
        """Destruction acts."""
        from archiver.register.repositories.acts import Acts

        return Acts(self._desk)

    @cached_property
    def executions(self) -> Executions:
        """The carrying out of acts."""
        from archiver.register.repositories.executions import Executions

        return Executions(self._desk)

    @cached_property
    def schedules(self) -> Schedules:
        """Versions of the retention schedule."""
        from archiver.register.repositories.schedules import Schedules

        return Schedules(self._desk)

    @cached_property
    def trail(self) -> Trail:
        """The audit trail."""
        from archiver.register.repositories.trail import Trail

        return Trail(self._desk)

    def counts(self) -> dict[str, int]:
        """How much there is: files, bags, copies, media, paper."""
        from archiver.register.tables.bags import bags, copies
        from archiver.register.tables.files import files
        from archiver.register.tables.media import media
        from archiver.register.tables.paper import paper_copies

        tables = {"files": files, "bags": bags, "copies": copies, "media": media, "paper": paper_copies}
        return {
            name: self.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in tables.items()
        }

    def find(self, query: Query) -> Found:
        """Files by group, year, student, subject."""
        from archiver.register.finding import find

        return find(self._desk, query)

    def media_due(self, today: dt.date, *, copies: int = 2) -> MediaDue:
        """Media to be checked, and whether those for the closing year are there by 30 June."""
        from archiver.register.due import media_due

        return media_due(self._desk, today, copies)

    def unenforced(self) -> tuple[Unenforced, ...]:
        """Buckets that have not been told of a hold or of a longer period."""
        from archiver.register.enforcement import unenforced_media

        return unenforced_media(self.connection, self.now())

    def due(self, today: dt.date, *, copies: int = 2) -> Due:
        """All that waits to be done in the archive."""
        from archiver.register.due import due

        return due(self._desk, today, copies)

    def attention(self, college: str = "") -> Attention:
        """What has to be looked at by whoever works with the archive: few copies, unregistered bags."""
        from archiver.register.attention import attention

        return attention(self._desk, college)

    def eligible(self, today: dt.date) -> Iterator[Eligible]:
        """Every file whose period has run out, with what keeps it from an act, if anything."""
        from archiver.register.eligibility import eligible

        return eligible(self._desk, today)

    def eligibility(self, today: dt.date) -> EligibilitySummary:
        """How many files are eligible, overdue, held, and spoken for."""
        from archiver.register.eligibility import summary

        return summary(self._desk, today)

    def drilled(self) -> dict[int, dt.date]:
        """When a bag of each medium was last taken back and read, by the medium's id."""
        from archiver.register.facts import drilled_on

        return drilled_on(self._desk)

    def facts(self, today: dt.date) -> Facts:
        """What the archive's level of preservation is judged by."""
        from archiver.register.facts import gather

        return gather(self._desk, today)
