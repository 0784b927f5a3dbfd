"""How screens say days, moments and states: in words and with a sign, never by colour alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from archiver.archive.calendar.lines import state_in_words
from archiver.archive.year.standing import Stage, Stand, State
from archiver.counter.vocabulary import Role
from archiver.jobs.standing import Standing as JobStanding
from archiver.jobs.standing import State as JobState
from archiver.jobs.standing import in_words
from archiver.jobs.words import how_far_in_words, remark, title_of
from archiver.locale import _, ngettext
from archiver.people.words import role_in_words
from retention.calendar import DutyState


@dataclass(frozen=True, slots=True)
class Told:
    """A state in a cell: a sign, words, the class of its colour, and a longer text below («» without)."""

    sign: str
    words: str
    kind: str
    more: str = ""


def stage(one: Stage) -> str:
    """The title of a stage's column."""
    return {
        Stage.RECEIVED: _("Received"),
        Stage.CHECKED: _("Checked"),
        Stage.BOUND: _("Bound"),
        Stage.PRINTED: _("Printed"),
        Stage.CERTIFIED: _("Certified"),
        Stage.DEPOSITED: _("On media"),
        Stage.HANDED_OVER: _("Handed over"),
    }[one]


def stand(one: Stand) -> Told:
    """How a stage of a group stands."""
    on = day(one.on)
    if one.state is State.DONE:
        return Told("✓", on or _("is done"), "done")
    if one.state is State.BLOCKED:
        text = ngettext("{count} finding blocks it", "{count} findings block it", one.found)
        return Told("✗", text.format(count=one.found), "blocked")
    if one.state is State.STALE:
        changed = _("changed: {subjects}").format(subjects=", ".join(one.subjects)) if one.subjects else ""
        return Told("⚠", _("out of date"), "stale", changed)
    if one.state is State.PARTLY:
        return Told("◔", _("{made} of {needed}").format(made=one.made, needed=one.needed), "partly")
    return Told("—", _("not yet"), "none")


def owed(state: DutyState) -> Told:
    """How an obligation stands."""
    sign, kind = {
        DutyState.OVERDUE: ("✗", "blocked"),
        DutyState.SOON: ("◷", "stale"),
        DutyState.AHEAD: ("—", "none"),
    }.get(state, ("✓", "done"))
    return Told(sign, state_in_words(state), kind)


def job(state: JobState) -> Told:
    """How a job stands."""
    sign, kind = {
        JobState.WAITING: ("…", "none"),
        JobState.RUNNING: ("◷", "partly"),
        JobState.DONE: ("✓", "done"),
        JobState.REMARKS: ("✓", "stale"),
        JobState.FAILED: ("✗", "blocked"),
        JobState.INTERRUPTED: ("⚠", "stale"),
        JobState.STOPPED: ("■", "none"),
    }[state]
    return Told(sign, in_words(state), kind)


def job_title(one: JobStanding) -> str:
    """What a job does."""
    return title_of(one.order)


def how_far(one: JobStanding) -> str:
    """«367 из 540 страниц»."""
    return how_far_in_words(one.how_far)


def job_remark(one: JobStanding, worker: bool) -> str:
    """What there is to say of how it stands."""
    return remark(one, worker=worker)


def role(one: Role) -> str:
    """«dispatcher»."""
    return role_in_words(one)


def may(one: Role) -> str:
    """What somebody of a role is for, in a sentence of the regulation."""
    return {
        Role.ADMINISTRATOR: _("Enters people and gives them roles; looks after the program."),
        Role.ARCHIVIST: _("Takes files in, finds them, watches over periods, draws up and carries out acts."),
        Role.IT: _("Prepares media, puts files on them, checks and repairs."),
        Role.DISPATCHER: _("Takes journals from the module, checks and binds them, hands them over."),
        Role.SECRETARY: _("Makes certificates and grade statements."),
        Role.DEPARTMENT_HEAD: _(
            "Certifies the volumes of the department; sees hours and the monthly control."
        ),
        Role.COMMISSION: _("Agrees to acts of destruction and to inventories."),
        Role.DIRECTOR: _("Approves acts."),
        Role.CURATOR: _("Sees the findings and scholarships of their own groups."),
    }.get(one, "")


def day(value: dt.date | None) -> str:
    """«05.07.2026», "" for none."""
    return f"{value:%d.%m.%Y}" if value is not None else ""


def moment(value: dt.datetime | None) -> str:
    """«05.07.2026, 14:05» by this computer's clock, "" for none."""
    return f"{value.astimezone():%d.%m.%Y, %H:%M}" if value is not None else ""


FILTERS: dict[str, Callable[..., str]] = {"day": day, "moment": moment}
