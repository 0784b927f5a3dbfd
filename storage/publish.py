"""Giving a finished file its name, without ever taking the place of another.

rename(2) overwrites; so renameat2 with RENAME_NOREPLACE is used (ext4, XFS, Btrfs, FAT, exFAT), and where the
file system does not know it, a second name and the removal of the first (NTFS-3G, NFS, older kernels).
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
from collections.abc import Callable

_NOREPLACE = 1
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}


def publish(folder: int, temporary: str, name: str) -> str:
    """Rename within the open `folder`, create-only; «renameat2» or «link», as was used.

    Raises FileExistsError when the name is taken, OSError (EOPNOTSUPP) when the file system can do neither.
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
    except PermissionError as error:  # how file systems without links say so
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP), name) from error
    os.unlink(temporary, dir_fd=folder)
    return "link"


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
