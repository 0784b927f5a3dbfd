"""The progress of a job, counted where it is done and told to the worker."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any, Self

from archiver.jobs.talk import Gone, Talk
from archiver.progress import Stopped, Unit

EVERY = 0.25
"""Seconds between two messages about how far it is; lines are told at once."""
_ITEMS = (Unit.GROUPS, Unit.FILES, Unit.BYTES, Unit.ANSWERS, Unit.PAGES)
"""What is counted first is shown."""


class Telling:
    """A `Progress` that tells the worker, and ends the run once that is gone.

    The worker itself stops a hand as Ctrl-C does, whatever it is at.
    """

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._expected, self._done = Counter[Unit](), Counter[Unit]()
        self._of = ""
        self._told = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if exc == (None, None, None):
            self._tell(0.0)

    def expect(self, total: int, unit: Unit, of: str = "") -> None:
        """Raise the total."""
        self._expected[unit] += total
        self._of = of or self._of
        self._tell(EVERY)

    def done(self, count: int, unit: Unit = Unit.BYTES) -> None:
        """Count."""
        self._done[unit] += count
        self._tell(EVERY)

    def line(self, text: str) -> None:
        """Tell the line, and how far it is with it."""
        self._say(line=text)
        self._tell(0.0)

    def _tell(self, since: float) -> None:
        now = time.monotonic()
        if now - self._told < since:
            return
        self._told = now
        unit = next((one for one in _ITEMS if self._expected[one] or self._done[one]), None)
        if unit is not None:
            done = self._done[unit]
            # Whoever has expected too little must not be shown «7 of 6».
            total = max(self._expected[unit], done)
            self._say(unit=unit.name, done=done, total=total, of=self._of, pages=self._done[Unit.PAGES])

    def _say(self, **message: Any) -> None:
        try:
            self._talk.tell(**message)
        except Gone as error:
            raise Stopped from error
