"""Holding a folder for one run alone, whichever account of this computer the other run belongs to."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from archiver.disk.unfinished import is_there, lock


class Taken(Exception):
    """Another run holds it."""


@contextmanager
def folder_held(folder: Path) -> Iterator[None]:
    """Hold `folder` for the block, by a lock on itself; raises Taken, OSError.

    It is made if need be, and removed again if nothing came into it: nothing is written into it or beside it.
    Where the file system knows no locks (some network drives), its name is held on this computer instead.
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
            if ours is None:
                stack.enter_context(_name_held(folder))
            yield
            return


@contextmanager
def _name_held(folder: Path) -> Iterator[None]:
    """Hold the name of a folder on this computer; raises Taken.

    By an address of Linux that is no file: one for all accounts, in nobody's folder, and gone with the
    process. Elsewhere nothing is held.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as address:
        try:
            address.bind(f"\0college-archiver/folder/{digest}")
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Taken from error
            raise
        yield


def folder_made(folder: Path) -> tuple[Path, ...]:
    """Make `folder` with all above it; those that were missing, it first. Raises OSError."""
    missing = tuple(one for one in (folder, *folder.parents) if not one.exists())
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def remove_empty(folders: tuple[Path, ...]) -> None:
    """Remove the folders in this order until one holds something."""
    with contextlib.suppress(OSError):
        for folder in folders:
            folder.rmdir()
