"""Whether a file is its caller's alone: nobody else may write it, or put another in its place."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_WRITING = stat.S_IWGRP | stat.S_IWOTH
"""Of others. Where there is an access list, the group's bits are the most that anybody in it may (acl(5))."""
_LINKS = 40


def open_to_others(file: Path) -> Path | None:
    """What on the way to `file` somebody else may write or owns; None when it is the caller's alone.

    The superuser is nobody else, but the superuser's file is not the caller's; folders may be either's. In a
    sticky folder (/tmp) nobody takes away what is another's: it will do above the folder of the file, not as
    that, for a journal laid beside the file would be believed. Links are followed, and looked at too.

    Raises OSError for what is not there. Where the system knows no such rights (Windows) nothing is said.
    """
    if os.name == "nt":
        return None
    at, names, links = Path("/"), list(reversed(file.absolute().parts[1:])), 0
    while names:
        name = names.pop()
        if name == "..":  # no link lies on the way to `at`
            at = at.parent
            continue
        here = at / name
        found = here.lstat()
        if _is_loose(at, sticky_does=bool(names) or stat.S_ISLNK(found.st_mode)):
            return at
        if not stat.S_ISLNK(found.st_mode):
            at = here
            continue
        links += 1
        if _of_another(found) or links > _LINKS:
            return here
        target = here.readlink()
        at = Path("/") if target.is_absolute() else at
        names += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    found = at.stat()
    return at if found.st_uid != os.getuid() or found.st_mode & _WRITING else None


def _is_loose(folder: Path, *, sticky_does: bool) -> bool:
    found = folder.stat()
    open_ = bool(found.st_mode & _WRITING) and not (sticky_does and found.st_mode & stat.S_ISVTX)
    return open_ or _of_another(found)


def _of_another(found: os.stat_result) -> bool:
    return found.st_uid not in {os.getuid(), 0}
