"""Reading a file from its device, not from memory, and knowing which of the two it was.

A file just written lies whole in the page cache; comparing it there proves nothing about the medium. What is
not on the device yet cannot be dropped from memory: so the advice to drop it (posix_fadvise, DONTNEED) comes
first, mincore(2) is asked what stayed, and only where something did the file is brought to the device and
the advice given again. Some file systems live in memory only.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os

from storage.store import Way

_WINDOW = 1 << 28
_WRITE = 2  # SYNC_FILE_RANGE_WRITE: start, do not wait
_RESIDENT = bytes(page & 1 for page in range(256))
_LIBRARY = ctypes.CDLL(None, use_errno=True)
_NOWHERE = ctypes.c_void_p(-1).value  # MAP_FAILED
_MAP = getattr(_LIBRARY, "mmap64", None) or _LIBRARY.mmap
_MAP.restype = ctypes.c_void_p
_MAP.argtypes = (
    ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int64,
)  # fmt: skip
_LIBRARY.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
_LIBRARY.mincore.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p)


def drop(handle: int) -> Way:
    """Bring the file to the device and out of memory; DEVICE when no page of it is left there."""
    forget(handle)
    if not resident(handle):
        return Way.DEVICE
    synchronise(handle)
    forget(handle)
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
    call = getattr(_LIBRARY, "sync_file_range", None)
    if call:
        call(handle, ctypes.c_int64(start), ctypes.c_int64(length), ctypes.c_uint(_WRITE))


def forget(handle: int) -> None:
    """Give the memory back after reading: an archive is not read twice, other programs need the room."""
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def resident(handle: int) -> int:
    """How many pages of the file are in memory; all of them where the system does not say."""
    size = os.fstat(handle).st_size
    count = 0
    for start in range(0, size, _WINDOW):
        length = min(_WINDOW, size - start)
        pages = ctypes.create_string_buffer(-(-length // mmap.PAGESIZE))
        # Never read through: a medium pulled out then would end the process.
        address = _MAP(None, length, mmap.PROT_READ, mmap.MAP_SHARED, handle, start)
        if address == _NOWHERE:
            return -(-size // mmap.PAGESIZE)
        failed = _LIBRARY.mincore(address, length, pages)
        _LIBRARY.munmap(address, length)
        if failed:
            return -(-size // mmap.PAGESIZE)
        count += pages.raw.translate(_RESIDENT).count(1)
    return count
