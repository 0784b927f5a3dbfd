"""Walking the folders of a medium without ever leaving it.

Every step is an `openat` with O_NOFOLLOW from the folder before, so no symbolic link is followed, however it
got there and whenever; a folder of another file system (a mount inside the medium) is refused too.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.errors import HostileEntry, Missing, StoreUnreachable, of_system
from storage.keys import RESERVED, joined, offence_of
from storage.store import Entry

DEEPEST = 40
"""Folders within folders that are looked into: each costs an open handle."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK  # a pipe must not make us wait for its other end


@contextlib.contextmanager
def translated(place: str, key: str, doing: str) -> Iterator[None]:
    """Turn OSError into the StorageError that names place and key."""
    try:
        yield
    except OSError as error:
        raise of_system(error, place, key, doing) from error


class Tree:
    """A folder held open, and the ways down from it."""

    def __init__(self, root: Path) -> None:
        self.place = str(root)
        try:
            # The root itself may be a link: it is the user who named it.
            self._root = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            reason = error.strerror or ""
            raise StoreUnreachable(self.place, "", "open", reason, errno=error.errno) from error
        self.device = os.fstat(self._root).st_dev

    def close(self) -> None:
        """Let the medium be unmounted."""
        if self._root >= 0:
            os.close(self._root)
            self._root = -1

    def space(self) -> os.statvfs_result:
        """What the file system says of its size."""
        with translated(self.place, "", "ask"):
            return os.statvfs(self._root)

    @contextlib.contextmanager
    def folder(self, path: str, *, create: bool = False) -> Iterator[int]:
        """A handle of the folder `path` («» is the root); missing ones are made, durably, with `create`."""
        with translated(self.place, path, "open"):
            handle = os.dup(self._root)
        try:
            for number, name in enumerate(path.split("/") if path else (), 1):
                here = "/".join(path.split("/")[:number])
                with translated(self.place, here, "open"):
                    if create:
                        _make(handle, name)
                    below = self._step(handle, name, here)
                os.close(handle)
                handle = below
            yield handle
        finally:
            os.close(handle)

    def _step(self, handle: int, name: str, here: str) -> int:
        try:
            below = os.open(name, _FOLDER, dir_fd=handle)
        except OSError:
            if offence := _offence(os.stat(name, dir_fd=handle, follow_symlinks=False), folder=True):
                raise HostileEntry(self.place, here, offence) from None
            raise
        if os.fstat(below).st_dev != self.device:
            os.close(below)
            raise HostileEntry(self.place, here, "other-file-system")
        return below

    @contextlib.contextmanager
    def file(self, key: str) -> Iterator[tuple[int, int]]:
        """Handles of a plain file, open for reading, and of its folder."""
        above, _, name = key.rpartition("/")
        with contextlib.ExitStack() as stack:
            try:
                folder = stack.enter_context(self.folder(above))
            except Missing:
                raise Missing(self.place, key) from None
            with translated(self.place, key, "open"):
                self.look(folder, name, key)
                handle = os.open(name, os.O_RDONLY | _FILE, dir_fd=folder)
            try:
                if offence := _offence(os.fstat(handle)):
                    raise HostileEntry(self.place, key, offence)
                yield handle, folder
            finally:
                os.close(handle)

    def look(self, folder: int, name: str, key: str) -> os.stat_result | None:
        """What lies under `name`, or None; raises HostileEntry when it is no plain file."""
        try:
            with translated(self.place, key, "look at"):
                found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        except Missing:
            return None
        if offence := _offence(found):
            raise HostileEntry(self.place, key, offence)
        return found

    def walk(self, prefix: str = "", *, leftovers: bool = False) -> Iterator[Entry]:
        """Everything under `prefix`, lazily; unfinished writes only, and nothing else, with `leftovers`."""
        try:
            with self.folder(prefix) as folder:
                yield from self._walk(folder, prefix, prefix.count("/"), leftovers)
        except Missing:
            return

    def _walk(self, folder: int, prefix: str, depth: int, leftovers: bool) -> Iterator[Entry]:
        with translated(self.place, prefix, "list"), os.scandir(folder) as names:
            for found in names:
                key = joined(prefix, _readable(found.name))
                unfinished = found.name.startswith(RESERVED) and found.name.endswith(".part")
                status = found.stat(follow_symlinks=False)
                if unfinished and stat.S_ISREG(status.st_mode):
                    if leftovers:
                        yield Entry(key, status.st_size)
                elif stat.S_ISDIR(status.st_mode):
                    yield from self._below(folder, found.name, key, depth + 1, leftovers)
                elif not leftovers:
                    offence = _offence(status) or offence_of(key)
                    yield Entry(key, status.st_size, offence=offence, links=status.st_nlink)

    def _below(self, folder: int, name: str, key: str, depth: int, leftovers: bool) -> Iterator[Entry]:
        offence = offence_of(key) or ("too-deep" if depth > DEEPEST else None)
        handle = -1
        if not offence:
            try:
                handle = self._step(folder, name, key)
            except HostileEntry as error:
                offence = error.offence
            except OSError:
                offence = "unreadable"
        if offence:
            if not leftovers:
                yield Entry(key, 0, offence=offence)
            return
        try:
            yield from self._walk(handle, key, depth, leftovers)
        finally:
            os.close(handle)

    def prune(self, key: str) -> None:
        """Remove the folders above `key` that are empty now."""
        parts: Sequence[str] = key.split("/")[:-1]
        for length in range(len(parts), 0, -1):
            try:
                with self.folder("/".join(parts[: length - 1])) as above:
                    os.rmdir(parts[length - 1], dir_fd=above)
                    os.fsync(above)
            except OSError:  # not empty: others are still in it
                return


def _make(handle: int, name: str) -> None:
    try:
        os.mkdir(name, dir_fd=handle)
    except FileExistsError:
        return
    os.fsync(handle)


def _offence(status: os.stat_result, *, folder: bool = False) -> str | None:
    if stat.S_ISLNK(status.st_mode):
        return "symbolic-link"
    if folder:
        return None if stat.S_ISDIR(status.st_mode) else "not-a-folder"
    return None if stat.S_ISREG(status.st_mode) else "not-a-file"


def _readable(name: str) -> str:
    # Bytes that are no UTF-8 come as lone surrogates, which no message could print; keys.py refuses both.
    return (
        name
        if name.isprintable()
        else name.encode(errors="surrogateescape").decode(errors="backslashreplace")
    )
