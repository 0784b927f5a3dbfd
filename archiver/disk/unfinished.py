"""What is not finished yet: its name, its lock, and ridding folders of what killed runs left in them.

A file or folder being written has a name of its own and is locked (flock) by its run. So the next run that
writes into the same folder tells what a killed one left there, which holds names of students, from what a
living one is at.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from archiver import clock

TEMPORARY = ".archiver-"
"""How the names of files and folders begin that are not finished yet."""
_FILE, _FOLDER = ".part", ".scratch"
_FORGOTTEN = 7 * 24 * 60 * 60
"""Seconds after which a thing is dead that cannot be locked: the file system knows no locks."""
_PAUSE = 60
"""Seconds before a run that writes many files into a folder looks through it again."""
_ATTEMPTS = 100


@contextlib.contextmanager
def unfinished_file(folder: Path, mode: int) -> Iterator[IO[bytes]]:
    """A new file of this run alone in `folder`, removed after the block unless it got another name.

    `mode` is what the umask leaves of it. Raises OSError.
    """
    _sweep_now_and_then(folder)
    for _attempt in range(_ATTEMPTS):
        temporary = _new_name(folder, _FILE)
        try:
            handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
            # By its name, which whoever writes looks up. The system applied the umask: to read it, a process
            # would have to change it for all its threads.
            with open(temporary, "w+b", opener=lambda *_: handle) as file:  # noqa: B023
                if lock(handle) is not False and is_there(temporary, handle):
                    yield file
                    return
        finally:
            temporary.unlink(missing_ok=True)
    raise _always_swept()


@contextlib.contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """An empty folder in `parent` for this run alone, gone after the block. Raises OSError."""
    sweep(parent)
    for _attempt in range(_ATTEMPTS):
        folder = _new_name(parent, _FOLDER)
        try:
            folder.mkdir(mode=0o700)
            with _claimed(folder) as ours:
                if ours is not False:
                    yield folder
                    return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    raise _always_swept()


def sweep(folder: Path) -> None:
    """Remove what killed runs left unfinished in `folder`; what cannot be removed stays."""
    with contextlib.suppress(OSError):
        for left in folder.iterdir():
            if left.name.startswith(TEMPORARY):
                with contextlib.suppress(OSError):
                    _remove_dead(left)


def _remove_dead(left: Path) -> None:
    kind = left.lstat().st_mode
    if left.suffix == _FILE and stat.S_ISREG(kind):
        with _claimed(left) as ours:
            if _is_dead(left, ours):
                left.unlink()
    elif left.suffix == _FOLDER and stat.S_ISDIR(kind):
        with _claimed(left) as ours:
            if _is_dead(left, ours):
                shutil.rmtree(left, ignore_errors=True)


_SWEPT: dict[tuple[int, int], float] = {}


def _sweep_now_and_then(folder: Path) -> None:
    status = folder.stat()
    known, now = (status.st_dev, status.st_ino), time.monotonic()
    if now - _SWEPT.get(known, -_PAUSE) >= _PAUSE:
        _SWEPT[known] = now
        sweep(folder)


def _new_name(folder: Path, suffix: str) -> Path:
    return folder / f"{TEMPORARY}{secrets.token_hex(8)}{suffix}"


def _always_swept() -> OSError:
    return OSError(errno.EBUSY, os.strerror(errno.EBUSY))


@contextlib.contextmanager
def _claimed(left: Path) -> Iterator[bool | None]:
    """Lock a file or folder: True it is ours, False another run's, None the file system knows no locks."""
    kind = os.O_RDONLY | os.O_DIRECTORY if left.suffix == _FOLDER else os.O_RDWR
    handle = os.open(left, kind | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        ours = lock(handle)
        yield ours if is_there(left, handle) else False
    finally:
        os.close(handle)


def lock(handle: int) -> bool | None:
    """Lock what is open: True it is ours, False another run's, None the file system knows no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def is_there(path: Path, handle: int) -> bool:
    """Whether the name still means what is open: between making and locking it may have been swept."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _is_dead(left: Path, ours: bool | None) -> bool:
    if ours is None:
        return clock.now().timestamp() - left.lstat().st_mtime > _FORGOTTEN
    return ours
