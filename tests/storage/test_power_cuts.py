"""When the power goes, nothing is left of what was not brought to the device; no bag looks whole then.

A process that is killed leaves its writing in memory, and the system brings it out later. Here the power goes
too: what no fsync and no syncfs had brought to the device is gone, or has a name and no bytes.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from bags import contents, plan

from killed_run import at_disk_calls, die, killed
from memory_store import MemoryStore
from storage import whole_sync
from storage.bag.reading import is_bag
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.errors import StoreFailed
from storage.file_system import file_system_of
from storage.fixity import verify_bag
from storage.store import Way

BAG = "год/bag"
AFTER = 10_000
"""More calls than there are: the power goes when all is done."""
MEMORY = MemoryStore()
SEAL = write_bag(plan(), MEMORY, "x").seal
FILES = {key[2:]: content for key, content in MEMORY.contents.items()}


class Device:
    """Knows which files and folders below `root` were brought to the device; everything else can be lost."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bytes_of: set[int] = set()
        self.names_in: dict[int, set[str]] = {}
        self._fsync, self._syncfs = os.fsync, whole_sync.syncfs()
        os.fsync = self.fsync
        whole_sync.syncfs = lambda: self.syncfs  # type: ignore[assignment]

    def fsync(self, handle: int) -> None:
        """Bring out one file, or the names in one folder."""
        self._fsync(handle)
        self._out(Path(f"/proc/self/fd/{handle}").resolve())

    def syncfs(self, handle: int) -> None:
        """Bring out everything."""
        self._syncfs(handle)
        for path in (self.root, *self.root.rglob("*")):
            self._out(path)

    def _out(self, path: Path) -> None:
        if path.is_dir():
            self.names_in[path.stat().st_ino] = {one.name for one in path.iterdir()}
        elif path.exists():
            self.bytes_of.add(path.stat().st_ino)

    def lose(self, *, names: bool) -> None:
        """The power goes: what was not brought out has no bytes, and with `names` no name either."""
        for folder in (self.root, *self.root.rglob("*")):
            if not folder.is_dir():
                continue
            kept = self.names_in.get(folder.stat().st_ino, set())
            for path in list(folder.iterdir()):
                if names and path.name not in kept:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                elif path.is_file() and path.stat().st_ino not in self.bytes_of:
                    path.write_bytes(b"")


def cut(folder: Path, calls: int, *, at_once: bool, names: bool) -> bool:
    """Write the bag; whether the power went before the n-th call that changes a disk."""

    def run() -> None:
        whole_sync.is_trusted = lambda _kind: at_once  # type: ignore[assignment,misc]
        device = Device(folder)
        end, os.kill = os.kill, lambda *_told: (device.lose(names=names), end(os.getpid(), 9))  # type: ignore[assignment]
        at_disk_calls(calls, ("open", "fsync", "mkdir", "rename"))
        write_bag(plan(), DirectoryStore(folder), BAG)
        if calls >= AFTER:
            die()

    return killed(run)


@pytest.mark.parametrize("at_once", [False, True], ids=["file by file", "at once"])
@pytest.mark.parametrize("names", [False, True], ids=["bytes", "names"])
def test_no_bag_looks_whole_that_is_not(quick: Path, at_once: bool, names: bool) -> None:
    folder = quick / "диск"
    unfinished = 0
    for calls in range(3, 1000, 5):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        went = cut(folder, calls, at_once=at_once, names=names)
        if not went:
            shutil.rmtree(folder)
            folder.mkdir()
            assert cut(folder, AFTER, at_once=at_once, names=names)
        store = DirectoryStore(folder)
        if is_bag(store, BAG) and (folder / BAG / "bagit.txt").read_bytes():
            assert verify_bag(store, BAG, seal=SEAL).whole
        else:
            assert went, "what was told to be written must outlast the power"
            unfinished += 1
        assert write_bag(plan(), store, BAG).seal == SEAL
        assert contents(folder / BAG) == FILES
        store.close()
        if not went:
            break
    assert unfinished > 6


def test_where_the_answer_of_one_call_is_an_error_each_file_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program's file may have failed: what counts is whether ours are on the device."""
    synced: list[str] = []
    real = os.fsync

    def watched(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").resolve().name)
        real(handle)

    def failing(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(whole_sync, "is_trusted", lambda _kind: True)
    monkeypatch.setattr(whole_sync, "syncfs", lambda: failing)
    monkeypatch.setattr(os, "fsync", watched)
    assert write_bag(plan(), DirectoryStore(tmp_path), BAG).seal == SEAL
    assert {Path(path).name for path in FILES} - {"bagit.txt"} <= set(synced)
    assert {"bag", "data", "metadata", "год"} <= set(synced)

    def refuses(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").resolve().name == "пустой.txt":
            raise OSError(5, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuses)
    with pytest.raises(StoreFailed) as refusal:
        write_bag(plan(), DirectoryStore(tmp_path), "другой")
    assert refusal.value.errno == 5
    assert not is_bag(DirectoryStore(tmp_path), "другой")


def test_what_is_brought_out_together_is_read_back_from_the_device(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    real = whole_sync.syncfs()
    monkeypatch.setattr(whole_sync, "is_trusted", lambda _kind: True)
    monkeypatch.setattr(whole_sync, "syncfs", lambda: lambda handle: (calls.append(handle), real(handle)))
    store = DirectoryStore(tmp_path)
    receipt = write_bag(plan(), store, BAG)
    assert len(calls) == 1
    assert receipt.way is (Way.CACHE if file_system_of(tmp_path).kind in {"tmpfs", "ramfs"} else Way.DEVICE)
    assert write_bag(plan(), store, BAG).written == ()
    assert len(calls) == 1, "nothing was written, nothing is brought out"


@pytest.mark.parametrize(
    ("kind", "release", "trusted"),
    [
        ("ext4", "5.8.0", True),
        ("xfs", "6.1.0-18-amd64", True),
        ("btrfs", "10.0", True),
        ("ext4", "5.7.19", False),
        ("ext4", "4.19.0", False),
        ("ext4", "unknown", False),
        ("vfat", "6.18.0", False),
        ("exfat", "6.18.0", False),
        ("ntfs3", "6.18.0", False),
        ("fuseblk", "6.18.0", False),
        ("nfs4", "6.18.0", False),
        ("overlay", "6.18.0", False),
        ("tmpfs", "6.18.0", False),
        ("", "6.18.0", False),
    ],
)
def test_where_one_call_for_all_is_trusted(kind: str, release: str, trusted: bool) -> None:
    assert whole_sync.is_trusted(kind, release) is trusted
