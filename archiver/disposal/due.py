"""What is due: every file whose period is over, and why it may not go if it may not (streamed)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archiver.disposal.facts import Facts
from archiver.disposal.moments import reading_of
from archiver.disposal.office import Office, told
from archiver.refusals import message
from archiver.register.eligibility import EligibilitySummary, Eligible
from archiver.register.work import Work
from retention.eligibility import Decision
from retention.errors import RetentionError


@dataclass(frozen=True, slots=True)
class DueFile:
    """A file whose period is over; `decision` is retention's, None where it refused (`fault`)."""

    entry: Eligible
    decision: Decision | None
    overdue: bool
    fault: str = ""

    @property
    def eligible(self) -> bool:
        """Whether an act may name it."""
        return self.decision is not None and self.decision.eligible


def summary(office: Office) -> EligibilitySummary:
    """How many files are due, late, held and in acts, by queries alone."""
    with office.looking() as work:
        return work.eligibility(reading_of(work, office.officer, office.confirmed).today)


def due_files(office: Office, work: Work, *, series: str | None = None) -> Iterator[DueFile]:
    """Every file due, those due longest first, each judged when it is asked for."""
    clock = office.clock(work)
    facts = Facts(work, office.schedule(work), clock)
    with told():
        for entry in work.eligible(clock.today):
            if series is None or entry.series == series:
                yield _judged(facts, entry)


def _judged(facts: Facts, entry: Eligible) -> DueFile:
    overdue = entry.overdue(facts.clock.today)
    try:
        decision = facts.decide(facts.work.files.get(entry.file_id))
    except RetentionError as error:
        return DueFile(entry, None, overdue, message(error))
    return DueFile(entry, decision, overdue)
