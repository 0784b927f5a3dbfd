"""Reading files that somebody named or left there: only plain ones, only so large, and never waiting.

A pipe opened for reading waits for its other end for ever, and a device has no end at all.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

_LONGEST_NAME, _LONGEST_PATH = 255, 4095 - 512
"""Bytes of a name and of a path (Linux), less what the program puts below a folder."""


def open_plain(path: Path) -> BufferedReader:
    """A plain file, open for reading. Raises OSError; for what is no plain file, ENXIO or EISDIR."""
    try:
        _refuse_mode(path, path.stat().st_mode)  # first: opening a device may do something to it
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except ValueError as error:  # a NUL in the name
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    file = os.fdopen(handle, "rb")
    try:
        _refuse_mode(path, os.fstat(handle).st_mode)
    except OSError:
        file.close()
        raise
    return file


def _refuse_mode(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        raise OSError(number, os.strerror(number), str(path))


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of a plain file of `most` bytes at most. Raises OSError; EFBIG for a larger one."""
    with open_plain(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def refuse_impossible(path: Path) -> None:
    """Raise OSError for a path that nothing can lie at: too long, round in a circle, with a NUL in it."""
    whole = os.fsencode(path.absolute())
    if len(whole) > _LONGEST_PATH or any(len(name) > _LONGEST_NAME for name in whole.split(b"/")):
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(path))
    try:
        path.stat()
    except ValueError as error:
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise


def refuse_other_than_file(path: Path) -> None:
    """Raise OSError for what is there and no plain file: /dev/null, a pipe, a folder."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    _refuse_mode(path, mode)
