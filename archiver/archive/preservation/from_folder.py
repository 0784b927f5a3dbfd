"""A folder as a further copy of a bag: what was deposited from, or taken out, when no medium has it whole.

Nothing is believed of it but bytes: a file is taken for a document of the bag by its length and digest alone,
whatever it is called and wherever below the folder it lies. What the register keeps decides, as ever.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from archiver.archive.preservation.copies import Known
from archiver.archive.preservation.salvaging import salvage_folder
from archiver.disk.private import private_cache
from archiver.disk.unfinished import scratch_folder
from archiver.errors import InputInvalid, OutputFailed
from archiver.locale import _
from archiver.wording.causes import cause
from storage.directory import DirectoryStore
from storage.errors import StorageError
from storage.repair import Copy
from storage.source import FileSource

NAME = "folder"
"""What reports call it, as they call parity: no medium of the archive is called so."""
_BAG = "bag"


def require(folder: Path) -> None:
    """Raise InputInvalid when there is no such folder."""
    if not folder.is_dir():
        raise InputInvalid(_("There is no folder {folder}.").format(folder=folder))


@contextlib.contextmanager
def copy_in(folder: Path, known: Known) -> Iterator[Copy | None]:
    """The bag as far as the folder has its files; None where it has none of them.

    It lies in the user's cache folder, in links to the files where the file system allows, and is gone after
    the block. Raises InputInvalid when there is no such folder, OutputFailed when there is no room.
    """
    require(folder)
    found = _found(folder, known)
    if not found:
        yield None
        return
    with contextlib.ExitStack() as stack:
        try:
            private_cache("salvage")
            scratch = stack.enter_context(scratch_folder(salvage_folder()))
            for path, file in found.items():
                _give(file, scratch / _BAG / path)
        except OSError as error:
            raise OutputFailed(
                _("The bag cannot be copied to {folder} for repair: {cause}.").format(
                    folder=salvage_folder(), cause=cause(error)
                )
            ) from error
        store = DirectoryStore(scratch)
        stack.callback(store.close)
        yield Copy(NAME, store, _BAG)


def _found(folder: Path, known: Known) -> dict[str, Path]:
    """The files of the bag that are somewhere below the folder, by their paths in the bag."""
    wanted: dict[int, dict[str, list[str]]] = {}
    for path, digest in known.items():
        wanted.setdefault(digest.size, {}).setdefault(digest.sha256, []).append(path)
    found: dict[str, Path] = {}
    for above, _folders, names in os.walk(folder):
        for name in names:
            file = Path(above) / name
            by_digest = wanted.get(_size(file), {})
            if not any(path not in found for paths in by_digest.values() for path in paths):
                continue
            with contextlib.suppress(StorageError):
                for path in by_digest.get(FileSource(file).digest().sha256, ()):
                    found.setdefault(path, file)
    return found


def _size(file: Path) -> int:
    try:
        return -1 if file.is_symlink() or not file.is_file() else file.stat().st_size
    except OSError:
        return -1


def _give(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, place)
