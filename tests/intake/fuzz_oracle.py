"""A command run in a process of its own, and all that can be said of how it went."""

from __future__ import annotations

import contextlib
import mmap
import os
import resource
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.exec",
)
_CHANGES = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "shutil.rmtree",
)
_PATIENCE = 120
_OWN_MEGABYTES = 60
"""What the program's modules take when it is called by itself."""
_LETTERS = 4_000


@dataclass(frozen=True)
class Ended:
    """Exit code (negative: a signal), standard output and error, processor seconds, megabytes, offence."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: int
    offence: str


def run(words: list[str], folder: Path) -> Ended:
    """`archiver words…` forked from here, all modules loaded; it may write under `folder` only.

    Its reading child is ended and waited for before it ends, so that time and memory are those of both.
    """
    out, err = folder / ".out", folder / ".err"
    note = mmap.mmap(-1, _LETTERS)
    inherited = _resident() - _OWN_MEGABYTES  # what these tests hold is no memory of the program's
    process = os.fork()
    if not process:
        _live(words, folder, out, err, note)
    usage = _awaited(process)
    code = os.waitstatus_to_exitcode(usage[0])
    offence = note[:_LETTERS].rstrip(b"\0").decode("utf-8", "replace")
    return Ended(
        code,
        out.read_text("utf-8", "replace"),
        err.read_text("utf-8", "replace"),
        usage[1].ru_utime + usage[1].ru_stime,
        usage[1].ru_maxrss // 1024 - max(0, inherited),
        offence,
    )


def _resident() -> int:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


def _awaited(process: int) -> tuple[int, resource.struct_rusage]:
    deadline = time.monotonic() + _PATIENCE
    while True:
        done, status, usage = os.wait4(process, os.WNOHANG)
        if done:
            return status, usage
        if time.monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
            _done, status, usage = os.wait4(process, 0)
            return status, usage
        time.sleep(0.005)


def _live(words: list[str], folder: Path, out: Path, err: Path, note: mmap.mmap) -> None:
    code = 99
    try:
        for number, path in ((1, out), (2, err)):
            handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            os.dup2(handle, number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        _watch(folder, note)
        from archiver.__main__ import run as command
        from archiver.intake.quarantine.child import KEEPER

        code = command(words)
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        if KEEPER.child is not None:
            KEEPER.child.killed()
    finally:
        os._exit(code)


def _watch(folder: Path, note: mmap.mmap) -> None:
    """Note the first thing done that no reading of exports may do. Holds in the reading child too."""
    home = str(folder)

    def hook(event: str, values: tuple[object, ...]) -> None:
        bad = event in _FORBIDDEN
        if event == "open" and len(values) == 3:
            path, _mode, flags = values
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            bad = bool(writes) and not _is_home(path, home)
        elif event in _CHANGES:
            bad = not _is_home(values[0], home)
        if bad and not note[0]:
            said = f"{event} {str(values)[:200]}".encode("utf-8", "replace")[:_LETTERS]
            note[: len(said)] = said

    sys.addaudithook(hook)


def _is_home(path: object, home: str) -> bool:
    if isinstance(path, int):
        return True
    text = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""
    absolute = os.path.abspath(text)  # noqa: PTH100 - of the process that asks
    return absolute == os.devnull or absolute.startswith((home, "/proc/self"))
