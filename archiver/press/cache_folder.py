"""The folder of the part cache: one that the program made and marked, in which it touches its own names only.

Settings name this folder, and files are removed from it by age. So it must never be somebody's folder: one
that holds anything else and has no mark is refused, and even in one with the mark a file is ours only by its
whole name, in the shelf that the name belongs to. Links are not followed (ADR 0024).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from archiver.disk.away import Away, unlinked
from archiver.disk.kept import keep
from archiver.disk.private import FOLDER, allow, private_folder
from archiver.errors import ConfigInvalid
from archiver.locale import _

MARK = "CACHEDIR.TAG"
"""The name by which programs for backups know that a folder need not be saved (bford.info/cachedir)."""
_MARKED = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# archiver: finished parts of binders. They hold names of students and are removed when not used.\n"
)
PART_NAME = re.compile(r"(?P<key>[0-9a-f]{64})-(?P<pages>[0-9]{1,6})-(?P<digest>[0-9a-f]{16})\.pdf")
_UNFINISHED = re.compile(r"\.archiver-[0-9a-f]{16,230}\.part|\.[a-z0-9_]{8}\.part")
"""What a killed run leaves; in the names of earlier versions there is no word of ours."""
_SHELF = re.compile(r"[0-9a-f]{2}")
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the cache; `modified` in seconds since 1970, `is_part` False for an unfinished one."""

    name: str
    size: int
    modified: float
    is_part: bool


@dataclass(frozen=True, slots=True)
class CacheFolder:
    """The folder at `path`, whether it is there or not."""

    path: Path

    def take(self) -> None:
        """Make the folder, or make an empty one that is there ours. Raises ConfigInvalid, OSError.

        One of an earlier version has no mark; it is ours when it holds nothing but what bears our names.
        """
        if not self.path.exists():
            self._refuse_link()
            private_folder(self.path)
        with self._opened() as folder:
            if not self._is_marked(folder):
                self._refuse_foreign(folder)
                keep(self.path / MARK, _MARKED)
            allow(folder, FOLDER)

    @contextmanager
    def shelf(self, key: str, *, make: bool = False) -> Iterator[int]:
        """A handle of the folder in which the parts of `key` lie, made if asked for.

        Raises ConfigInvalid when the folder is not ours, OSError (FileNotFoundError when there is none).
        """
        if make:
            self.take()
        with self._own() as folder:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(key[:2], FOLDER, dir_fd=folder)
            shelf = _folder(key[:2], folder)
            try:
                allow(shelf, FOLDER)
                yield shelf
            finally:
                os.close(shelf)

    def files(self) -> Iterator[OwnFile]:
        """Every file of ours. Raises ConfigInvalid when the folder is not ours, OSError."""
        for _handle, file in self._files():
            yield file

    def remove(self, wanted: Callable[[OwnFile], bool], away: Away = unlinked) -> tuple[int, OSError | None]:
        """Remove the files of ours that are `wanted` away; shelves stay, another run may be putting into one.

        `away` removes one. How many parts went, and what kept a file from going, if anything did. Raises as
        `files` does.
        """
        removed, problem = 0, None
        for handle, file in self._files():
            if not wanted(file):
                continue
            try:
                away(handle, file.name)
            except FileNotFoundError:
                pass  # another run was quicker
            except OSError as error:
                problem = error
            else:
                removed += file.is_part
        return removed, problem

    def _files(self) -> Iterator[tuple[int, OwnFile]]:
        """Our files with the handle of the folder each lies in; none where there is no folder."""
        if not self.path.exists():
            self._refuse_link()
            return
        with self._own() as folder:
            yield from ((folder, file) for file in _own_files(folder))
            for name in sorted(filter(_SHELF.fullmatch, names_in(folder))):
                with suppress(OSError):
                    shelf = _folder(name, folder)
                    try:
                        yield from ((shelf, file) for file in _own_files(shelf, name))
                    finally:
                        os.close(shelf)

    @contextmanager
    def _own(self) -> Iterator[int]:
        """A handle of the folder, which is ours."""
        with self._opened() as folder:
            if not self._is_marked(folder):
                self._refuse_foreign(folder)
            yield folder

    @contextmanager
    def _opened(self) -> Iterator[int]:
        self._refuse_link()
        handle = os.open(self.path, _OPEN | os.O_DIRECTORY)
        try:
            yield handle
        finally:
            os.close(handle)

    def _is_marked(self, folder: int) -> bool:
        try:
            mark = os.open(MARK, _OPEN | os.O_NONBLOCK, dir_fd=folder)
        except OSError:
            return False
        with os.fdopen(mark, "rb") as file:
            return S_ISREG(os.fstat(mark).st_mode) and file.read(len(_MARKED) + 1) == _MARKED

    def _refuse_foreign(self, folder: int) -> None:
        """Refuse a folder without our mark that holds anything but our names."""
        if not all(_is_ours(name, folder) for name in names_in(folder)):
            raise ConfigInvalid(
                _(
                    "The folder of finished parts {folder} holds other files and was not made by "
                    "archiver; nothing in it was touched. Name a new or an empty folder in cache.folder "
                    "(archiver.toml)."
                ).format(folder=self.path)
            )

    def _refuse_link(self) -> None:
        if self.path.is_symlink():
            raise ConfigInvalid(
                _(
                    "The folder of finished parts {folder} is a link, and links are not followed. Name the "
                    "folder itself in cache.folder (archiver.toml)."
                ).format(folder=self.path)
            )


def names_in(folder: int) -> list[str]:
    """What an open folder holds. Raises OSError."""
    with os.scandir(folder) as found:
        return [entry.name for entry in found]


def _folder(name: str, above: int) -> int:
    return os.open(name, _OPEN | os.O_DIRECTORY, dir_fd=above)


def _own_files(folder: int, shelf: str = "") -> Iterator[OwnFile]:
    for name in names_in(folder):
        with suppress(OSError):
            file = _own_file(name, folder, shelf)
            if file is not None:
                yield file


def _own_file(name: str, folder: int, shelf: str) -> OwnFile | None:
    """The file of ours with that name: a part in the shelf it belongs to, an unfinished file anywhere."""
    part = PART_NAME.fullmatch(name)
    is_part = part is not None and shelf != "" and part["key"].startswith(shelf)
    if not is_part and not _UNFINISHED.fullmatch(name):
        return None
    state = os.stat(name, dir_fd=folder, follow_symlinks=False)
    return OwnFile(name, state.st_size, state.st_mtime, is_part) if S_ISREG(state.st_mode) else None


def _is_ours(name: str, folder: int) -> bool:
    """Whether what an unmarked folder holds under `name` is what an earlier version put there."""
    try:
        if not _SHELF.fullmatch(name):
            return _own_file(name, folder, "") is not None
        shelf = _folder(name, folder)
        try:
            return all(_own_file(each, shelf, name) is not None for each in names_in(shelf))
        finally:
            os.close(shelf)
    except FileNotFoundError:
        return True  # gone meanwhile
    except OSError:
        return False
