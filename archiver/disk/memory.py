"""What is remembered from run to run beside the results, under names that say what it follows from.

Private to the user, whole or not there at all, and never needed: who finds nothing does the work again. It
may name groups and what was found in their journals, so it goes when it was not used for some days.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archiver.disk.away import Away, unlinked
from archiver.disk.kept import keep_sealed, kept
from archiver.disk.private import private_folder, user_cache

_NAME = re.compile(r"[a-z]+-[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory in `folder`, which is made when something is put into it."""

    folder: Path

    def recall(self, name: str) -> bytes | None:
        """What was remembered under `name` and is whole; it counts as used today."""
        data = kept(self.folder / name)
        if data is not None:
            with suppress(OSError):
                os.utime(self.folder / name)
        return data

    def remember(self, name: str, data: bytes) -> bool:
        """Put `data` under `name`, «group-» and a digest; whether there was room."""
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        try:
            private_folder(self.folder, within=self.folder.parent)
            keep_sealed(self.folder / name, data)
        except OSError:
            return False
        return True

    def forget(self, before: float = math.inf, away: Away = unlinked) -> int:
        """Remove what was last used before a moment (seconds since 1970), or all; how many went."""
        gone = 0
        with suppress(OSError), _opened(self.folder) as folder:
            for name in os.listdir(folder):  # noqa: PTH208 - of an open folder
                with suppress(OSError):
                    last = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
                    if _NAME.fullmatch(name) and last <= before:
                        away(folder, name)
                        gone += 1
        return gone


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """The open folder; raises OSError where there is none of the user's own."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield opened
    finally:
        os.close(opened)


def user_memory() -> Memory:
    """The memory of this user; without a cache folder of their own nothing stays in it after the run."""
    return Memory(user_cache("memory"))
