"""Why the operating system refused, in the user's language: its own words come in English."""

from __future__ import annotations

import errno

from archiver.locale import _


def cause(error: OSError) -> str:
    """The cause of `error` for a message; the system's own words for what is not in the list."""
    known = {
        errno.EACCES: _("no permission"),
        errno.EPERM: _("no permission"),
        errno.ENOSPC: _("no space left on the disk"),
        errno.EDQUOT: _("the disk quota is used up"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENOENT: _("there is no such file or folder"),
        errno.ENOTDIR: _("a part of the path is a file, not a folder"),
        errno.EEXIST: _("a file of that name has come in between"),
        errno.ENOTEMPTY: _("the folder is not empty"),
        errno.EISDIR: _("it is a folder, not a file"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EIO: _("the medium has a fault"),
        errno.EBUSY: _("another program is using it"),
        errno.ELOOP: _("links lead round in a circle"),
        errno.ENXIO: _("it is a device or a pipe, not a file"),
        errno.EFBIG: _("it is too large"),
        errno.EBADF: _("it is not open for writing"),
        errno.EPIPE: _("the other end is closed"),
        errno.ETIMEDOUT: _("nothing came, and the waiting was given up"),
        errno.EMFILE: _("too many files are open"),
        errno.ENFILE: _("too many files are open"),
    }
    return known.get(error.errno or 0) or error.strerror or type(error).__name__
