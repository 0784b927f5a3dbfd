"""A folder as a store: a disk, a USB stick, an optical disc, a network drive.

A content is written under a temporary name in its own folder, brought to the device (fsync), given its
name create-only (storage.publish), and the folder is brought to the device too; several written `together`
are brought there at once (storage.whole_sync). What a killed writer leaves has a reserved name, is never
listed, and is swept; a lock on the file (flock) tells the living from the dead.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import secrets
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, cast

from storage import page_cache, whole_sync, wiping
from storage.digests import BLOCK, Digest, pump, sha256_of
from storage.errors import AlreadyThere, Missing, ReadBackDiffers, SourceChanged
from storage.file_system import file_system_of
from storage.keys import RESERVED, checked
from storage.publish import publish
from storage.source import Source
from storage.store import Entry, Erased, ReadBack, Space, Trace, Way, WithoutLocks
from storage.surface import Surface, surface_of
from storage.tree import Late, Translated, Tree

_STRIDE = 8 << 20
_FIRST = 16 << 10
"""Bytes that are read first of a content: most that are read whole are small, and memory is filled for it."""
_PLAIN = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class DirectoryStore(WithoutLocks):
    """The folder `root`, which must be there: it is not made, or a disk not plugged in would go unnoticed.

    `publishing` tells how names were given last («renameat2», «link» or «rename»), for the report.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.place = str(root)
        self._tree = Tree(root)
        self._syncs_whole: bool | None = None
        self.publishing: str | None = None

    def close(self) -> None:
        """Let the medium be unmounted."""
        self._tree.close()

    def identity(self) -> str:
        """The file system's UUID (its device number where it has none) and the path inside it."""
        system = file_system_of(self.root)
        return f"directory:{system.uuid or system.device}:{system.path}"

    def visit(self) -> AbstractContextManager[None]:
        """Folders are walked to once and held open; see Store.visit."""
        return self._tree.keeping()

    @contextlib.contextmanager
    def together(self) -> Iterator[Callable[[], None]]:
        """Files written in the block are brought to the device together; see Store.together."""
        if self._syncs_whole is None:
            self._syncs_whole = whole_sync.is_trusted(file_system_of(self.root).kind)
        late = self._tree.late = Late()
        try:
            with self._tree.keeping():
                yield lambda: self._brought_out(late)
        finally:
            self._tree.late = None

    def _brought_out(self, late: Late) -> None:
        if late.files:
            try:
                self._tree.brought_out()
                late.folders.clear()
            except OSError:
                # Of some file of the file system, perhaps of none of these: each is asked for by itself.
                for key in late.files:
                    with self._tree.file(key) as (handle, _folder):
                        self._synchronised(handle, key)
        for path in late.folders:
            with self._tree.folder(path) as folder, Translated(self.place, path, "write"):
                page_cache.synchronise(folder)
        late.files.clear()
        late.folders.clear()

    def put(self, key: str, source: Source, digest: Digest | None = None) -> Digest:
        """Write a new file; see Store.put."""
        self.ask()
        late = self._tree.late if self._syncs_whole else None
        above, _, name = checked(key).rpartition("/")
        with self._tree.folder(above, create=True) as folder:
            if self._tree.look(folder, name, key):
                raise AlreadyThere(self.place, key)
            with self._written(folder, key, source, digest) as (temporary, handle, found):
                if late is None:
                    self._synchronised(handle, key)
                self.ask()
                with Translated(self.place, key, "name"):
                    self.publishing = publish(folder, temporary, name)
                    if late is not None:
                        late.files.append(key)
                    self._tree.changed(folder, above)
        return found

    def replace(self, key: str, source: Source, digest: Digest) -> Digest:
        """Write beside, read the new file back from the device, and only then take the old one's place."""
        self.ask()
        above, _, name = checked(key).rpartition("/")
        with (
            self._tree.folder(above, create=True) as folder,
            self._written(folder, key, source, digest) as (temporary, handle, found),
        ):
            self._synchronised(handle, key)
            back = self._read_from_device(handle, key)
            if back.digest != digest:
                raise ReadBackDiffers(self.place, key, digest.sha256, back.digest.sha256)
            self.ask()
            with self._replaced(folder, name, key), Translated(self.place, key, "name"):
                os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
                page_cache.synchronise(folder)
        return found

    @contextlib.contextmanager
    def _replaced(self, folder: int, name: str, key: str) -> Iterator[None]:
        """Overwrite what lost its name in the block: damaged, it is still a record of somebody."""
        try:
            plain = stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
            old = os.open(name, os.O_RDWR | _PLAIN, dir_fd=folder) if plain else -1
        except OSError:  # nothing was there, or it cannot be written
            old = -1
        if old < 0:
            yield
            return
        try:
            yield
            if not os.fstat(old).st_nlink:
                with Translated(self.place, key, "erase"):
                    wiping.wipe(old, self.ask)
        finally:
            os.close(old)

    @contextlib.contextmanager
    def _written(
        self, folder: int, key: str, source: Source, digest: Digest | None
    ) -> Iterator[tuple[str, int, Digest]]:
        temporary = f"{RESERVED}{secrets.token_hex(8)}.part"
        with Translated(self.place, key, "create"):
            handle = os.open(
                temporary,
                os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC,
                0o666,
                dir_fd=folder,
            )
        try:
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

            yield temporary, handle, self._copied(source, _Writer(handle, self, key).write, key, digest)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary, dir_fd=folder)
                if not os.fstat(handle).st_nlink:  # it did not get its name: half a record is one too
                    wiping.wipe(handle, lambda: None)
            raise
        finally:
            os.close(handle)

    def _synchronised(self, handle: int, key: str) -> None:
        with Translated(self.place, key, "write"):
            os.fsync(handle)

    def _copied(
        self, source: Source, write: Callable[[memoryview], object], key: str, digest: Digest | None
    ) -> Digest:
        if digest is None:
            return source.pump_to(write)
        size, sha256 = source.copy_to(write)
        if (size, sha256) != (digest.size, digest.sha256):
            raise SourceChanged(self.place, key, digest.sha256, sha256)
        return digest

    @contextlib.contextmanager
    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[BinaryIO]:
        """Open a plain file of the medium; see Store.open."""
        with (
            self._tree.file(checked(key)) as (handle, _folder),
            os.fdopen(os.dup(handle), "rb", buffering=0) as raw,
        ):
            with Translated(self.place, key, "read"):
                raw.seek(start)
            yield cast(BinaryIO, _Reader(raw, self.place, key, length))

    def stat(self, key: str) -> Entry | None:
        """Size and number of names; see Store.stat."""
        above, _, name = checked(key).rpartition("/")
        try:
            with self._tree.folder(above) as folder:
                found = self._tree.look(folder, name, key)
        except Missing:
            return None
        return Entry(key, found.st_size, links=found.st_nlink) if found else None

    def list(self, prefix: str = "", *, hidden: bool = False) -> Iterator[Entry]:
        """Walk the folder, lazily; a disk hides nothing."""
        del hidden
        return self._tree.walk(checked(prefix) if prefix else "")

    def read_back(self, key: str) -> ReadBack:
        """Drop the file from memory and read it from the device."""
        with self._tree.file(checked(key)) as (handle, _folder):
            return self._read_from_device(handle, key)

    def prove(self, key: str, digest: Digest) -> Way:
        """Like Store.prove, by SHA-256 and length alone: the second sum would add nothing."""
        with self._tree.file(checked(key)) as (handle, _folder), Translated(self.place, key, "read back"):
            way = page_cache.drop(handle)
            with io.FileIO(handle, closefd=False) as raw:
                size, sha256 = sha256_of(cast(BinaryIO, raw))
            page_cache.forget(handle)
        if (size, sha256) != (digest.size, digest.sha256):
            raise ReadBackDiffers(self.place, key, digest.sha256, sha256)
        return way

    def _read_from_device(self, handle: int, key: str) -> ReadBack:
        with Translated(self.place, key, "read back"):
            way = page_cache.drop(handle)
            with io.FileIO(handle, closefd=False) as raw:
                raw.seek(0)
                digest = pump(cast(BinaryIO, raw))
            page_cache.forget(handle)
        return ReadBack(digest, way)

    def erase(self, key: str, *, bypass: bool = False) -> tuple[Erased, ...]:
        """Overwrite and remove the file, and the folders it leaves empty (storage.wiping).

        A file that has other names is left: what is overwritten here would be overwritten there, and what is
        only unnamed here would not be gone. On what can be written but once this raises StoreReadOnly.
        """
        del bypass
        above, _, name = checked(key).rpartition("/")
        try:
            with self._tree.folder(above) as folder:
                found = self._tree.look(folder, name, key)
                if not found:
                    return ()
                if others := found.st_nlink - 1:
                    answer = f"left: {others} more names of the file"
                    return (Erased(key, "file", None, found.st_size, answer, gone=False, links=others + 1),)
                self.ask()
                with Translated(self.place, key, "erase"):
                    overwritten = wiping.destroy(folder, name, self.ask)
                gone = self._tree.look(folder, name, key) is None
        except Missing:
            return ()
        self._tree.prune(key)
        done = "overwritten, removed" if overwritten else "removed, not overwritten"
        return (Erased(key, "file", None, found.st_size, done, gone, overwritten),)

    def traces(self, prefix: str, known: Collection[str] = ()) -> Iterator[Trace]:
        """Files, and what is left of such as were being written or destroyed when their run was killed."""
        del known
        for leftovers in (False, True):
            for entry in self._tree.walk(checked(prefix) if prefix else "", leftovers=leftovers):
                yield Trace(entry.key, "file", None, entry.size)

    def surface(self) -> Surface:
        """By the file system the folder lies on, and the disk below."""
        return surface_of(file_system_of(self.root))

    def trim(self) -> bool:
        """FITRIM of the whole file system; False for an ordinary user."""
        with self._tree.folder("") as root:
            return wiping.trim(root)

    def wipe_free(self, done: Callable[[int], None], limit: int | None = None) -> int:
        """Overwrite all free space of the file system, and sweep; see wiping.fill. Raises StoreFailed."""
        self.sweep()
        with self._tree.folder("") as root, Translated(self.place, "", "write"):
            return wiping.fill(root, done, limit)

    def sweep(self, prefix: str = "") -> tuple[str, ...]:
        """Remove unfinished files of writers that are gone."""
        left = [entry.key for entry in self._tree.walk(prefix, leftovers=True)]
        return tuple(key for key in left if self._remove_dead(key))

    def _remove_dead(self, key: str) -> bool:
        self.ask()
        try:
            with self._tree.file(key) as (handle, folder), Translated(self.place, key, "sweep"):
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                wiping.destroy(folder, key.rpartition("/")[2], self.ask)
        except Missing:  # its writer has finished meanwhile
            return False
        self._tree.prune(key)
        return True

    def space(self) -> Space:
        """What an ordinary user may still write."""
        system = self._tree.space()
        unit = system.f_frsize
        return Space(system.f_blocks * unit, system.f_bavail * unit, unit)


class _Writer:
    """Writes blocks whole, and lets the device begin with every few of them."""

    def __init__(self, handle: int, store: DirectoryStore, key: str) -> None:
        self._handle, self._store, self._key = handle, store, key
        self._written = self._begun = 0

    def write(self, block: memoryview) -> None:
        with Translated(self._store.place, self._key, "write"):
            while block:
                count = os.write(self._handle, block)
                block = block[count:]
                self._written += count
        if self._written - self._begun >= _STRIDE:
            page_cache.begin_write_back(self._handle, self._begun, self._written - self._begun)
            self._begun = self._written
            self._store.ask()


class _Reader:
    """A stream that says in our words what the device could not read, and ends after `length` bytes."""

    def __init__(self, raw: object, place: str, key: str, length: int | None) -> None:
        self._raw, self._place, self._key, self._left = raw, place, key, length

    def readinto(self, buffer: memoryview) -> int:
        wanted = len(buffer) if self._left is None else min(len(buffer), self._left)
        with Translated(self._place, self._key, "read"):
            got: int = self._raw.readinto(memoryview(buffer)[:wanted])  # type: ignore[attr-defined]
        if self._left is not None:
            self._left -= got
        return got

    def read(self, count: int = -1) -> bytes:
        parts, size = [], _FIRST
        while count:
            buffer = bytearray(size if count < 0 else min(count, size))
            size = min(2 * size, BLOCK)
            got = self.readinto(memoryview(buffer))
            if not got:
                break
            parts.append(bytes(buffer[:got]))
            count -= got if count > 0 else 0
        return b"".join(parts)
