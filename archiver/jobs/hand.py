"""A hand of the worker: a process of its own that does one job after another, as the command line would.

Use cases are at home in the main thread of a process without others: what reads exports is forked there, the
engine loaded, Ctrl-C raised. So none of them runs among the threads of the jobs' engine, which this process
never loads, nor do the workers that it spawns; what a job does to its process (it dies, it grows) ends with
the hand. Modules and the press stay warm from one job to the next.

    python -m archiver.jobs.hand SOCKET [CONFIG]
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import archiver
from archiver.errors import ArchiverError, Busy, ExitCode
from archiver.jobs.kind import Bench, Kind
from archiver.jobs.kinds import KINDS, kind_of
from archiver.jobs.order import Order
from archiver.jobs.standing import Outcome
from archiver.jobs.talk import Gone, Talk
from archiver.jobs.telling import Telling
from archiver.locale import _
from archiver.process import startup
from archiver.process.stopping import listen

LARGE = 200 << 20
"""Bytes of memory after which a hand ends with its job, and the next one begins anew."""


class _Hand:
    def __init__(self, talk: Talk, config: Path | None, kinds: Mapping[str, Kind]) -> None:
        self._talk, self._config, self._kinds = talk, config, kinds
        self._asked = queue.SimpleQueue[dict[str, Any] | None]()
        self._busy = threading.Event()

    def work(self) -> None:
        """Do what is asked for until the worker is gone, or has enough."""
        threading.Thread(target=self._listen, daemon=True).start()
        while (order := self._next()) is not None:
            try:
                self._talk.tell(**self._done(order))
            except Gone:
                return
            if _memory() > LARGE:
                return

    def _next(self) -> dict[str, Any] | None:
        while True:
            try:
                return self._asked.get()
            except KeyboardInterrupt:
                continue  # it was meant for the job before, which had ended already

    def _listen(self) -> None:
        """In a thread: hear of orders, and that one is to be stopped; stop when the worker is gone."""
        try:
            while True:
                match self._talk.hear():
                    case {"order": order}:
                        self._asked.put(order)
                    case _:
                        self._stop()
        except Gone:
            self._stop()
            self._asked.put(None)

    def _stop(self) -> None:
        if self._busy.is_set():
            os.kill(os.getpid(), signal.SIGINT)

    def _done(self, plain: dict[str, Any]) -> dict[str, Any]:
        order = Order.of_json(plain)
        self._busy.set()
        try:
            try:
                with Telling(self._talk) as progress:
                    kind = kind_of(order, self._kinds)
                    outcome = kind.perform(Bench(self._config, order, progress))
            finally:
                self._busy.clear()
        except KeyboardInterrupt:
            outcome = Outcome(ExitCode.INTERRUPTED)
        except Busy as error:
            return {"busy": error.message}
        except ArchiverError as error:
            outcome = Outcome(error.exit_code, error.message)
        except Exception as error:
            outcome = Outcome(ExitCode.INTERNAL, _unforeseen(error), _places(error))
        return {"outcome": outcome.as_json()}


def _unforeseen(error: Exception) -> str:
    """What kind of failure it was: its text may quote data."""
    return _("unforeseen failure ({kind})").format(kind=type(error).__name__)


def _places(error: Exception) -> tuple[str, ...]:
    """Where it went through: files, lines and functions of the program, no values."""
    home = Path(archiver.__file__).parent.parent
    told = []
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        name = file.relative_to(home) if file.is_relative_to(home) else Path(*file.parts[-2:])
        told.append(f"{name.as_posix()}:{frame.lineno} {frame.name}")
    return tuple(told)


def _memory() -> int:
    """Bytes of this process in memory; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def main(arguments: list[str], kinds: Mapping[str, Kind] = KINDS) -> None:
    """Serve the worker at the other end of the socket `arguments[0]`."""
    end = socket.socket(fileno=int(arguments[0]))
    end.set_inheritable(False)  # a child of this process must not keep the line open
    startup.at_start()
    listen()
    with contextlib.suppress(KeyboardInterrupt):  # the worker knows that it wanted the hand no more
        _Hand(Talk(end), Path(arguments[1]) if arguments[1:] else None, kinds).work()


if __name__ == "__main__":
    main(sys.argv[1:])
