"""The folder a sample is written into: only its own files are ever replaced.

A hidden record lists every file a sample wrote (before it is written, so that a stopped run is
cleaned up by the next one). A folder with things in it and no record is refused untouched.
"""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from archiver.disk.atomic import write_atomically
from archiver.disk.plain_files import read_plain
from archiver.errors import OutputFailed, UsageError
from archiver.locale import _
from archiver.sample.export_file import ExportFile
from archiver.wording.causes import cause

RECORD = ".archiver-sample.json"
_VERSION = 1
_LARGEST = 64 * 2**20


def write_sample(folder: Path, batches: Iterable[list[ExportFile]]) -> int:
    """Write the files of a sample into `folder` in place of an earlier one; returns how many.

    Raises UsageError (folder untouched) when the folder holds anything but a sample, OutputFailed
    for errors of the file system.
    """
    try:
        earlier = _earlier(folder)
        coming = iter(batches)
        first = next(coming, [])  # a fault that cannot be made is refused before anything is removed
        _remove(folder, earlier)
        folder.mkdir(parents=True, exist_ok=True)
        written: list[str] = []
        for batch in itertools.chain([first], coming):
            written.extend(file.path for file in batch)
            _record(folder, written)
            for file in batch:
                target = folder / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as stream:
                    try:
                        stream.write(file.data)
                        stream.flush()
                    except BaseException:
                        target.unlink()
                        raise
    except FileExistsError as error:
        raise OutputFailed(
            _(
                "{file} is in the way and was not written by a sample. Move it away or choose another folder."
            ).format(file=error.filename)
        ) from error
    except OSError as error:
        raise OutputFailed(
            _(
                "Cannot write the sample into {folder}: {cause}. Free some space or choose another folder."
            ).format(folder=folder, cause=cause(error))
        ) from error
    return len(written)


def _earlier(folder: Path) -> list[str]:
    """Files that an earlier sample wrote here; refuses a folder that holds something else."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise UsageError(_("{folder} is a file, not a folder. Choose a folder.").format(folder=folder))
    record = folder / RECORD
    if not record.is_file():
        if any(folder.iterdir()):
            raise UsageError(
                _(
                    "{folder} is not empty and holds no sample of this program; nothing was changed. "
                    "Choose an empty folder."
                ).format(folder=folder)
            )
        return []
    try:
        listed = json.loads(read_plain(record, _LARGEST))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(
            _("{file} is damaged, so nothing in the folder was changed. Choose an empty folder.").format(
                file=record
            )
        ) from error
    return [path for path in listed if isinstance(path, str)] if isinstance(listed, list) else []


def _remove(folder: Path, listed: list[str]) -> None:
    """Remove the listed files and the folders they leave empty; never anything outside `folder`."""
    root = folder.resolve()
    emptied: set[Path] = set()
    for text in listed:
        path = PurePosixPath(text)
        target = folder / path
        if (
            path.is_absolute()
            or ".." in path.parts
            or root not in target.parent.resolve().joinpath("x").parents
        ):
            continue
        target.unlink(missing_ok=True)
        emptied.update(folder / parent for parent in path.parents if parent.parts)
    for parent in sorted(emptied, key=lambda one: len(one.parts), reverse=True):
        # Not empty: somebody keeps something of their own there.
        with contextlib.suppress(OSError):
            parent.rmdir()


def _record(folder: Path, written: list[str]) -> None:
    text = json.dumps({"version": _VERSION, "files": written}, ensure_ascii=False, indent=0)
    write_atomically(folder / RECORD, text.encode())
