"""Obligations in words, those of many groups on one day told together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from archiver.journal.collation import sort_key
from archiver.locale import _, ngettext
from archiver.remedies import Deed, Naming
from archiver.wording.figures import day
from retention.calendar import AT_ONCE, CHANGING, Duty, DutyState, Obligation
from retention.ics import Entry
from retention.steps import ActState

_MOST = 8
_REMIND = {Duty.MEDIUM_READY: 14, Duty.TERM_PRINTED: 3, Duty.BINDER_MADE: 7, Duty.HANDED_OVER: 7}
_DONE_BY = {
    Duty.LOCKS_SET: Deed.SYNC_BUCKETS,
    Duty.COPIES_MADE: Deed.MAKE_COPIES,
    Duty.BAGS_ENTERED: Deed.LIST_UNREGISTERED,
}
_TOLD_TOGETHER = {Duty.TERM_PRINTED, Duty.BINDER_MADE, Duty.HANDED_OVER}


@dataclass(frozen=True, slots=True)
class Line:
    """Obligations of one kind, day and state; `key` is the same on every day and in every export."""

    duty: Duty
    detail: str
    subjects: tuple[str, ...]
    due: dt.date
    work_by: dt.date | None
    state: DutyState

    @property
    def key(self) -> str:
        """What a calendar program knows the entry by."""
        own = () if self.duty in _TOLD_TOGETHER else self.subjects
        detail = () if self.duty in CHANGING else (self.detail,)
        done = (self.state.value,) if self.done else ()
        due = () if self.duty in AT_ONCE else (self.due.isoformat(),)
        return "/".join(filter(None, (self.duty.value, *own, *detail, *due, *done)))

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in {DutyState.DONE, DutyState.DONE_LATE}

    @property
    def text(self) -> str:
        """What is to be done, of what."""
        return _text(self)


def lines(found: Iterable[Obligation]) -> tuple[Line, ...]:
    """The obligations by day; groups with the same duty, day and state stand on one line."""
    together: dict[tuple[object, ...], list[Obligation]] = {}
    for one in found:
        fact = one.fact
        own = "" if fact.duty in _TOLD_TOGETHER else fact.subject
        together.setdefault((fact.due, fact.duty, fact.detail, one.state, own), []).append(one)
    return tuple(
        Line(
            same[0].fact.duty,
            same[0].fact.detail,
            tuple(sorted((one.fact.subject for one in same), key=sort_key)),
            same[0].fact.due,
            same[0].work_by,
            same[0].state,
        )
        for same in together.values()
    )


def text_of(line: Line, called: Naming) -> str:
    """What is to be done, and what does it as the door has `called` it."""
    if line.duty is Duty.DRILL_DONE:
        return f"{line.text}: {called(Deed.DRILL, line.subjects[0])}"
    deed = _DONE_BY.get(line.duty)
    return f"{line.text}: {called(deed)}" if deed else line.text


def row_of(line: Line, called: Naming) -> tuple[str, ...]:
    """Day, working day before, state and what: a row of a table."""
    work_by = day(line.work_by) if line.work_by else ""
    return day(line.due), work_by, state_in_words(line.state), text_of(line, called)


def state_in_words(state: DutyState) -> str:
    """How it stands."""
    return {
        DutyState.AHEAD: _("ahead"),
        DutyState.SOON: _("soon"),
        DutyState.OVERDUE: _("overdue"),
        DutyState.DONE: _("done in time"),
        DutyState.DONE_LATE: _("done late"),
    }[state]


def act_state_in_words(state: ActState) -> str:
    """What an open act waits for."""
    return {
        ActState.DRAFT: _("drafted, waits for the commission"),
        ActState.AGREED: _("agreed by the commission, waits for approval"),
        ActState.REGIONALLY_AGREED: _("agreed by the region, waits for approval"),
        ActState.APPROVED: _("approved, waits for execution"),
        ActState.EXECUTING: _("being executed"),
    }.get(state, state.value)


def _text(line: Line) -> str:
    subject = line.subjects[0]
    match line.duty:
        case Duty.TERM_PRINTED:
            return _("Print the journals, {term}: {groups}").format(term=line.detail, groups=_groups(line))
        case Duty.MEDIUM_READY:
            return _("Make media ready for the journals of {year}").format(year=subject)
        case Duty.BINDER_MADE:
            return _("Bind the journals of {year}: {groups}").format(year=line.detail, groups=_groups(line))
        case Duty.HANDED_OVER:
            return _("Hand the journals of {year} over to the archive: {groups}").format(
                year=line.detail, groups=_groups(line)
            )
        case Duty.FIXITY_CHECKED | Duty.PAPER_CHECKED | Duty.DRILL_DONE:
            return _of_round(line.duty).format(subject=subject)
        case Duty.LOCKS_SET:
            count = int(line.detail)
            return ngettext(
                "Set {count} lock or hold in the bucket {medium}",
                "Set {count} locks or holds in the bucket {medium}",
                count,
            ).format(count=count, medium=subject)
        case Duty.COPIES_MADE:
            return _("Files with one copy: {count}. Make another").format(count=line.detail)
        case Duty.BAGS_ENTERED:
            return _("Bags on {medium} that are not registered there: {count}. Take them in or erase").format(
                medium=subject, count=line.detail
            )
        case Duty.FILES_DISPOSED:
            count = int(line.detail)
            return ngettext(
                "Draw up an act on {count} file of series {series}: its period is over",
                "Draw up an act on {count} files of series {series}: their period is over",
                count,
            ).format(count=count, series=subject)
        case Duty.ACT_MOVED_ON:
            return _("Act {number}: {state}").format(
                number=subject, state=act_state_in_words(ActState(line.detail))
            )
        case Duty.CONFIRMATION_NAMED:
            text = _("Name the act that follows in disposal.confirmation_acts: {act} lapses")
            return text.format(act=subject)


def _of_round(duty: Duty) -> str:
    """What comes round again, of one medium or one room."""
    return {
        Duty.FIXITY_CHECKED: _("Check the medium {subject}"),
        Duty.PAPER_CHECKED: _("Check presence and condition of the volumes on paper: {subject}"),
        Duty.DRILL_DONE: _("Take a bag back from the medium {subject} and open it"),
    }[duty]


def _groups(line: Line) -> str:
    shown = ", ".join(line.subjects[:_MOST])
    more = len(line.subjects) - _MOST
    return shown if more <= 0 else _("{groups} and {count} more").format(groups=shown, count=more)


def entry_of(line: Line, called: Naming) -> Entry:
    """The line as an entry of a calendar file; all groups are named in its description."""
    parts = [_("State: {state}").format(state=state_in_words(line.state))]
    if line.work_by is not None:
        parts.append(_("The day is off: finish by {day}").format(day=day(line.work_by)))
    if len(line.subjects) > _MOST:
        parts.append(", ".join(line.subjects))
    return Entry(
        line.key,
        line.due,
        text_of(line, called),
        "\n".join(parts),
        _("Archive of journals"),
        _REMIND.get(line.duty, 7),
        line.done,
    )
