"""What a history is walked in: an archive, its clock and register, and the judge of every step."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import shutil
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from grounds import WRITTEN_ABOUT
from outsider import Offence
from starts import Starts, archive_of, outsider_of

from archiver.counter.live_clock import LiveClock
from archiver.counter.session import Session
from archiver.errors import ArchiverError
from archiver.register.opening import open_url


class Stopped(BaseException):
    """The program dies here."""


class WallClock(LiveClock):
    """A clock elsewhere, which the adversary does not set."""

    def __init__(self, true: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._true = true

    def drift(self, settings: Any, media: Any, now: dt.datetime) -> dt.timedelta | None:
        return now - self._true()

    def file_time(self, settings: Any) -> dt.datetime | None:
        return None


class Walked:
    """An archive and its people; `told` is what happened, every choice is that of the seed."""

    def __init__(self, starts: Starts, seed: int, *, after: bool | None = None) -> None:
        self.dice, self.told = random.Random(seed), list[str]()
        chosen = self.dice.random() < 0.45
        bucket = self.dice.random() < 0.2
        start = starts.start(bucket=bucket, after=chosen if after is None else after)
        self.folder = starts.place
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(start.folder, self.folder)
        self.ground = starts.ground(start)
        self.archive = archive_of(self.folder, self.ground.url, start)
        self.clock, self.ahead = self.archive.clock, dt.timedelta()
        self.outsider = outsider_of(self.archive.folders, start.gone)
        self.outsider.documents = dict(start.documents)
        self.outsider.look_again()
        self.live = self.dice.random() < 0.3
        self.deceived: frozenset[str] = frozenset()
        self.slip = dt.timedelta()
        self.papers = 0
        self.kept = start.kept
        self.copies = list(start.registers) or [self.copied()]
        self.saved: list[Path] = []
        self.acts: dict[str, list[str]] = {}
        self.late_hold: list[tuple[str, str]] | None = None
        self.kinds = Counter[str](after=bool(start.gone), bucket=bucket, live=self.live)

    @property
    def true(self) -> dt.datetime:
        return self.clock.now - self.ahead

    @property
    def today(self) -> dt.date:
        return self.true.astimezone().date()

    def office(self, login: str) -> Session:
        """Honest people state the date that the calendar shows; who was deceived, that of the clock."""
        stated = self.clock.today if login in self.deceived else self.today
        session = self.archive.office(login, stated + self.slip)
        return replace(session, live=WallClock(lambda: self.true)) if self.live else session

    def copied(self) -> object:
        self.archive.register.forget()
        self.archive.register.close()
        return self.ground.copied()

    @contextlib.contextmanager
    def replaced(self) -> Iterator[None]:
        """The register is another one afterwards."""
        self.archive.register.close()
        yield
        self.archive.register = open_url(self.ground.url, clock=self.clock)

    def rows(self, statement: str, *values: object) -> list[Any]:
        try:
            return self.ground.rows(statement, *values)
        except WRITTEN_ABOUT:
            return []

    def paper(self, what: str) -> str:
        self.papers += 1
        return f"{what} № {self.papers}-{self.dice.randrange(10**9)} от 01.10.2026"

    def attempt(self, name: str, action: Callable[[], object]) -> object:
        """What the program does, or refuses, or dies of; judged at once."""
        result: object = None
        try:
            result = action()
            self.note(name)
        except ArchiverError as error:
            self.note(f"{name}: отказ: {error.message[:150]}")
        except Stopped:
            self.note(f"{name}: остановлено")
        except Exception as error:
            raise Offence(f"{name} fails: {error!r}\n{traceback.format_exc()}") from error
        self.outsider.judge(self.today)
        return result

    def note(self, line: str) -> None:
        self.told.append(line)

    def kind(self, *names: str) -> None:
        """What is counted of histories."""
        self.kinds.update(names)
