"""Giving a finished file its name, without ever taking the place of another.

rename(2) overwrites; so renameat2 with RENAME_NOREPLACE is used (ext4, XFS, Btrfs, FAT, exFAT), and where the
file system does not know it, a second name and the removal of the first (NTFS-3G, NFS, older kernels). Where
it knows neither (exfat-fuse, vboxsf, sshfs), the folder is locked, looked into, and the file is renamed: safe
against everybody who gives names in this way, and against others but for the moment between two calls.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import functools
import os
from collections.abc import Callable

_NOREPLACE = 1
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}


def publish(folder: int, temporary: str, name: str) -> str:
    """Rename within the open `folder`, create-only; «renameat2», «link» or «rename», as was used.

    Raises FileExistsError when the name is taken, OSError.
    """
    try:
        renameat2()(folder, temporary, name)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
    else:
        return "renameat2"
    try:
        os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        os.unlink(temporary, dir_fd=folder)
        return "link"
    _rename_where_nothing_is(folder, temporary, name)
    return "rename"


def _rename_where_nothing_is(folder: int, temporary: str, name: str) -> None:
    lock = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            os.stat(name, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        else:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name)
    finally:
        os.close(lock)


@functools.cache
def renameat2() -> Callable[[int, str, str], None]:
    """The system's create-only rename; one that always fails where the C library has none."""
    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, "renameat2", None)

    def rename(folder: int, old: str, new: str) -> None:
        if call is None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        if call(folder, os.fsencode(old), folder, os.fsencode(new), ctypes.c_uint(_NOREPLACE)):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), new)

    return rename
