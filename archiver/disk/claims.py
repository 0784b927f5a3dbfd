"""Holding something for one run alone: a folder by a lock on it, anything else by a lock file."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from archiver.disk.private import FILE
from archiver.unfinished import is_there, lock


class Taken(Exception):
    """Another run holds it."""


@contextmanager
def folder_held(folder: Path, otherwise: Path | None) -> Iterator[None]:
    """Hold `folder` for the block; raises Taken, OSError.

    It is made if need be, and removed again if nothing came into it: nothing is written into it or beside it.
    Where the file system knows no locks (some network drives), the lock file `otherwise` is held instead, and
    without one nothing is.
    """
    while True:
        with ExitStack() as stack:
            missing = folder_made(folder)
            try:
                handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            except FileNotFoundError:
                continue  # removed by the run before, which left it empty
            stack.callback(os.close, handle)
            ours = lock(handle)
            if ours is False:
                raise Taken
            if not is_there(folder, handle):
                continue
            stack.callback(remove_empty, missing)
            if ours is None and otherwise is not None:
                stack.enter_context(file_held(otherwise))
            yield
            return


@contextmanager
def file_held(file: Path) -> Iterator[None]:
    """Hold the lock file `file`, which stays where it is; raises Taken, OSError."""
    from filelock import FileLock, Timeout

    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))
    try:
        held = FileLock(file, timeout=0, mode=FILE).acquire()
    except Timeout as error:
        raise Taken from error
    with held:
        yield


def folder_made(folder: Path) -> tuple[Path, ...]:
    """Make `folder` with all above it; those that were missing, it first. Raises OSError."""
    missing = tuple(one for one in (folder, *folder.parents) if not one.exists())
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def remove_empty(folders: tuple[Path, ...]) -> None:
    """Remove the folders in this order until one holds something."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
