"""A folder as a store: durable, create-only, never leaving the medium, sound when the disk is not."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import directory as module
from storage import page_cache, publish
from storage.digests import digest_bytes
from storage.directory import DirectoryStore
from storage.errors import (
    AlreadyThere,
    HostileEntry,
    ReadBackDiffers,
    StoreDenied,
    StoreFailed,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)
from storage.file_system import file_system_of
from storage.source import BytesSource
from storage.store import Way
from store_kinds import CAN_MOUNT, OWN_MOUNTS


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        DirectoryStore(tmp_path / "не вставлен")
    (tmp_path / "файл").touch()
    with pytest.raises(StoreUnreachable):
        DirectoryStore(tmp_path / "файл")


def test_a_name_is_given_without_links_or_without_renameat2(
    directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.put("one", BytesSource(b"1"))
    assert directory.publishing in {"renameat2", "link"}

    def unknown(folder: int, old: str, new: str) -> None:
        raise OSError(errno.EINVAL, "unknown flag")

    monkeypatch.setattr(publish, "renameat2", lambda: unknown)
    directory.put("two", BytesSource(b"2"))
    assert directory.publishing == "link"
    with pytest.raises(AlreadyThere):
        _race(directory, monkeypatch)
    assert directory.read("two", 9) == b"2"

    def no_links(*_arguments: object, **_more: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    directory.put("three", BytesSource(b"3"))
    assert directory.publishing == "rename"
    with pytest.raises(AlreadyThere):
        _race(directory, monkeypatch)
    assert directory.read("two", 9) == b"2"
    assert names(directory.root) == ["one", "three", "two"]

    def forbidden(*_arguments: object, **_more: object) -> None:
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr(os, "link", forbidden)
    with pytest.raises(StoreDenied):
        directory.put("four", BytesSource(b"4"))
    assert names(directory.root) == ["one", "three", "two"]


def _race(directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put under a name that somebody else takes between the look and the naming."""
    with monkeypatch.context() as patch:
        patch.setattr(directory._tree, "look", lambda *_arguments: None)
        directory.put("two", BytesSource(b"other"))


def test_losing_a_race_overwrites_nothing(directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    directory.put("two", BytesSource(b"2"))
    with pytest.raises(AlreadyThere):
        _race(directory, monkeypatch)
    assert directory.read("two", 9) == b"2"
    assert names(directory.root) == ["two"]


def test_reading_back_goes_past_the_page_cache(directory: DirectoryStore) -> None:
    content = os.urandom(3 << 20)
    directory.put("large", BytesSource(content))
    with (directory.root / "large").open("rb") as file:
        assert page_cache.resident(file.fileno()) > 0
        if _in_memory(directory.root):
            assert directory.read_back("large").way is Way.CACHE
            return
        assert directory.read_back("large").way is Way.DEVICE
        assert page_cache.resident(file.fileno()) == 0


def _in_memory(folder: Path) -> bool:
    return file_system_of(folder).kind in {"tmpfs", "ramfs"}


def test_reading_back_says_when_the_cache_could_not_be_dropped(
    directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.put("one", BytesSource(os.urandom(1 << 20)))
    monkeypatch.setattr(os, "posix_fadvise", lambda *_arguments: None)
    assert (directory.root / "one").read_bytes()
    assert directory.read_back("one").way is Way.CACHE


def test_a_replacement_that_does_not_read_back_is_not_used(
    directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.put("key", BytesSource(b"old"))
    monkeypatch.setattr(module, "pump", lambda _stream: digest_bytes(b"torn"))
    with pytest.raises(ReadBackDiffers):
        directory.replace("key", BytesSource(b"new"), digest_bytes(b"new"))
    assert names(directory.root) == ["key"]
    assert (directory.root / "key").read_bytes() == b"old"


HOSTILE: dict[str, Callable[[Path, Path], None]] = {
    "symbolic-link": lambda place, secret: place.symlink_to(secret),
    "symbolic-link ": lambda place, secret: place.symlink_to("nowhere"),
    "not-a-file": lambda place, secret: os.mkfifo(place),
    "not-a-file ": lambda place, secret: _socket(place),
}


def _socket(place: Path) -> None:
    here = Path.cwd()
    os.chdir(place.parent)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(place.name)
    os.chdir(here)


@pytest.mark.parametrize("offence", HOSTILE)
def test_nothing_but_plain_files_is_opened(directory: DirectoryStore, tmp_path: Path, offence: str) -> None:
    secret = tmp_path / "секрет"
    secret.write_bytes(b"secret")
    HOSTILE[offence](directory.root / "x", secret)
    assert [entry.offence for entry in directory.list()] == [offence.strip()]
    for verb in (directory.stat, directory.read_back, directory.erase, directory.source):
        with pytest.raises(HostileEntry) as refusal:
            verb("x")
        assert refusal.value.offence == offence.strip()
    with pytest.raises(HostileEntry):
        directory.put("x", BytesSource(b"new"))
    directory.replace(
        "x", BytesSource(b"new"), digest_bytes(b"new")
    )  # takes the link's place, not its target's
    assert secret.read_bytes() == b"secret"
    assert directory.read("x", 9) == b"new"


def test_linked_folders_are_not_entered(directory: DirectoryStore, tmp_path: Path) -> None:
    outside = tmp_path / "снаружи"
    outside.mkdir()
    (outside / "file").write_bytes(b"outside")
    (directory.root / "folder").symlink_to(outside)
    assert [(entry.key, entry.offence) for entry in directory.list()] == [("folder", "symbolic-link")]
    with pytest.raises(HostileEntry):
        list(directory.list("folder"))
    for act in (
        lambda: directory.put("folder/new", BytesSource(b"x")),
        lambda: directory.replace("folder/file", BytesSource(b"x"), digest_bytes(b"x")),
        lambda: directory.erase("folder/file"),
        lambda: directory.read("folder/file", 9),
        lambda: directory.stat("folder/file"),
    ):
        with pytest.raises(HostileEntry):
            act()
    assert names(outside) == ["file"]


def test_names_no_medium_may_carry_are_listed_with_their_offence(directory: DirectoryStore) -> None:
    root = os.fsencode(directory.root)
    for name in (b"e\xcc\x88.txt", b"\xff.txt", b"a:b", b"CON", b"x."):
        Path(os.fsdecode(root + b"/" + name)).touch()
    (directory.root / "и\u0306").mkdir()
    (directory.root / "и\u0306" / "inside").touch()
    found = {entry.key: entry.offence for entry in directory.list()}
    assert found.pop("\\xff.txt") == "forbidden-character"
    assert set(found.values()) == {"not-nfc", "forbidden-character", "device-name", "trailing-dot-or-space"}
    assert len(found) == 5


def test_folders_without_end_are_given_up(directory: DirectoryStore) -> None:
    path = directory.root
    for _level in range(60):
        path = path / "d"
    path.mkdir(parents=True)
    (path / "file").touch()
    assert [entry.offence for entry in directory.list()] == ["too-deep"]


def test_leftovers_are_hidden_and_swept_unless_their_writer_lives(directory: DirectoryStore) -> None:
    (directory.root / "a").mkdir()
    dead, alive = directory.root / "a" / ".archiver-1.part", directory.root / ".archiver-2.part"
    dead.write_bytes(b"half")
    alive.write_bytes(b"half")
    with alive.open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        assert list(directory.list()) == []
        assert directory.sweep() == ("a/.archiver-1.part",)
        assert directory.sweep("nowhere") == ()
    assert directory.sweep() == (".archiver-2.part",)


def test_another_name_of_an_erased_file_is_told(directory: DirectoryStore, tmp_path: Path) -> None:
    directory.put("a/b/key", BytesSource(b"x"))
    os.link(directory.root / "a/b/key", tmp_path / "вторая")
    (answer,) = directory.erase("a/b/key")
    assert not answer.gone
    assert "1 more" in answer.answer
    assert answer.links == 2
    # Overwritten here it would be overwritten there; only unnamed here, it would never be found again.
    assert (tmp_path / "вторая").read_bytes() == b"x"
    (tmp_path / "вторая").unlink()
    (answer,) = directory.erase("a/b/key")
    assert answer.gone
    assert answer.overwritten
    assert names(directory.root) == []


FAULTS = {
    errno.ENOSPC: StoreFull,
    errno.EDQUOT: StoreFull,
    errno.EIO: StoreFailed,
    errno.EROFS: StoreReadOnly,
    errno.EACCES: StoreDenied,
    errno.ENODEV: StoreUnreachable,
}


@pytest.mark.parametrize("number", FAULTS)
@pytest.mark.parametrize("call", ["write", "fsync", "open", "rename"])
def test_what_the_disk_refuses_is_named_and_changes_nothing(
    directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    directory.put("old", BytesSource(b"old"))

    def refuse(*_arguments: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    real = os.open
    with monkeypatch.context() as patch:
        if call == "open":
            patch.setattr(os, "open", lambda path, flags, *rest, **more: (
                refuse() if flags & os.O_CREAT else real(path, flags, *rest, **more)
            ))  # fmt: skip
        else:
            patch.setattr(os, call, refuse)
        patch.setattr(publish, "renameat2", lambda: refuse)
        for act in (
            lambda: directory.put("new", BytesSource(b"new")),
            lambda: directory.replace("old", BytesSource(b"new"), digest_bytes(b"new")),
        ):
            with pytest.raises(FAULTS[number]) as refusal:
                act()
            assert refusal.value.errno == number
            assert str(directory.root) in refusal.value.message
    assert {path.name: path.read_bytes() for path in directory.root.iterdir()} == {"old": b"old"}


def test_a_disk_that_writes_by_halves_gets_the_rest(
    directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, block: real(handle, block[: max(1, len(block) // 2)]))
    content = os.urandom(300_000)
    directory.put("key", BytesSource(content))
    assert (directory.root / "key").read_bytes() == content


def test_what_cannot_be_read_is_named(directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    directory.put("key", BytesSource(b"x" * 10))

    class Broken:
        def readinto(self, _buffer: memoryview) -> int:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with directory.open("key") as stream:
        stream._raw = Broken()  # type: ignore[attr-defined]
        with pytest.raises(StoreFailed) as refusal:
            stream.read(1)
    assert (refusal.value.errno, refusal.value.key) == (errno.EIO, "key")


FULL_DISK = """
import os, sys
from pathlib import Path
from storage.directory import DirectoryStore
from storage.errors import HostileEntry, StoreFull
from storage.source import BytesSource
sys.path.insert(0, sys.argv[2])
from bags import plan
from storage.bag.writer import write_bag
from storage.bag.reading import is_bag
store = DirectoryStore(Path(sys.argv[1]))
assert store.space().capacity == 4 << 20
big = plan(pdf=os.urandom(5 << 20))
for _again in range(2):
    try:
        write_bag(big, store, "bag")
    except StoreFull as error:
        print(error.code, error.errno, [entry.key for entry in store.list()], is_bag(store, "bag"))
assert store.space().free > 3 << 20
assert write_bag(plan(pdf=os.urandom(1 << 20)), store, "small").way == "cache"
os.mkdir(sys.argv[1] + "/inside")
os.system(f"mount -t tmpfs tmpfs '{sys.argv[1]}/inside'")
print([(entry.key, entry.offence) for entry in store.list() if entry.offence])
try:
    store.put("inside/x", BytesSource(b"x"))
except HostileEntry as error:
    print(error.offence, os.listdir(sys.argv[1] + "/inside"))
"""


def test_a_real_full_disk_and_a_mount_inside_a_medium(tmp_path: Path) -> None:
    if not CAN_MOUNT:
        return  # said at the end of the run
    script = tmp_path / "script.py"
    script.write_text(FULL_DISK)
    point = tmp_path / "диск"
    point.mkdir()
    run = f"exec '{sys.executable}' '{script}' '{point}' '{Path(__file__).parent}'"
    shell = f"mount -t tmpfs -o size=4m tmpfs '{point}' && {run}"
    done = subprocess.run([*OWN_MOUNTS, shell], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    full = f"store-full {errno.ENOSPC} ['bag/data/twin/журнал.json'] False"
    assert done.stdout.splitlines() == [
        full,
        full,
        "[('inside', 'other-file-system')]",
        "other-file-system []",
    ]
