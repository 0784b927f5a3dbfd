"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from archiver.disk.plain_files import refuse_other_than_file
from archiver.disk.private import FILE, allow, made_private
from archiver.disk.unfinished import unfinished_file
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.wording.causes import cause


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """A stream whose bytes become `path` when the block ends well; else nothing is left behind.

    The bytes are on the disk before the name is (fsync, then rename, then fsync of the folder). The file's
    rights follow the umask, or are its owner's alone when it is `private`, as those of folders made for it.
    Raises OutputFailed for every error of the file system, naming file and cause.
    """
    try:
        if private:
            made_private(path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_other_than_file(path)
        with unfinished_file(path.parent, FILE if private else 0o666) as file:
            if private:
                allow(file.fileno(), FILE)
            yield file
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputFailed(
            _(
                "Cannot write {file}: {cause}. Free some space or choose another folder, and run again."
            ).format(file=path, cause=cause(error))
        ) from error


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` to `path` whole or not at all; raises OutputFailed."""
    with replacing(path, private=private) as file:
        file.write(data)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
