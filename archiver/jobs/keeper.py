"""Whoever keeps a worker working: starts it, starts it again when it was killed, ends it.

It loads neither the engine nor a use case, so that nothing that happens to them happens to it.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archiver.errors import ExitCode
from archiver.jobs.talk import Gone, Talk
from archiver.locale import _

WORKER = (sys.executable, "-m", "archiver.jobs.worker")
GRACE = 75.0
"""Seconds in which a worker puts down what it is at, and ends."""
PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds before a worker that has fallen over is started again, longer each time; one that was killed is
started again after the first."""


def keep_working(
    config: Path | None, tell: Callable[[str], None], command: Sequence[str] = WORKER
) -> ExitCode:
    """Keep a worker working until a signal comes (KeyboardInterrupt, when it has ended).

    Returns the exit code of one that cannot work at all (another one is there, wrong settings, no register).
    """
    fallen = 0
    while True:
        code = _one(config, tell, command)
        if code in set(ExitCode) - {ExitCode.INTERNAL}:
            return ExitCode(code)
        fallen = 0 if code < 0 else min(fallen + 1, len(PAUSES) - 1)
        tell(_("The worker was killed; it is started again, and goes on with its jobs."))
        time.sleep(PAUSES[fallen])


def _one(config: Path | None, tell: Callable[[str], None], command: Sequence[str]) -> int:
    """A worker's life: how it ended."""
    ours, its = socket.socketpair()
    talk = Talk(ours)
    with its:
        words = [*command, str(its.fileno()), *([] if config is None else [str(config)])]
        process = subprocess.Popen(  # noqa: S603 - the program itself
            words,
            pass_fds=(its.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C of a terminal is for the keeper, who passes it on
        )
    try:
        with contextlib.suppress(Gone):
            while True:
                message = talk.hear()
                if message is not None:
                    tell(message["line"])
        return process.wait(GRACE)
    finally:
        talk.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        process.kill()
        process.wait()
