"""What an erasure leaves on the disk, read raw: nothing of a surname, a document, or a file's name.

The judge reads the image as whoever finds the disk would. Where nothing can be mounted, a second judge reads
what the blocks of each file hold at the moment they are given back; it is used everywhere.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from bags import INFO

import disk_images
from killed_run import die, killed
from storage import wiping
from storage.bag.custody import erase_bag
from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.writer import write_bag
from storage.digests import digest_bytes
from storage.directory import DirectoryStore
from storage.errors import SourceChanged
from storage.file_system import FileSystem
from storage.source import BytesSource
from storage.surface import Surface, surface_of

SURNAME = "Вержбицкая-Крутосклонова"
PDF = b"%PDF-1.7 " + os.urandom(40) * 3000
NAMES = ("Ёлки том 1.pdf", "журнал.json", SURNAME)
PIECE = PDF[9:49]


def plan() -> BagPlan:
    files = (
        PayloadFile("Ёлки том 1.pdf", BytesSource(PDF), "application/pdf"),
        PayloadFile(
            "twin/журнал.json", BytesSource(f'{{"student": "{SURNAME}"}}'.encode()), "application/json"
        ),
        PayloadFile(f"{SURNAME}.txt", BytesSource(b"x"), "text/plain"),
    )
    return BagPlan(files, INFO, (), ())


@contextlib.contextmanager
def disk(image: Path) -> Iterator[DirectoryStore]:
    with disk_images.EXT4[0](image) as place:
        store = DirectoryStore(place)
        try:
            yield store
        finally:
            store.close()


def found_in(image: Path) -> set[str]:
    raw = image.read_bytes()
    # Folders and the file system's journal keep names for a while; what is asked for here are contents.
    return {
        name for name, piece in {"pdf": PIECE, "surname": f'"{SURNAME}"'.encode()}.items() if piece in raw
    }


@pytest.fixture
def image(tmp_path: Path) -> Path:
    if not disk_images.EXT4:
        pytest.skip("no image can be mounted here: told at the end of the run; the other judge is below")
    path = tmp_path / "диск.img"
    assert disk_images.ext4(path)
    return path


def test_nothing_of_a_bag_is_carved_from_the_disk_after_it_was_erased(image: Path) -> None:
    with disk(image) as store:
        write_bag(plan(), store, "год/bag")
        # A damaged copy that was mended, and a writing that failed, were records of somebody too.
        store.replace("год/bag/data/Ёлки том 1.pdf", BytesSource(PDF), digest_bytes(PDF))
        with pytest.raises(SourceChanged):
            store.put("год/начато", BytesSource(PDF), digest_bytes(b"other"))
    assert found_in(image) == {"pdf", "surname"}, "the judge sees what is there"
    with disk(image) as store:
        assert all(one.gone and one.overwritten for one in erase_bag(store, "год/bag"))
        assert not list(store.root.rglob("*.part"))
    assert found_in(image) == set()


def test_the_judge_sees_what_was_only_unlinked_and_wiping_free_space_takes_it(image: Path) -> None:
    with disk(image) as store:
        write_bag(plan(), store, "год/bag")
    with disk(image) as store:
        for path in sorted(store.root.rglob("data/**/*")):
            if path.is_file():
                path.unlink()
    assert found_in(image) == {"pdf", "surname"}
    told: list[int] = []
    with disk(image) as store:
        free = store.space().free or 0
        assert store.wipe_free(told.append) >= free * 9 // 10
        assert (store.space().free or 0) >= free * 9 // 10, "nothing is left of it"
        assert not list(store.root.rglob(".archiver-*"))
    assert found_in(image) == set()


def test_a_killed_filling_leaves_nothing(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    assert killed(lambda: store.wipe_free(lambda _bytes: die(), 5 << 20))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyboardInterrupt):
        store.wipe_free(_interrupted, 5 << 20)
    assert list(tmp_path.iterdir()) == []


def _interrupted(_bytes: int) -> None:
    raise KeyboardInterrupt(signal.SIGINT)


def test_blocks_hold_nothing_of_a_file_when_they_are_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    synced: list[int] = []
    cut, fsync = os.ftruncate, os.fsync

    def given_back(handle: int, size: int) -> None:
        assert synced[-1:] == [handle], "brought to the device before"
        seen.append(os.pread(handle, 1 << 20, 0))
        cut(handle, size)

    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(handle), fsync(handle))[1])
    monkeypatch.setattr(os, "ftruncate", given_back)
    monkeypatch.setattr(wiping, "_punch", lambda _handle, _size: None)
    store = DirectoryStore(tmp_path)
    write_bag(plan(), store, "bag")
    store.replace("bag/data/Ёлки том 1.pdf", BytesSource(PDF), digest_bytes(PDF))
    assert len(seen) == 1
    answers = erase_bag(store, "bag")
    assert len(seen) == 1 + len(answers)
    assert max(map(len, seen)) == len(PDF)
    for content in seen:
        assert PIECE not in content
        assert SURNAME.encode() not in content


def test_what_cannot_be_overwritten_is_removed_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_arguments: object) -> int:
        raise OSError(5, "Input/output error")

    store = DirectoryStore(tmp_path)
    store.put("key", BytesSource(b"x"))
    monkeypatch.setattr(os, "pwrite", failing)
    (answer,) = store.erase("key")
    assert answer.gone
    assert not answer.overwritten
    assert list(tmp_path.iterdir()) == []


def test_holes_of_an_endless_file_are_not_filled(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.write(b"x")
        file.truncate(1 << 40)
    (answer,) = DirectoryStore(tmp_path).erase("big")
    assert answer.overwritten


def _system(kind: str, options: str = "rw", *, read_only: bool = False) -> FileSystem:
    return FileSystem("0:0", None, kind, "/", ".", 1, 1, read_only, options)


@pytest.mark.parametrize(
    ("system", "surface"),
    [
        (_system("nfs4"), Surface.NETWORK),
        (_system("cifs"), Surface.NETWORK),
        (_system("fuse.sshfs"), Surface.NETWORK),
        (_system("btrfs"), Surface.COPY_ON_WRITE),
        (_system("overlay"), Surface.COPY_ON_WRITE),
        (_system("ext4", "rw,data=journal"), Surface.COPY_ON_WRITE),
        (_system("iso9660", read_only=True), Surface.WRITE_ONCE),
        (_system("ext4", read_only=True), Surface.WRITE_ONCE),
        (_system("ext4"), Surface.UNKNOWN),
    ],
)
def test_what_overwriting_proves_is_told_by_the_file_system(system: FileSystem, surface: Surface) -> None:
    assert surface_of(system) is surface


def test_what_overwriting_proves_is_told_by_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def device(name: str, *, rotational: int, removable: int = 0, bus: str = "pci") -> None:
        folder = tmp_path / bus / name
        (folder / "queue").mkdir(parents=True)
        (folder / "queue/rotational").write_text(f"{rotational}\n")
        (folder / "removable").write_text(f"{removable}\n")
        (folder / f"{name}1").mkdir()

    device("sda", rotational=1)
    device("nvme0", rotational=0)
    device("sdc", rotational=1, removable=1, bus="usb1")
    (tmp_path / "md").mkdir()
    (tmp_path / "md/slaves/sda1").mkdir(parents=True)
    (tmp_path / "md/slaves/sda1/dev").write_text("8:1\n")
    (tmp_path / "md/slaves/nvme").mkdir()
    (tmp_path / "md/slaves/nvme/dev").write_text("9:1\n")
    for number, to in {
        "8:1": "pci/sda/sda1",
        "9:1": "pci/nvme0",
        "8:33": "usb1/sdc/sdc1",
        "253:0": "md",
    }.items():
        (tmp_path / number).symlink_to(to)
    monkeypatch.setattr("storage.surface._DEVICES", tmp_path)

    def of(number: str) -> Surface:
        return surface_of(FileSystem(number, None, "ext4", "/", ".", 1, 1, read_only=False))

    assert of("8:1") is Surface.IN_PLACE
    assert of("9:1") is Surface.FLASH
    assert of("8:33") is Surface.FLASH, "a stick, whatever it calls itself"
    assert of("253:0") is Surface.FLASH, "half of the mirror is flash"
    assert of("7:7") is Surface.UNKNOWN
