"""What every step works with: an act by its number, who takes the step, a clock that is believed."""

from __future__ import annotations

from archiver.archive.custody.identity import person_of
from archiver.archive.disposal.clock import compared, reading_of
from archiver.counter.session import Session
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.model.disposal import ActEntry
from archiver.register.work import Work
from retention.act import DestructionAct
from retention.moments import Reading
from retention.people import Person


def officer_of(session: Session) -> Person:
    """Whoever acts, as acts name people; Refused for somebody the register does not know."""
    return person_of(session.acting.known())


def clock_of(session: Session, work: Work) -> Reading:
    """A look at the clock; its `check` refuses one that cannot be believed."""
    return compared(reading_of(work, officer_of(session), session.confirmed), session, work)


def act_of(work: Work, number: str) -> tuple[DestructionAct, ActEntry]:
    """The act of that number, and that it is what its steps were taken on.

    Refused when there is none; raises ActEdited.
    """
    act, entry = work.acts.get(number), work.acts.entry(number)
    if act is None or entry is None:
        there = ", ".join(one.number for one in work.acts.all()) or "—"
        raise Refused(_("There is no act {number}. There are: {acts}.").format(number=number, acts=there))
    act.verify()
    return act, entry
