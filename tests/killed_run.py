"""A run that dies by SIGKILL at a point of its way, in a child process of the test's own.

assert killed(lambda: deposit(step=Countdown(3)))      at the third step that it tells
killed(lambda: (at_disk_calls(40), write_bag(...)))     at the fortieth call that changes a disk
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Collection
from typing import Any

from storage import publish, whole_sync

DISK_CALLS = ("open", "write", "pwrite", "ftruncate", "fsync", "mkdir", "unlink", "rename", "rmdir")
"""Calls that change a disk: `open` that may make a file, `rename` with renameat2, `fsync` with syncfs."""


def killed(
    work: Callable[[], object], *, ends: Collection[object] | None = None, quiet: bool = False
) -> bool:
    """Do `work` in a child process; whether it was killed.

    Otherwise it came to its end without an error, and returned one of `ends`, if they are given.

    Without `quiet` what the child says is seen, the trace of what failed in it too.
    """
    child = os.fork()
    if not child:
        code = 1
        try:
            if quiet:
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, 1)
                os.dup2(nowhere, 2)
            end = work()
            assert ends is None or end in ends, end
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def die(*_told: object) -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """Ends the process when it is called, or what it stands before, for the n-th time."""

    def __init__(self, points: int) -> None:
        self.left = points

    def __call__(self, *_told: object) -> None:
        self.left -= 1
        if self.left <= 0:
            die()

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, counted."""

        def counted(*arguments: Any, **more: Any) -> Any:
            self()
            return call(*arguments, **more)

        return counted


def at_disk_calls(points: int, names: Collection[str] = DISK_CALLS) -> Countdown:
    """Let this process die before its n-th call that changes a disk, whoever makes it.

    The last write before that is torn. Gives the countdown, for what else is to count.
    """
    count = Countdown(points)
    write, real = count.before(os.write), os.open

    def torn(file: int, content: bytes) -> int:
        return int(write(file, content[: max(1, len(content) // 2)] if count.left == 2 else content))

    for name in set(names) - {"open", "write"}:
        setattr(os, name, count.before(getattr(os, name)))
    if "write" in names:
        os.write = torn  # type: ignore[assignment]
    if "open" in names:
        creating = count.before(real)
        os.open = lambda path, flags, *rest, **more: (  # type: ignore[assignment]
            (creating if flags & os.O_CREAT else real)(path, flags, *rest, **more)
        )
    if "rename" in names:
        named = count.before(publish.renameat2())
        publish.renameat2 = lambda: named  # type: ignore[assignment]
    if "fsync" in names:
        brought = count.before(whole_sync.syncfs())
        whole_sync.syncfs = lambda: brought  # type: ignore[assignment]
    return count
