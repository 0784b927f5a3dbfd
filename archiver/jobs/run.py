"""One job, as the worker follows it: how far it is, whether it is still wanted, how it has ended."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from archiver.errors import ExitCode
from archiver.jobs.order import Order
from archiver.jobs.standing import HowFar, Outcome
from archiver.jobs.talk import Gone, Talk

EVERY = 1.0
"""Seconds between two looks at whether the job is still wanted, and two notes of how far it is."""
AGAIN = 2.0
"""Seconds before a job is tried again that another run is in the way of."""
LINES = 200
"""How many of the lines that a run tells are kept: the last ones."""
STOPPING = 20.0
"""Seconds in which a hand has to put down a job that is stopped."""


class Wanted(enum.Enum):
    """What is wanted of a job under way."""

    YES = enum.auto()
    NO = enum.auto()
    LATER = enum.auto()
    """The worker ends; the next one goes on."""


Wish = Callable[[], Wanted]
Note = Callable[[HowFar, Sequence[str]], None]
"""Hears how far a job is, at least every two seconds, and the last lines that it has told."""


class Unwanted(Exception):
    """The job is to end."""


class PutDown(BaseException):
    """The job was put down for the next worker: nothing has become of it yet."""


class Run:
    """What is known of a job, over all the hands that it takes."""

    def __init__(self, wish: Wish, note: Note) -> None:
        self._wish, self._note = wish, note
        self._begun = time.monotonic()
        self._looked = 0.0
        self._far = HowFar()
        self._lines: list[str] = []
        self.reached = 0

    @property
    def unwanted(self) -> bool:
        """Whether the job is to end now."""
        return self._wish() is not Wanted.YES

    def until_ended(self, talk: Talk, order: Order) -> Outcome | str:
        """Give the job to a hand and follow it: its outcome, or what is in its way.

        Raises Unwanted when it has ended as was wished, or was not given at all; Gone when the hand has ended
        for a reason of its own.
        """
        self._look()
        if self.unwanted:
            raise Unwanted
        self.reached, stopped = 0, 0.0
        talk.tell(order=order.as_json())
        while True:
            message = talk.hear(EVERY / 2)
            now = time.monotonic()
            if message is not None:
                ended = self._taken(message)
                if ended is not None:
                    return self._believed(ended, asked=bool(stopped))
            if now - self._looked >= EVERY:
                self._look()
                if not stopped and self.unwanted:
                    stopped = now
                    talk.tell(stop=True)
            if stopped and now - stopped > STOPPING:
                raise Gone  # it does not obey: whoever lets go of it kills it

    def _believed(self, ended: Outcome | str, *, asked: bool) -> Outcome | str:
        if not isinstance(ended, Outcome) or ended.code is not ExitCode.INTERRUPTED:
            return ended
        if asked:
            raise Unwanted
        # Nobody here has stopped it: the whole service is being ended, and this process hears of it next.
        self._pause(EVERY)
        raise Gone

    def _taken(self, message: dict[str, Any]) -> Outcome | str | None:
        match message:
            case {"outcome": outcome}:
                self._look()
                return Outcome.of_json(outcome)
            case {"busy": why}:
                return str(why)
            case {"line": line}:
                self._lines = [*self._lines, line][-LINES:]
            case {"unit": _unit, "done": done}:
                self._far = HowFar.of_json(message)
                self.reached = max(self.reached, done)
        return None

    def wait(self, why: str) -> None:
        """Wait for what is in the way to be over; raises Unwanted."""
        self._far = HowFar(note=why)
        self._look()
        self._pause(AGAIN)
        self._far = HowFar()

    def put_down(self) -> None:
        """Raises PutDown when the worker ends, and the job is not stopped."""
        if self._wish() is Wanted.LATER:
            raise PutDown

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.unwanted:
                raise Unwanted
            time.sleep(EVERY / 4)

    def _look(self) -> None:
        self._looked = time.monotonic()
        seconds = round(self._looked - self._begun)
        self._note(replace(self._far, seconds=seconds), self._lines)
