"""How screens say days, moments and states: in words and with a sign, never by colour alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from archiver.archive.year.standing import Stage, Stand, State
from archiver.locale import _, ngettext


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
        return Told("✓", on or _("done"), "done")
    if one.state is State.BLOCKED:
        text = ngettext("{count} finding blocks it", "{count} findings block it", one.found)
        return Told("✗", text.format(count=one.found), "blocked")
    if one.state is State.STALE:
        changed = _("changed: {subjects}").format(subjects=", ".join(one.subjects)) if one.subjects else ""
        return Told("⚠", _("out of date"), "stale", changed)
    if one.state is State.PARTLY:
        return Told("◔", _("{made} of {needed}").format(made=one.made, needed=one.needed), "partly")
    return Told("—", _("not yet"), "none")


def day(value: dt.date | None) -> str:
    """«05.07.2026», "" for none."""
    return f"{value:%d.%m.%Y}" if value is not None else ""


def moment(value: dt.datetime | None) -> str:
    """«05.07.2026, 14:05» by this computer's clock, "" for none."""
    return f"{value.astimezone():%d.%m.%Y, %H:%M}" if value is not None else ""


FILTERS: dict[str, Callable[..., str]] = {"day": day, "moment": moment}
