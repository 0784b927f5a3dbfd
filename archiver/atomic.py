"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from archiver.causes import cause
from archiver.errors import OutputFailed
from archiver.locale import _

TEMPORARY = ".archiver-"
"""How the names of files begin that are not finished yet."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes become `path` when the block ends well; else nothing is left behind.

    The bytes are on the disk before the name is (fsync, then rename, then fsync of the folder).
    Raises OutputFailed for every error of the file system, naming file and cause.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=TEMPORARY, suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputFailed(
            _(
                "Cannot write {file}: {cause}. Free some space or choose another folder, and run again."
            ).format(file=path, cause=cause(error))
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all; raises OutputFailed."""
    with replacing(path) as file:
        file.write(data)


def sweep(folder: Path) -> None:
    """Remove what a killed run left unfinished in `folder`; names of students are in there."""
    for left in folder.glob(f"{TEMPORARY}*.part"):
        with contextlib.suppress(OSError):
            left.unlink()


@contextlib.contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """An empty folder in `parent` for this run alone, gone after the block.

    What killed runs left there goes first, for it holds names of students; a lock tells them from the
    living. Raises OSError.
    """
    for left in parent.glob(f"{TEMPORARY}*.scratch"):
        with contextlib.suppress(OSError), _claimed(left) as ours:
            if ours:
                shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=TEMPORARY, suffix=".scratch"))
    try:
        with _claimed(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _claimed(folder: Path) -> Iterator[bool]:
    """Lock a folder; False when another run holds it, or the file system knows no locks."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _umask() -> int:
    # There is no way to read the umask without setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
