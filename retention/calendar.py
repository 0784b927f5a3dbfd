"""The calendar of obligations: what is due when, by whom it is asked, and how it stands today.

Facts come in as values, obligations go out with dates and states. Sources: regulation items 4 and 5
(five days after the study period, medium by 30 June, binders and hand-over by 5 July), domain 2.15
(fixity), 2.2 and 3.3 (disposal). Dates are calendar days; where one falls on a day off, the last
working day before it is the hint, the obligation itself does not move (domain section 8).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from retention.grace import last_day_in_time
from retention.steps import ActState

TERM_DAYS = 5
"""«Не позднее пяти дней по окончании учебного периода»; the last day of the period is day 0."""
SOON = dt.timedelta(days=14)
_LONGEST_HOLIDAYS = 31


class Duty(StrEnum):
    """What is to be done."""

    TERM_PRINTED = "term-printed"
    MEDIUM_READY = "medium-ready"
    BINDER_MADE = "binder-made"
    HANDED_OVER = "handed-over"
    FIXITY_CHECKED = "fixity-checked"
    DRILL_DONE = "drill-done"
    PAPER_CHECKED = "paper-checked"
    LOCKS_SET = "locks-set"
    FILES_DISPOSED = "files-disposed"
    ACT_MOVED_ON = "act-moved-on"
    CONFIRMATION_NAMED = "confirmation-named"
    COPIES_MADE = "copies-made"
    BAGS_ENTERED = "bags-entered"


CHANGING = frozenset(
    {Duty.FILES_DISPOSED, Duty.ACT_MOVED_ON, Duty.LOCKS_SET, Duty.COPIES_MADE, Duty.BAGS_ENTERED}
)
"""Duties whose detail (how much waits, what for) changes while the duty is the same."""


AT_ONCE = frozenset({Duty.COPIES_MADE, Duty.BAGS_ENTERED})
"""Duties that have no day of their own: they are owed since yesterday, every day anew."""


class DutyState(StrEnum):
    """How it stands."""

    AHEAD = "ahead"
    SOON = "soon"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done-late"


@dataclass(frozen=True, slots=True)
class Fact:
    """One obligation as facts tell it: what, of what (a group, a medium, a series, an act), due when,
    and done when. `detail` is a stable word or a number that goes with it (the term, the act's state,
    the number of files).
    """

    duty: Duty
    subject: str
    due: dt.date
    done_on: dt.date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """A fact with its state on a day. `work_by` is the last working day for it, None where `due` is one."""

    fact: Fact
    state: DutyState
    work_by: dt.date | None

    @property
    def key(self) -> str:
        """The same obligation on every day and in every export: «binder-made/ИС-21/2026-07-05»."""
        # How much waits, and for what an act waits, changes; the obligation is the same.
        changing = self.fact.duty in CHANGING
        detail = "" if changing else self.fact.detail
        due = "" if self.fact.duty in AT_ONCE else self.fact.due.isoformat()
        parts = (self.fact.duty.value, self.fact.subject, detail, due)
        return "/".join(part for part in parts if part)


def term_fact(group: str, term: str, ends_on: dt.date, printed_on: dt.date | None = None) -> Fact:
    """The printed journal of a group, five days after its term (regulation item 5)."""
    return Fact(Duty.TERM_PRINTED, group, ends_on + dt.timedelta(days=TERM_DAYS), printed_on, term)


def medium_fact(year_start: int, registered_on: dt.date | None = None) -> Fact:
    """A medium for the year's journals by 30 June (regulation item 4, department of ICT)."""
    return Fact(Duty.MEDIUM_READY, _year(year_start), dt.date(year_start + 1, 6, 30), registered_on)


def binder_fact(group: str, year_start: int, bound_on: dt.date | None = None) -> Fact:
    """The numbered and stitched binder of a group by 5 July (regulation item 4, dispatcher)."""
    return Fact(Duty.BINDER_MADE, group, dt.date(year_start + 1, 7, 5), bound_on, _year(year_start))


def hand_over_fact(group: str, year_start: int, handed_on: dt.date | None = None) -> Fact:
    """Handing a group's journal over to the archive by 5 July (regulation item 4, administrator)."""
    return Fact(Duty.HANDED_OVER, group, dt.date(year_start + 1, 7, 5), handed_on, _year(year_start))


def fixity_fact(medium: str, due: dt.date, checked_on: dt.date | None = None) -> Fact:
    """A fixity check of a medium (domain 2.15)."""
    return Fact(Duty.FIXITY_CHECKED, medium, due, checked_on)


def drill_fact(medium: str, since: dt.date) -> Fact:
    """Taking a bag of a medium back, a year after the last time (or after the medium was introduced)."""
    return Fact(Duty.DRILL_DONE, medium, since + dt.timedelta(days=365))


def paper_fact(room: str, since: dt.date, days: int) -> Fact:
    """Stock-taking of a room's volumes, `days` after the last one (rules of archives)."""
    return Fact(Duty.PAPER_CHECKED, room, since + dt.timedelta(days=days))


def locks_fact(medium: str, copies: int, decided_on: dt.date) -> Fact:
    """Copies whose bucket does not know of a hold or of a longer period: at once (domain 2.5)."""
    return Fact(Duty.LOCKS_SET, medium, decided_on, None, str(copies))


def disposal_fact(
    series: str, files: int, eligible_from: dt.date, approved_on: dt.date | None = None
) -> Fact:
    """Files whose period is over: an act should be approved within thirty days (domain 3.3)."""
    return Fact(Duty.FILES_DISPOSED, series, last_day_in_time(eligible_from), approved_on, str(files))


def act_fact(number: str, state: ActState, since: dt.date, days: int = 30) -> Fact:
    """An act waiting for its next step, `days` after the last; accounted and cancelled ones are done."""
    done = since if state in {ActState.ACCOUNTED, ActState.CANCELLED} else None
    return Fact(Duty.ACT_MOVED_ON, number, since + dt.timedelta(days=days), done, state.value)


def confirmation_fact(act: str, lapses_on: dt.date) -> Fact:
    """The act that follows one by which the destruction of personal data is confirmed."""
    return Fact(Duty.CONFIRMATION_NAMED, act, lapses_on)


def copies_fact(files: int, since: dt.date) -> Fact:
    """Files with fewer than two copies on media in service: at once (domain 2.15)."""
    return Fact(Duty.COPIES_MADE, "copies", since, None, str(files))


def unregistered_fact(medium: str, bags: int, since: dt.date) -> Fact:
    """Bags on a medium that nobody registered, or that were destroyed and are back: at once."""
    return Fact(Duty.BAGS_ENTERED, medium, since, None, str(bags))


def obligations(
    facts: Iterable[Fact], today: dt.date, days_off: Container[dt.date]
) -> tuple[Obligation, ...]:
    """The calendar on `today`, by date, duty and subject. `days_off` are weekends and holidays."""
    found = [Obligation(fact, _state(fact, today), _work_by(fact.due, days_off)) for fact in facts]
    return tuple(sorted(found, key=lambda one: (one.fact.due, list(Duty).index(one.fact.duty), one.key)))


def _state(fact: Fact, today: dt.date) -> DutyState:
    if fact.done_on is not None:
        return DutyState.DONE if fact.done_on <= fact.due else DutyState.DONE_LATE
    if today > fact.due:
        return DutyState.OVERDUE
    return DutyState.SOON if fact.due - today <= SOON else DutyState.AHEAD


def _work_by(due: dt.date, days_off: Container[dt.date]) -> dt.date | None:
    if due not in days_off:
        return None
    for back in range(1, _LONGEST_HOLIDAYS + 1):
        day = due - dt.timedelta(days=back)
        if day not in days_off:
            return day
    return None


def _year(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02d}"
