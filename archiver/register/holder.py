"""Which process holds a turn, and whether a process of this computer is known to be gone.

What is not known is never guessed: of a process on another computer, in another container, or on a system
that does not tell, nothing is said, and its lease runs out by itself.
"""

from __future__ import annotations

import functools
import os
import platform
import re
import sys
import time
from pathlib import Path

from archiver.disk.account import os_login
from archiver.register.model.turns import Holder

_PROC = Path("/proc")
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_DEAD = {"Z", "X", "x"}
_COMMAND = re.compile(r"[a-z][a-z-]{1,30}")


def uptime() -> float:
    """Seconds since the computer was started, asleep or not: nobody can set that clock."""
    return time.clock_gettime(_CLOCK)


def this_process() -> Holder:
    """The holder that this process is."""
    pid = os.getpid()
    status = _status(pid)
    return Holder(
        login=os_login(),
        computer=platform.node(),
        process=_words(),
        machine=this_machine(),
        pid=pid,
        started=status[1] if status else 0,
    )


@functools.cache
def this_machine() -> str:
    """This computer since it was started, and what numbers and clocks mean here; «» when it does not say."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
        numbers = (_PROC / "self/ns/pid").readlink()
    except (OSError, ValueError):
        return ""
    clocks = _PROC / "self/ns/time"  # since Linux 5.6
    return f"{boot} {numbers} {clocks.readlink() if clocks.is_symlink() else ''}".rstrip()


def is_known_dead(holder: Holder) -> bool:
    """Whether the holder was a process of this computer, since it was started, and has ended for certain."""
    if not holder.machine or not holder.started or holder.machine != this_machine():
        return False
    try:
        os.kill(holder.pid, 0)  # asks only; unlike /proc it hides no processes of other accounts
    except ProcessLookupError:
        return True
    except OSError:  # another account's
        pass
    status = _status(holder.pid)
    if status is None:
        return False
    state, started = status
    return state in _DEAD or started != holder.started


def _status(pid: int) -> tuple[str, int] | None:
    """State and start (in ticks since the computer was started) of a process; None when not to be seen."""
    try:
        # The name of the program, in brackets, may hold anything, brackets too.
        fields = (_PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
        return fields[0].decode(), int(fields[19])
    except (OSError, ValueError, IndexError):
        return None


def _words() -> str:
    """The program and its command, without further words of the command line: they may be names."""
    path = Path(sys.argv[0] or "archiver")
    name = path.parent.name if path.name == "__main__.py" else path.name
    command = sys.argv[1] if len(sys.argv) > 1 and _COMMAND.fullmatch(sys.argv[1]) else ""
    return f"{name} {command}".strip()
