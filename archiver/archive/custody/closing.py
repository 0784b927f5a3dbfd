"""When a file was closed, and every late entry that moved that day."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from archiver.archive.custody.naming import file_named
from archiver.archive.custody.projection import Projected, project
from archiver.archive.custody.schedule import rule_of, schedule_of
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.files import File, FileState
from archiver.register.work import Work
from retention.period import eligible_from
from retention.record import Closure, Correction

CORRECTED = "file.corrected"


@dataclass(frozen=True, slots=True)
class Moved:
    """The file as it is closed now, and what buckets said of its longer locks."""

    file: File
    told: tuple[Projected, ...]


def closure_of(work: Work, file: File) -> Closure | None:
    """The day a file was first closed and every later one, with reason and author, from the trail."""
    if file.closed_on is None:
        return None
    first = file.closed_on
    corrections: list[Correction] = []
    for event in work.trail.events(object_=f"file:{file.id}"):
        if event.action != CORRECTED:
            continue
        detail = json.loads(event.detail)
        moved = detail.get("after", {}).get("closed_on")
        if moved:
            before = detail["before"]["closed_on"]
            if not corrections and before not in {None, "None"}:
                first = dt.date.fromisoformat(before)
            corrections.append(Correction(dt.date.fromisoformat(moved), detail["reason"], event.actor))
    return Closure(first, tuple(corrections))


@use_case(Permission.FILE_CLOSE)
def move_closing(session: Session, name: str, on: dt.date, document: str) -> Moved:
    """Move the closing of a file to the day of a late entry, by a document; its period begins later.

    `name` is its id, or a group with one file. Locks in buckets are extended; one that cannot be reached is
    told of and stays due (`syncing`). Raises UsageError for a day that is not later, or to come, and Refused
    without the right or a document.
    """
    settings, today = session.settings, session.today
    if not document.strip():
        raise Refused(_("Name the document of the late entry: an order or a record, its number and date."))
    if on > today:
        raise UsageError(_("{day} is still to come.").format(day=f"{on:%d.%m.%Y}"))
    with session.changing() as work:
        file = file_named(work, name, college=settings.college.short_name)
        if file.state is FileState.DESTROYED:
            raise Refused(_("The file {id} is destroyed.").format(id=file.external_id))
        if file.closed_on is not None and on <= file.closed_on:
            raise UsageError(
                _("The file {id} is closed on {day} already; a late entry can only be later.").format(
                    id=file.external_id, day=f"{file.closed_on:%d.%m.%Y}"
                )
            )
        period = rule_of(schedule_of(work, settings), file.series, today).series.period
        first = eligible_from(period, on)
        last = None if first is None else first - dt.timedelta(days=1)
        longest = [day for day in (file.keep_until, last) if day is not None]
        moved = work.files.correct(
            file, document.strip(), closed_on=on, keep_until=max(longest) if longest else None
        )
    return Moved(moved, project(session.register, settings.archive, by=session.by, files=[moved.id]))
