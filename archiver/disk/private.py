"""Folders that are the program's own: nobody but their owner may look into them, whatever the umask says.

The umask is the user's word about what is made for others: binders, papers and bags follow it. The register,
its copies and all in the program's folders hold names of minors, or lead to them, and do not (ADR 0024).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

FILE = 0o600
FOLDER = 0o700
STAND_IN = "ARCHIVER_STAND_IN"
"""Names the cache folder of this run and its workers, where the user has none (process/output.py)."""
_APPLICATION = "college-archiver"


def user_cache(*names: str) -> Path:
    """A place in the folder for what can be made again; nothing is made."""
    import platformdirs

    cache = os.environ.get(STAND_IN) or platformdirs.user_cache_dir(_APPLICATION)
    return Path(cache).joinpath(*names)


def user_data(*names: str) -> Path:
    """A place in the folder for what cannot be made again; nothing is made."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_APPLICATION)).joinpath(*names)


def made_private(folder: Path) -> Path:
    """`folder`, made with what is missing above it, each for its owner only. Raises OSError.

    Folders that are there already are the user's and stay as they are.
    """
    for level in (*reversed(folder.parents), folder):
        if not level.is_dir():
            level.mkdir(FOLDER, exist_ok=True)
            allow(level, FOLDER)
    return folder


def private_folder(folder: Path, *, within: Path | None = None) -> Path:
    """`folder` of the program's own, made if need be, and taken from others with all between it and `within`.

    Raises OSError.
    """
    made_private(folder)
    top = folder if within is None else within
    for level in (*folder.parents, folder):
        if level == top or top in level.parents:
            allow(level, FOLDER)
    return folder


def private_cache(*names: str) -> Path:
    """`user_cache`, made and taken from others at every level. Raises OSError."""
    return private_folder(user_cache(*names), within=user_cache())


def allow(place: Path | int, mode: int) -> None:
    """Make `mode` the rights to what lies at `place` (a path or a handle), as far as that is ours to say.

    An umask may have taken from the owner too, so this is needed after making a thing as well. A link is not
    followed. What belongs to another user stays, and so do file systems that know no rights (FAT).
    """
    with suppress(OSError):
        if isinstance(place, int):
            if os.fstat(place).st_mode & 0o777 != mode:
                os.fchmod(place, mode)
        elif not place.is_symlink() and place.stat().st_mode & 0o777 != mode:
            place.chmod(mode)
