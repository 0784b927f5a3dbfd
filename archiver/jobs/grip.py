"""The worker's grip on a hand: starts it, gives it a job, stops it, outlives its death."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from archiver.errors import ExitCode
from archiver.jobs.order import Order
from archiver.jobs.run import Note, PutDown, Run, Unwanted, Wish
from archiver.jobs.standing import Outcome
from archiver.jobs.talk import Gone, Talk
from archiver.locale import _

DEATHS = 3
"""How many hands a job may lose at one place: it is the job that kills them then."""
MOST_DEATHS = 20
"""How many it may lose altogether."""
GRACE = 10.0
"""Seconds in which a hand that is not wanted any more has to put down what it is at."""
HAND = (sys.executable, "-m", "archiver.jobs.hand")


class Grip:
    """One hand at a time, begun when it is needed, and one job at a time."""

    def __init__(self, config: Path | None, command: Sequence[str] = HAND) -> None:
        self._command = [*command]
        self._config = [] if config is None else [str(config)]
        self._process: subprocess.Popen[bytes] | None = None
        self._talk: Talk | None = None
        self._lock = threading.Lock()

    def perform(self, order: Order, wish: Wish, note: Note) -> Outcome:
        """Have the job done; raises PutDown when the worker ends before it."""
        with self._lock:
            try:
                return self._performed(order, Run(wish, note))
            except PutDown:
                raise
            except BaseException:
                self.let_go()  # or it would go on by itself, and the next job wait for it
                raise

    def _performed(self, order: Order, run: Run) -> Outcome:
        furthest, there, deaths = -1, 0, 0
        while True:
            try:
                ended = run.until_ended(self._held(), order)
                if isinstance(ended, Outcome):
                    return ended
                run.wait(ended)
                continue
            except Unwanted:
                run.put_down()
                return Outcome(ExitCode.INTERRUPTED)
            except Gone:
                self.let_go()
            if run.unwanted:
                run.put_down()
                return Outcome(ExitCode.INTERRUPTED)
            deaths += 1
            if run.reached >= furthest:  # one that died before it got as far as another is no sign of the job
                there = there + 1 if run.reached == furthest else 1
                furthest = run.reached
            if there >= DEATHS or deaths >= MOST_DEATHS:
                message = _("its process was killed {count} times (out of memory?)").format(count=deaths)
                return Outcome(ExitCode.INTERNAL, message)

    def _held(self) -> Talk:
        if self._talk is not None and self._process is not None and self._process.poll() is None:
            return self._talk
        self.let_go()
        ours, its = socket.socketpair()
        with its:
            words = [*self._command, str(its.fileno()), *self._config]
            self._process = subprocess.Popen(  # noqa: S603 - the program itself
                words,
                pass_fds=(its.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C of a terminal is for whoever started the worker
            )
        self._talk = Talk(ours)
        return self._talk

    def let_go(self) -> None:
        """End the hand: it puts down what it is at; one that does not is killed, with all it has started."""
        if self._talk is not None:
            self._talk.close()
        if self._process is not None:
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, 9)
                self._process.wait()
        self._process = self._talk = None
