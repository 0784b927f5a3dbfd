"""The worker: a process that does the jobs of a register, one of each lane at a time, until it is ended.

    python -m archiver.jobs.worker SOCKET [CONFIG]

Whoever has started it (`keeper`) hears at the other end of the socket what there is to tell. When that end is
closed, or SIGTERM comes, it puts down what is under way, within a group, and the next worker goes on.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archiver import clock
from archiver.errors import ArchiverError, ExitCode, RegisterFailed
from archiver.jobs.engine import KEPT, POLLING, Jobs, serving
from archiver.jobs.grip import HAND, Grip
from archiver.jobs.kind import Kind, Lane
from archiver.jobs.kinds import KINDS
from archiver.jobs.order import Order
from archiver.jobs.place import Place
from archiver.jobs.presence import is_present
from archiver.jobs.run import Note, Wish
from archiver.jobs.standing import Outcome
from archiver.jobs.talk import Gone, Talk
from archiver.process import startup
from archiver.process.stopping import deaf, listen
from archiver.settings.loading import load_settings

DAY = dt.timedelta(days=1).total_seconds()
LOOK = 5.0
"""Seconds between two looks at whether this is still the worker."""
PUTTING_DOWN = 60.0
"""Seconds in which jobs under way are put down when the worker ends."""


class _Lanes:
    """A hand for each lane."""

    def __init__(self, config: Path | None, kinds: Mapping[str, Kind], command: Sequence[str]) -> None:
        self._kinds = kinds
        self._grips = {lane: Grip(config, command) for lane in Lane}
        self.at_work = threading.Semaphore(len(Lane))

    def perform(self, order: Order, wish: Wish, note: Note) -> Outcome:
        with self.at_work:
            kind = self._kinds.get(order.kind)
            return self._grips[kind.lane if kind else Lane.MEDIA].perform(order, wish, note)

    def close(self) -> None:
        """Wait until all have put down what they are at, and let them go."""
        for _lane in Lane:
            self.at_work.acquire(timeout=PUTTING_DOWN)
        for grip in self._grips.values():
            grip.let_go()


def work(
    talk: Talk,
    config: Path | None,
    *,
    kinds: Mapping[str, Kind] = KINDS,
    hand: Sequence[str] = HAND,
    polling: float = POLLING,
) -> ExitCode:
    """Do jobs until a signal comes, or until this is the worker no more (INTERNAL).

    Raises Busy, RegisterFailed, ConfigInvalid.
    """
    place = Place.beside(load_settings(config).settings.archive)
    ending, lanes = threading.Event(), _Lanes(config, kinds, hand)

    def tell(text: str) -> None:
        with contextlib.suppress(Gone):
            talk.tell(line=text)

    with serving(place, lanes.perform, ending, tell, polling=polling):
        threading.Thread(target=_end_with, args=(talk,), daemon=True).start()
        try:
            _stay(place)
            code = ExitCode.INTERNAL
        except KeyboardInterrupt:
            code = ExitCode.DONE
        deaf()  # what follows takes as long as a group, and no longer
        ending.set()
        lanes.close()
    return code


def _stay(place: Place) -> None:
    """Leave out old jobs once a day, for as long as this is the worker; a server that restarts forgets it."""
    cleared = -DAY
    while True:
        if time.monotonic() - cleared >= DAY:
            with Jobs(place) as jobs:
                jobs.forget(clock.now() - KEPT)
            cleared = time.monotonic()
        threading.Event().wait(LOOK)
        with contextlib.suppress(RegisterFailed):  # the engine itself waits for a server that is away
            if not is_present(place):
                return


def _end_with(talk: Talk) -> None:
    """In a thread: end as on SIGTERM when nobody is at the other end any more."""
    with contextlib.suppress(Gone):
        while True:
            talk.hear()
    os.kill(os.getpid(), signal.SIGTERM)


def main(arguments: list[str], **how: Any) -> int:
    """The process: its exit code is that of a command."""
    end = socket.socket(fileno=int(arguments[0]))
    end.set_inheritable(False)
    talk = Talk(end)
    startup.at_start()
    listen()
    try:
        return work(talk, Path(arguments[1]) if arguments[1:] else None, **how)
    except ArchiverError as error:
        talk.tell(line=error.message)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
