"""What is due: every file whose period is over, and why it may not go if it may not (streamed)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from archiver.archive.custody.schedule import schedule_of
from archiver.archive.custody.stocktaking import missing_volumes
from archiver.archive.disposal.clock import reading_of
from archiver.archive.disposal.deciding import Deciding
from archiver.archive.disposal.lent import lent_volumes
from archiver.counter.session import Session, use_case
from archiver.permissions import Permission
from archiver.register.eligibility import EligibilitySummary, Eligible
from archiver.wording.retention import message
from retention.eligibility import Decision
from retention.errors import RetentionError


@dataclass(frozen=True, slots=True)
class DueFile:
    """A file whose period is over; `decision` is retention's, None where it refused (`fault`).

    `missing` are volumes that the last stock-taking did not find, and since when; `lent` tells of those that
    somebody has.
    """

    entry: Eligible
    decision: Decision | None
    overdue: bool
    fault: str = ""
    missing: tuple[tuple[int, dt.date], ...] = ()
    lent: tuple[str, ...] = ()

    @property
    def eligible(self) -> bool:
        """Whether an act may name it."""
        return self.decision is not None and self.decision.eligible


@use_case(Permission.ARCHIVE_LOOK)
def summary(session: Session) -> EligibilitySummary:
    """How many files are due, late, held and in acts, by queries alone."""
    with session.looking() as work:
        return work.eligibility(session.today)


@use_case(Permission.ARCHIVE_LOOK)
def due(session: Session, *, series: str | None = None) -> Generator[DueFile, None, None]:
    """Every file due, of all series or one, those due longest first, each judged when it is asked for.

    Nobody has to be registered to look, and the clock is taken as it is: drawing up an act doubts it.
    """
    with session.looking() as work:
        yield from due_files(
            Deciding(work, schedule_of(work, session.settings), reading_of(work), looking=True),
            series=series,
        )


def due_files(deciding: Deciding, *, series: str | None = None) -> Iterator[DueFile]:
    """The same in one unit of work."""
    missing, lent = missing_volumes(deciding.work), lent_volumes(deciding.work)
    for entry in deciding.work.eligible(deciding.clock.today):
        if series is None or entry.series == series:
            yield replace(
                _judged(deciding, entry),
                missing=missing.get(entry.file_id, ()),
                lent=lent.of(entry.file_id),
            )


def _judged(deciding: Deciding, entry: Eligible) -> DueFile:
    overdue = entry.overdue(deciding.clock.today)
    try:
        decision = deciding.decide(deciding.work.files.get(entry.file_id))
    except RetentionError as error:
        return DueFile(entry, None, overdue, message(error))
    return DueFile(entry, decision, overdue)
