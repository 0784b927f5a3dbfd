"""Which act asks for the papers on destroyed personal data on a day, and when that will be over.

Order 179 of Roskomnadzor lapses on 01.03.2029, before nearly every destruction there will be. A paper cites
an act only while it is in force; whoever answers for the archive is told in time that the settings name no
later one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.journal import words
from archiver.locale import _
from archiver.settings.archive import ConfirmationAct


@dataclass(frozen=True, slots=True)
class Lapse:
    """The last act that is named, the first day without it, and whether that day has come."""

    act: ConfirmationAct
    on: dt.date
    over: bool


def in_force(acts: Sequence[ConfirmationAct], on: dt.date) -> ConfirmationAct | None:
    """The act in force on a day, the newest where there are several; None when there is none."""
    there = [one for one in acts if one.in_force(on)]
    return max(there, key=lambda one: one.valid_from) if there else None


def lapse(acts: Sequence[ConfirmationAct], today: dt.date) -> Lapse | None:
    """What is told from the year before the last act lapses; None while there is time, or no end is set."""
    ending = [one for one in acts if one.valid_until is not None]
    act = in_force(acts, today)
    if act is None:
        past = [one for one in ending if one.valid_until is not None and one.valid_until <= today]
        last = max(past, key=lambda one: one.valid_until or dt.date.min, default=None)
        return Lapse(last, last.valid_until, over=True) if last and last.valid_until else None
    while act.valid_until is not None:
        following = in_force(acts, act.valid_until)
        if following is None:
            soon = today >= dt.date(act.valid_until.year - 1, 1, 1)
            return Lapse(act, act.valid_until, over=False) if soon else None
        act = following
    return None


def told(found: Lapse) -> str:
    """It in words, with what to do: the same wherever it is said."""
    text = (
        _(
            "{act} is not in force since {day}, and no act that is in force is named in "
            "disposal.confirmation_acts: papers on destroyed personal data cite none."
        )
        if found.over
        else _(
            "{act} is in force until {day}; name the one that follows it in disposal.confirmation_acts, or "
            "papers on destroyed personal data will cite none."
        )
    )
    name = found.act.name
    return text.format(act=name[:1].upper() + name[1:], day=words.day(found.on))
