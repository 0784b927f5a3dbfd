"""What every step works with: the register, the settings, who acts, a clock that is believed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.custody.schedule import schedule_of
from archiver.disposal.moments import reading_of
from archiver.errors import Refused
from archiver.locale import _
from archiver.refusals import refusal
from archiver.register.model.disposal import ActEntry
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings import Settings
from retention.act import DestructionAct
from retention.errors import RetentionError
from retention.moments import Reading
from retention.people import Person
from retention.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Office:
    """One command's view: `officer` acts; `confirmed` is the date read off a calendar on the wall."""

    register: Register
    settings: Settings
    officer: Person
    confirmed: dt.date | None = None

    def schedule(self, work: Work) -> Schedule:
        """The retention schedule in force."""
        return schedule_of(work, self.settings)

    def clock(self, work: Work) -> Reading:
        """A look at the clock; its `check` refuses one that cannot be believed."""
        return reading_of(work, self.officer, self.confirmed)

    @contextlib.contextmanager
    def changing(self) -> Iterator[Work]:
        """A unit of work in the officer's name; refusals of retention are told in words."""
        with told(), self.register.transaction(by=self.officer.id) as work:
            yield work

    @contextlib.contextmanager
    def looking(self) -> Iterator[Work]:
        """A reading unit of work; refusals of retention are told in words."""
        with told(), self.register.reading() as work:
            yield work


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn every refusal of retention in the block into what the program says."""
    try:
        yield
    except RetentionError as error:
        raise refusal(error) from error


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
