"""Walking the folders of a medium without ever leaving it.

Every step is an `openat` with O_NOFOLLOW from the folder before, so no symbolic link is followed, however it
got there and whenever; a folder of another file system (a mount inside the medium) is refused too. Within
`keeping` a folder is walked to once and held open, for all that is done in it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from storage import page_cache, whole_sync
from storage.errors import HostileEntry, Missing, StoreUnreachable, of_system
from storage.keys import RESERVED, joined, offence_of
from storage.store import Entry

DEEPEST = 40
"""Folders within folders that are looked into: each costs an open handle."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK  # a pipe must not make us wait for its other end


_MOST_KEPT = 64
"""Folders that are held open at most; a process may often have no more than 1,024 handles."""


class Translated:
    """Turns OSError into the StorageError that names place and key. A context manager, cheap to enter."""

    __slots__ = ("_doing", "_key", "_place")

    def __init__(self, place: str, key: str, doing: str) -> None:
        self._place, self._key, self._doing = place, key, doing

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise of_system(error, self._place, self._key, self._doing) from error


@dataclass(slots=True)
class Late:
    """What was written and is yet to be brought to the device: keys of files, paths of folders."""

    files: list[str] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)


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
        self._kept: dict[str, int] | None = None
        self.late: Late | None = None
        """Where folders are noted that have changed, instead of being brought to the device at once."""

    def close(self) -> None:
        """Let the medium be unmounted."""
        if self._root >= 0:
            os.close(self._root)
            self._root = -1

    def space(self) -> os.statvfs_result:
        """What the file system says of its size."""
        with Translated(self.place, "", "ask"):
            return os.statvfs(self._root)

    @contextlib.contextmanager
    def keeping(self) -> Iterator[None]:
        """Hold folders open in the block once they were walked to; inside another such block, no more.

        One that is moved away meanwhile is still used: what was written is looked up anew afterwards.
        """
        if self._kept is not None:
            yield
            return
        self._kept = {}
        try:
            yield
        finally:
            kept, self._kept = self._kept, None
            for handle in kept.values():
                os.close(handle)

    @contextlib.contextmanager
    def folder(self, path: str, *, create: bool = False) -> Iterator[int]:
        """A handle of the folder `path` («» is the root); missing ones are made, durably, with `create`."""
        handle, ours = self._walked(path, create)
        try:
            yield handle
        finally:
            if ours:
                os.close(handle)

    def _walked(self, path: str, create: bool) -> tuple[int, bool]:
        """A handle of the folder, and whether it is to be closed by who asked."""
        if not path:
            if self._root < 0:
                raise StoreUnreachable(self.place, "", "open", os.strerror(errno.EBADF), errno=errno.EBADF)
            return self._root, False
        if self._kept is not None and (kept := self._kept.get(path)) is not None:
            return kept, False
        above, _, name = path.rpartition("/")
        handle, ours = self._walked(above, create)
        try:
            with Translated(self.place, path, "open"):
                try:
                    below = self._step(handle, name, path)
                except FileNotFoundError:
                    if not create:
                        raise
                    self._make(handle, name, above)
                    below = self._step(handle, name, path)
        finally:
            if ours:
                os.close(handle)
        if self._kept is None or len(self._kept) >= _MOST_KEPT:
            return below, True
        self._kept[path] = below
        return below, False

    def _make(self, handle: int, name: str, path: str) -> None:
        with contextlib.suppress(FileExistsError):  # somebody else was quicker
            os.mkdir(name, dir_fd=handle)
            self.changed(handle, path)

    def changed(self, handle: int, path: str) -> None:
        """Bring the folder `path` to the device: names in it have changed."""
        if self.late is None:
            page_cache.synchronise(handle)
        else:
            self.late.folders.add(path)

    def brought_out(self) -> None:
        """Bring the whole file system to the device with one call, or raise OSError (storage.whole_sync)."""
        whole_sync.syncfs()(self._root)

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
        try:
            folder, ours = self._walked(above, create=False)
        except Missing:
            raise Missing(self.place, key) from None
        try:
            handle = self._opened(folder, name, key)
            try:
                yield handle, folder
            finally:
                os.close(handle)
        finally:
            if ours:
                os.close(folder)

    def _opened(self, folder: int, name: str, key: str) -> int:
        self.look(folder, name, key)
        with Translated(self.place, key, "open"):
            handle = os.open(name, os.O_RDONLY | _FILE, dir_fd=folder)
        if offence := _offence(os.fstat(handle)):
            os.close(handle)
            raise HostileEntry(self.place, key, offence)
        return handle

    def look(self, folder: int, name: str, key: str) -> os.stat_result | None:
        """What lies under `name`, or None; raises HostileEntry when it is no plain file."""
        try:
            with Translated(self.place, key, "look at"):
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
        with Translated(self.place, prefix, "list"), os.scandir(folder) as names:
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
            if self._kept and (gone := self._kept.pop("/".join(parts[:length]), -1)) >= 0:
                os.close(gone)


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
