"""Destroying what a file held: renamed, overwritten to the device, given back, and only then removed.

unlink(2) takes a name away; the bytes stay on the disk until something else happens to be written there, and
are found by anybody who reads it raw. So the blocks are written over where they are (one pass of random
bytes: NIST SP 800-88 rev. 1, 2.4, for disks since 2001), brought to the device, given back with a hole
(which the device hears of as a discard where the file system passes it on), and the name goes last. What
this proves depends on the medium (storage.surface); it is no certified tool.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import secrets
import struct
from collections.abc import Callable, Iterator

from storage import page_cache
from storage.keys import RESERVED

_BLOCK = 1 << 20
_STRIDE = 8 << 20
_FITRIM = 0xC0185879
_PUNCH_HOLE = 0x02 | 0x01  # FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE
_REFUSED = {errno.EACCES, errno.EPERM, errno.ETXTBSY}
_FAILED = {errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EOPNOTSUPP, errno.EINVAL, errno.EFBIG}
_LARGEST_FILE = 1 << 30
"""Bytes of one file that fills free space: FAT carries no larger one than four of these."""

Ask = Callable[[], None]


def destroy(folder: int, name: str, ask: Ask) -> bool:
    """Rename, overwrite, give back and remove the plain file `name` of the open `folder`.

    Whether its bytes were overwritten whole; when they could not be, it is removed all the same. Interrupted,
    or stopped by `ask`, it leaves an unfinished file, which a store sweeps in the same way. Raises OSError of
    a medium that is gone or cannot be written.
    """
    overwritten, handle = False, -1
    try:
        handle = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
    try:
        neutral = _neutral(name)
        os.rename(name, neutral, src_dir_fd=folder, dst_dir_fd=folder)
        if handle >= 0:
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            overwritten = wipe(handle, ask)
        os.unlink(neutral, dir_fd=folder)
        page_cache.synchronise(folder)
    finally:
        if handle >= 0:
            os.close(handle)
    return overwritten


def wipe(handle: int, ask: Ask) -> bool:
    """Overwrite all bytes of an open file, to the device, and give its blocks back; whether it was all.

    A file's holes are left: nothing was ever written there, and a hostile file may have terabytes of them.
    """
    try:
        size = os.fstat(handle).st_size
        for start, end in _extents(handle, size):
            _overwrite(handle, start, end, ask)
        page_cache.synchronise(handle)
        done = True
    except OSError as error:
        if error.errno not in _FAILED:
            raise
        done = False
    with contextlib.suppress(OSError):
        _punch(handle, size)
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
    return done


def _overwrite(handle: int, start: int, end: int, ask: Ask) -> None:
    asked = start
    while start < end:
        start += os.pwrite(handle, os.urandom(min(_BLOCK, end - start)), start)
        if start - asked >= _STRIDE:
            ask()
            asked = start


def _extents(handle: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a file has bytes of its own; all of it where the file system cannot say."""
    end = 0
    while end < size:
        try:
            start = os.lseek(handle, end, os.SEEK_DATA)
            end = os.lseek(handle, start, os.SEEK_HOLE)
        except OSError as error:
            if error.errno == errno.ENXIO:  # only a hole is left
                return
            start, end = end, size
        yield start, min(end, size)


def _punch(handle: int, size: int) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), "fallocate", None)
    if call and size:
        call(handle, ctypes.c_int(_PUNCH_HOLE), ctypes.c_int64(0), ctypes.c_int64(size))


def _neutral(name: str) -> str:
    """A reserved name, as long as the old one, so that it lies over it in the folder where it can."""
    letters = max(16, min(len(os.fsencode(name)), 230) - len(f"{RESERVED}.part"))
    return f"{RESERVED}{secrets.token_hex(letters // 2 + 1)[:letters]}.part"


def trim(folder: int) -> bool:
    """Tell the device which blocks of the file system are free (FITRIM); whether it was told."""
    whole = struct.pack("QQQ", 0, (1 << 64) - 1, 0)
    try:
        fcntl.ioctl(folder, _FITRIM, whole)
    except OSError:  # a disk that knows no discard, a file system, or an ordinary user
        return False
    return True


def fill(folder: int, done: Callable[[int], None], limit: int | None = None) -> int:
    """Write random bytes into all free space below the open `folder`, to the device, and give it back.

    The files have no name from the moment they are made: however a run ends, the system frees them, and
    nothing is left. `done` hears of bytes as they are written, and may stop it by raising. At most `limit`
    bytes, where one is given. The bytes written. Raises OSError of a medium that is gone, or read-only.
    """
    with contextlib.ExitStack() as held:
        total = 0
        while limit is None or total < limit:
            handle = _nameless(folder)
            if handle is None:
                break
            held.callback(os.close, handle)
            room = _LARGEST_FILE if limit is None else min(_LARGEST_FILE, limit - total)
            written = _filled(handle, room, done)
            total += written
            if not written:
                break
        return total


def _nameless(folder: int) -> int | None:
    """A new file without a name; None where there is no room even for that."""
    flags = os.O_RDWR | os.O_CLOEXEC
    with contextlib.suppress(OSError):  # FAT, exFAT and the network know no such files
        return os.open(".", flags | os.O_TMPFILE, 0o600, dir_fd=folder)
    name = f"{RESERVED}{secrets.token_hex(8)}.part"
    try:
        handle = os.open(name, flags | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return None
        raise
    os.unlink(name, dir_fd=folder)
    return handle


def _filled(handle: int, room: int, done: Callable[[int], None]) -> int:
    """Fill a file up to `room` bytes or to the end of the free space, in ever smaller steps."""
    written, step = 0, _BLOCK
    while step and written < room:
        try:
            count = os.write(handle, os.urandom(min(step, room - written)))
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise
            step //= 2
            continue
        written += count
        done(count)
    with contextlib.suppress(OSError):  # delayed allocation may find out here that nothing is left
        os.fsync(handle)
    return written
