"""Volumes on paper in words: where each stands, who has it."""

from __future__ import annotations

import datetime as dt

from archiver.archive.custody.paper import OnShelf
from archiver.locale import _
from archiver.register.model.paper import PaperCopy, PaperState
from archiver.wording.figures import day


def shelf_titles() -> tuple[str, ...]:
    """The titles of a table of volumes."""
    return _("File"), _("Volume"), _("Sheets"), _("Place"), _("Custodian"), _("State")


def shelf_row(one: OnShelf, today: dt.date) -> tuple[str, ...]:
    """A volume in that table."""
    copy, volume = one.copy, f"{one.copy.volume}/{one.copy.volumes}"
    place, keeper = _place(copy), copy.custodian or "—"
    return one.file.external_id, volume, str(copy.sheets), place, keeper, _state(one, today)


def shelf_line(one: OnShelf, today: dt.date) -> str:
    """Where a volume is."""
    return _("{file}, volume {volume}: {place}; {state}.").format(
        file=one.file.external_id, volume=one.copy.volume, place=_place(one.copy), state=_state(one, today)
    )


def _place(copy: PaperCopy) -> str:
    return ", ".join(filter(None, (copy.site, copy.room, copy.shelf, copy.box)))


def _state(one: OnShelf, today: dt.date) -> str:
    if one.loan is None:
        return _("in its place") if one.copy.state is PaperState.STORED else _("destroyed already")
    until = day(one.loan.due_back)
    text = _("lent to {whom} until {day}").format(whom=one.loan.whom, day=until)
    return _("{text}, OVERDUE").format(text=text) if one.overdue(today) else text
