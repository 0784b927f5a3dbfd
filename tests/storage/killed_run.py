"""A run that is killed at its n-th call of the operating system: killed_run.py write|repair|erase N FOLDER…

Ends by SIGKILL at the call, or with 0 when the run has fewer calls than that.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bags import plan

from storage import publish
from storage.bag.custody import erase_bag
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.repair import Copy, repair_bag

CALLS = ("open", "write", "fsync", "mkdir", "unlink", "rename", "rmdir")


def count_down(calls: int) -> None:
    """Let the process be killed before its n-th call that changes a disk."""
    left = calls

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            if call is write and left == 1:  # the last write before the end is torn
                return call(arguments[0], arguments[1][: max(1, len(arguments[1]) // 2)])
            return call(*arguments, **more)

        return counting

    write = os.write
    real = os.open
    for name in CALLS[1:]:
        setattr(os, name, counted(getattr(os, name)))
    creating = counted(real)
    os.open = lambda path, flags, *rest, **more: (  # type: ignore[assignment]
        (creating if flags & os.O_CREAT else real)(path, flags, *rest, **more)
    )
    named = counted(publish.renameat2())
    publish.renameat2 = lambda: named  # type: ignore[assignment]


def main(act: str, calls: int, folders: list[Path]) -> None:
    """Do the act."""
    count_down(calls)
    stores = [DirectoryStore(folder) for folder in folders]
    if act == "write":
        write_bag(plan(), stores[0], "год/bag")
    elif act == "repair":
        repair_bag([Copy(str(number), store, "год/bag") for number, store in enumerate(stores)])
    else:
        erase_bag(stores[0], "год/bag")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), [Path(folder) for folder in sys.argv[3:]])
