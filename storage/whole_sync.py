"""Bringing everything a file system holds to its device with one call, where its answer can be trusted.

syncfs(2) writes all files and folders of a file system out, where fsync(2) is one call a file and one a
folder. Its answer is worth something only since Linux 5.8, which remembers errors of writing for a file
system and reports them to whoever held it open since before; and only where the file system ends the call by
emptying the disk's own cache, as fsync does. FAT, exFAT and NTFS do not; FUSE does not even pass the call on;
of the network nobody here knows (ADR 0056).
"""

from __future__ import annotations

import ctypes
import functools
import os
import re
from collections.abc import Callable

_SINCE = (5, 8)
TRUSTED = frozenset({"ext4", "xfs", "btrfs", "f2fs"})
"""File systems that commit their journal and empty the disk's cache in syncfs, as mountinfo names them."""


def is_trusted(kind: str, release: str | None = None) -> bool:
    """Whether `syncfs` of a file system of that kind proves what fsync of each file would.

    `release` is the kernel's («6.1.0-18-amd64»), by default of the one that runs.
    """
    numbers = re.match(r"(\d+)\.(\d+)", os.uname().release if release is None else release)
    recent = numbers is not None and (int(numbers[1]), int(numbers[2])) >= _SINCE
    return recent and kind in TRUSTED and os.uname().sysname == "Linux"


@functools.cache
def syncfs() -> Callable[[int], None]:
    """The system's call for an open handle; raises OSError. Errors since the handle was opened are told."""
    library = ctypes.CDLL(None, use_errno=True)

    def sync(handle: int) -> None:
        if library.syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return sync
