"""Whether the clock of the computer can be believed, by the moments of the audit trail.

Not only the last event counts: a clock set forward a decade would write an event with any command, and the
next look would find it well. So every silence since somebody last compared the date with a calendar is
looked for.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import sqlalchemy as sa

from archiver.counter.session import Session
from archiver.register.tables.trail import events
from archiver.register.work import Work
from retention.act import DestructionAct
from retention.moments import SILENCE, Reading
from retention.people import Person

CONFIRMED = "clock.confirmed"
BY_DIRECTOR = "clock.confirmed-by-director"
RECOVERED = "act.recovered"
"""The event that an act was entered again from a notice on the media."""


def reading_of(work: Work, officer: Person | None = None, confirmed: dt.date | None = None) -> Reading:
    """The clock now, in the zone of this computer, beside the last event before its longest silence.

    `confirmed`: the officer compared the date with a calendar; it counts only if it is the clock's own.
    """
    now = work.now().astimezone()
    by = officer if confirmed == now.date() else None
    last = last_moment(work)
    before, after = _silence(work) or (last, None)
    return Reading(now, before, by, bound=last, stated=confirmed, next_event=after)


def compared(reading: Reading, session: Session, work: Work) -> Reading:
    """The same look beside what does not depend on this computer: a live clock, and the register's file."""
    archive = session.settings.archive
    drift = session.live.drift(archive, work.media.all(retired=False), reading.now)
    known = replace(reading, drift=drift)
    written = session.live.file_time(archive)
    return known if written is None else known.after(written)


def confirm_by_director(work: Work, reading: Reading, number: str) -> None:
    """Note that the director compared the date with a calendar, for the act `number`, if that was said."""
    if reading.confirmed_by is not None:
        work.trail.note(BY_DIRECTOR, f"act:{number}", date=reading.today.isoformat())


def confirmed_by_director(work: Work) -> dt.date | None:
    """The day of the director's last confirmation; None when there was none."""
    query = (
        sa.select(events.c.detail).where(events.c.action == BY_DIRECTOR).order_by(events.c.sequence.desc())
    )
    detail = work.connection.execute(query.limit(1)).scalar()
    return None if detail is None else dt.date.fromisoformat(json.loads(detail)["date"])


def confirm(work: Work, reading: Reading) -> None:
    """Note that a person compared the date with a calendar, so that it is not asked again."""
    if reading.confirmed_by is not None:
        work.trail.note(CONFIRMED, "clock:1", date=reading.today.isoformat())


def check_director(work: Work, reading: Reading, act: DestructionAct) -> None:
    """Raise ClockUnconfirmed unless the director's confirmation of the date covers this execution.

    The approval of an act that a medium tells of was one: it was not begun without.
    """
    approval, confirmed = act.approval, confirmed_by_director(work)
    began = None if approval is None else approval.at.astimezone().date()
    if next(iter(work.trail.events(object_=f"act:{act.number}", action=RECOVERED)), None) is not None:
        confirmed = max(filter(None, (confirmed, began)), default=None)
    reading.check_director(confirmed, began=began)


def last_moment(work: Work) -> dt.datetime | None:
    """When the last event was; None before the first."""
    return _moment(work, work.trail.head().sequence)


def _silence(work: Work) -> tuple[dt.datetime, dt.datetime | None] | None:
    """The events before and after the first silence that nobody has confirmed; None when there was none.

    Moments only grow, so the last event within SILENCE of another is found by halving.
    """
    last = work.trail.head().sequence
    query = sa.select(sa.func.max(events.c.sequence)).where(events.c.action == CONFIRMED)
    here = work.connection.execute(query).scalar() or min(1, last)
    while here < last:
        moment = _moment(work, here)
        if moment is None:
            return None  # a gap in the chain: what `audit verify` is for
        low, high = here, last
        while low < high:
            middle = (low + high + 1) // 2
            found = _moment(work, middle)
            if found is not None and found - moment <= SILENCE:
                low = middle
            else:
                high = middle - 1
        if low == here:
            return moment, _moment(work, here + 1)
        here = low
    return None


def _moment(work: Work, sequence: int) -> dt.datetime | None:
    text = work.connection.execute(sa.select(events.c.at).where(events.c.sequence == sequence)).scalar()
    return None if text is None else dt.datetime.fromisoformat(text)
