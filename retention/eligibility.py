"""May this file be destroyed? Every reason why not, at once.

Nothing is destroyed early, under a hold, without the decisions its rule asks for, or while its grade
statement (25 years) lives only inside the journal (5 years): regulation item 5, domain 2.2 and 2.13.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from retention.clock import ClockState, Explanation, explain
from retention.errors import ClockSuspicious
from retention.holds import DisposalHold, active_holds
from retention.moments import Reading
from retention.people import Protocol
from retention.record import RecordFile
from retention.schedule import Schedule
from retention.series import Action

STATEMENT_COPIES = 2
"""Verified copies a grade statement needs: a storage unit has a master and a working copy (domain 2.15)."""


class Reason(StrEnum):
    """Why a file may not be destroyed."""

    NOT_CLOSED = "not-closed"
    NOT_DUE = "not-due"
    HELD = "held"
    PERMANENT = "permanent"
    NEEDS_REVIEW = "needs-review"
    NEEDS_REGIONAL_REVIEW = "needs-regional-review"
    KEPT_BY_REVIEW = "kept-by-review"
    STATEMENT_NOT_REGISTERED = "statement-not-registered"
    STATEMENT_ABSENT = "statement-absent"  # none of its copies is there
    STATEMENT_TOO_FEW = "statement-too-few"  # copies are there, fewer than it needs
    STATEMENT_NOT_VERIFIED = "statement-not-verified"
    STATEMENT_STALE = "statement-stale"
    STATEMENT_NOT_READ = "statement-not-read"
    IN_OPEN_ACT = "in-open-act"
    DESTROYED = "destroyed"
    CLOCK_SUSPICIOUS = "clock-suspicious"
    REGISTER_BEHIND = "register-behind"
    REGISTER_CHANGED = "register-changed"  # its tables say otherwise than its events
    MEDIA_TELL_OTHERWISE = "media-tell-otherwise"  # of a hold, a closing, a period
    NOT_JUDGED = "not-judged"  # no decision of the day on this file


OF_STATEMENTS = frozenset(
    {
        Reason.STATEMENT_NOT_REGISTERED,
        Reason.STATEMENT_ABSENT,
        Reason.STATEMENT_TOO_FEW,
        Reason.STATEMENT_NOT_VERIFIED,
        Reason.STATEMENT_STALE,
        Reason.STATEMENT_NOT_READ,
    }
)
"""Reasons that lie in the grade statements."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One reason and what it is about: a date, a document, an act's number, a code of the clock."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the commission decided of a file at the end of its period; `regional` for the ЭПК."""

    destroy: bool
    protocol: Protocol
    regional: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """The grade statement taken out of a journal: its own file, electronic copies and how many of them
    were read back and found whole.

    `absent` of the copies were looked for and are not there; `stale` of those verified were read longer ago
    than their medium's interval allows; `read_now` were read whole by whoever asks, None where nobody has
    read them.
    """

    file: str
    copies: int
    verified: int
    stale: int = 0
    read_now: int | None = None
    absent: int = 0

    @property
    def safe(self) -> bool:
        """Enough copies, all of them verified lately, and enough read now where that is asked."""
        return self.fault is None

    @property
    def fault(self) -> Reason | None:
        """What keeps the statement from being safe."""
        there = self.copies - self.absent
        if not there:
            return Reason.STATEMENT_ABSENT
        if there < STATEMENT_COPIES:
            return Reason.STATEMENT_TOO_FEW
        if self.verified != self.copies:
            return Reason.STATEMENT_NOT_VERIFIED
        if self.read_now is not None and self.read_now < STATEMENT_COPIES:
            return Reason.STATEMENT_NOT_READ
        return Reason.STATEMENT_STALE if self.stale else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file with all that decides on it. `open_act` is the number of an act that is neither accounted
    nor cancelled; `destroyed_by` the act of its tombstone; `gaps`: the register is known to be behind.
    `statement_elsewhere` names the document by which the statement of a journal made elsewhere lies outside
    the archive; it counts only while the archive has no statement of that group and year of its own.
    `kept_until` is the last day the register gives it, whatever its rule would; `doubts` is what else those
    who keep it found against it.
    """

    file: RecordFile
    holds: tuple[DisposalHold, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    statement: Statement | None = None
    open_act: str | None = None
    destroyed_by: str | None = None
    gaps: bool = False
    statement_elsewhere: str = ""
    kept_until: dt.date | None = None
    doubts: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a file may enter (or stay in) an act on a day, and why not."""

    candidate: Candidate
    explanation: Explanation
    exclusions: tuple[Exclusion, ...]

    @property
    def eligible(self) -> bool:
        """Nothing speaks against destruction."""
        return not self.exclusions

    @property
    def overdue(self) -> bool:
        """Eligible for more than thirty days, and in no act yet."""
        return self.eligible and self.explanation.state is ClockState.OVERDUE

    @property
    def reasons(self) -> frozenset[Reason]:
        """The reasons without their details."""
        return frozenset(exclusion.reason for exclusion in self.exclusions)


def decide(
    candidate: Candidate, schedule: Schedule, clock: Reading, *, for_act: str | None = None
) -> Decision:
    """The decision on one file; `for_act` is the act asking, whose own files are not «in another act».

    Raises SeriesUnknown for a series the schedule does not have.
    """
    told = explain(candidate.file, schedule, clock.today)
    found: list[Exclusion] = []
    if candidate.destroyed_by is not None:
        found.append(Exclusion(Reason.DESTROYED, candidate.destroyed_by))
    found += _by_clock(told, clock.fault, candidate.kept_until)
    found += [
        Exclusion(Reason.HELD, hold.document) for hold in active_holds(candidate.holds, candidate.file.id)
    ]
    found += _by_review(candidate, told)
    found += _by_statement(candidate, told)
    if candidate.open_act is not None and candidate.open_act != for_act:
        found.append(Exclusion(Reason.IN_OPEN_ACT, candidate.open_act))
    if candidate.gaps:
        found.append(Exclusion(Reason.REGISTER_BEHIND))
    found += candidate.doubts
    return Decision(candidate, told, tuple(found))


def _by_clock(
    told: Explanation, fault: ClockSuspicious | None, kept_until: dt.date | None
) -> list[Exclusion]:
    found = [Exclusion(Reason.CLOCK_SUSPICIOUS, fault.code)] if fault else []
    if told.state is ClockState.NEVER:
        return [*found, Exclusion(Reason.PERMANENT)]
    if told.state is ClockState.OPEN:
        return [*found, Exclusion(Reason.NOT_CLOSED, told.trigger)]
    if told.state is ClockState.RUNNING and told.eligible_from:
        return [*found, Exclusion(Reason.NOT_DUE, told.eligible_from.isoformat())]
    if kept_until is not None and kept_until >= told.on:
        # A period once given is never shortened, not by a closing corrected to an earlier day either.
        return [*found, Exclusion(Reason.NOT_DUE, (kept_until + dt.timedelta(days=1)).isoformat())]
    return found


def _by_review(candidate: Candidate, told: Explanation) -> list[Exclusion]:
    series = told.rule.series
    kept = [appraisal for appraisal in candidate.appraisals if not appraisal.destroy]
    if kept:
        return [Exclusion(Reason.KEPT_BY_REVIEW, kept[-1].protocol.number)]
    decided = [appraisal for appraisal in candidate.appraisals if _timely(appraisal, told)]
    found = []
    if series.action is Action.REVIEW and not any(not appraisal.regional for appraisal in decided):
        found.append(Exclusion(Reason.NEEDS_REVIEW))
    if series.appraisal and not any(appraisal.regional for appraisal in decided):
        found.append(Exclusion(Reason.NEEDS_REGIONAL_REVIEW))
    return found


def _timely(appraisal: Appraisal, told: Explanation) -> bool:
    # The value of a file is judged when its period is over, and not in the future.
    first: dt.date | None = told.eligible_from
    return appraisal.protocol.complete and first is not None and first <= appraisal.protocol.on <= told.on


def _by_statement(candidate: Candidate, told: Explanation) -> list[Exclusion]:
    series = told.rule.series.statement_series
    if series is None:
        return []
    if candidate.statement is None:
        if candidate.statement_elsewhere:
            return []
        return [Exclusion(Reason.STATEMENT_NOT_REGISTERED, series)]
    fault = candidate.statement.fault
    return [] if fault is None else [Exclusion(fault, candidate.statement.file)]
