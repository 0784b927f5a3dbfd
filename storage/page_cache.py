"""Reading a file from its device, not from memory, and knowing which of the two it was.

A file just written lies whole in the page cache; comparing it there proves nothing about the medium. The
order that works is fsync(file), fsync(folder), posix_fadvise(DONTNEED), read again; before the fsync the
advice drops nothing. Whether it did is asked of mincore(2): some file systems live in memory only.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os

from storage.store import Way

_WINDOW = 1 << 28
_WRITE = 2  # SYNC_FILE_RANGE_WRITE: start, do not wait


def drop(handle: int, folder: int) -> Way:
    """Bring the file to the device and out of memory; DEVICE when no page of it is left there."""
    synchronise(handle)
    synchronise(folder)
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    return Way.CACHE if resident(handle) else Way.DEVICE


def synchronise(handle: int) -> None:
    """fsync, where there is one: optical discs and some network folders know none, and need none."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.EROFS, errno.ENOTSUP}:
            raise


def begin_write_back(handle: int, start: int, length: int) -> None:
    """Let the device begin with a part of the file while the rest is being made; proves nothing.

    Without it the device idles until fsync, and then we do. A system that does not know the call loses
    nothing.
    """
    call = getattr(ctypes.CDLL(None), "sync_file_range", None)
    if call:
        call(handle, ctypes.c_int64(start), ctypes.c_int64(length), ctypes.c_uint(_WRITE))


def forget(handle: int) -> None:
    """Give the memory back after reading: an archive is not read twice, other programs need the room."""
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def resident(handle: int) -> int:
    """How many pages of the file are in memory."""
    size = os.fstat(handle).st_size
    library = ctypes.CDLL(None, use_errno=True)
    count = 0
    for start in range(0, size, _WINDOW):
        length = min(_WINDOW, size - start)
        # ACCESS_COPY: a private mapping is writable for ctypes, and the file is not.
        with mmap.mmap(handle, length, access=mmap.ACCESS_COPY, offset=start) as window:
            pages = (ctypes.c_ubyte * -(-length // mmap.PAGESIZE))()
            address = (ctypes.c_char * length).from_buffer(window)
            failed = library.mincore(ctypes.byref(address), ctypes.c_size_t(length), pages)
            del address  # or the mapping could not be closed
            if failed:
                return -(-size // mmap.PAGESIZE)
            count += sum(page & 1 for page in pages)
    return count
