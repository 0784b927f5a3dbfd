"""What a file system cannot do is said when a medium is introduced, and where SQLite must not lie."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import disk_images
from archiver.archive.deposit.room import room_for
from archiver.archive.media.suitability import shortcomings
from archiver.errors import RegisterFailed
from archiver.register.opening import open_url
from archiver.wording.storage import refusal
from college_of_test import College
from storage import publish
from storage.bag.custody import erase_bag
from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.errors import of_system
from storage.file_system import FileSystem
from storage.fixity import verify_bag
from storage.source import BytesSource


def system(kind: str) -> FileSystem:
    return FileSystem("8:1", "AB-CD", kind, "/media/x", ".", 1, 1, read_only=False)


@pytest.mark.parametrize(
    ("kind", "publishing", "said"),
    [
        ("ext4", "renameat2", ""),
        ("fuseblk", "link", ""),  # ntfs-3g
        ("ntfs3", "renameat2", ""),
        ("vfat", "renameat2", "4 ГБ"),
        ("exfat", "renameat2", "exFAT"),
        ("fuseblk", "rename", "exfat-fuse"),
        ("cifs", "link", "cifs"),
        ("nfs4", "link", "nfs4"),
        ("fuse.sshfs", "rename", "Object Lock"),
    ],
)
def test_what_it_cannot_do_is_said_with_what_to_take_instead(kind: str, publishing: str, said: str) -> None:
    told = "\n".join(shortcomings(system(kind), publishing))
    assert said in told
    assert bool(told) is bool(said)
    assert not told or "ext4" in told or "хранилище" in told


def test_a_disk_that_knows_neither_links_nor_renameat2_is_taken_and_told_of(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As strace saw exfat-fuse: renameat2 is EINVAL, linkat is EPERM."""

    def renameat2(_folder: int, _old: str, _new: str) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    def link(*_arguments: object, **_more: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(publish, "renameat2", lambda: renameat2)
    monkeypatch.setattr(os, "link", link)
    (college.root / "Э-1").mkdir()
    done = college.well("media", "add", "Э-1", "Э-1", "--kind", "usb", "--site", "А")
    assert "exfat-fuse" in done.err
    assert "NTFS или ext4" in done.err
    assert (college.root / "Э-1/archiver-medium.json").exists()


@pytest.mark.parametrize("mounted", disk_images.EXFAT or [None])
def test_a_bag_lives_and_goes_on_exfat_fuse(mounted: disk_images.Mounted | None, tmp_path: Path) -> None:
    if mounted is None:
        pytest.skip("told at the end of the run; the refusals are simulated above")
    image = tmp_path / "ex.img"
    assert disk_images.exfat(image)
    secret = b"%PDF Vyerzhbitskaya " + os.urandom(64)
    plan = BagPlan((PayloadFile("Том 1.pdf", BytesSource(secret * 900), "application/pdf"),), (), (), ())
    with mounted(image) as place:
        store = DirectoryStore(place)
        receipt = write_bag(plan, store, "год/пакет")
        assert store.publishing == "rename"
        assert write_bag(plan, store, "год/пакет").written == ()
        assert verify_bag(store, "год/пакет", seal=receipt.seal, known=receipt.digests).whole
        store.close()
    assert secret in image.read_bytes()
    with mounted(image) as place:
        store = DirectoryStore(place)
        assert all(one.gone and one.overwritten for one in erase_bag(store, "год/пакет"))
        assert sorted(path.name for path in place.iterdir()) == []
        store.close()
    assert secret not in image.read_bytes()


def test_a_file_too_large_for_fat_is_told_as_that_and_not_as_a_full_disk() -> None:
    error = of_system(OSError(errno.EFBIG, "File too large"), "/media/x", "том.pdf", "write")
    told = refusal(error, "Н-1").message
    assert "4 ГБ" in told
    assert "exFAT" in told


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_sqlite_in_a_network_folder_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("archiver.register.connection.file_system_of", lambda _folder: system(kind))
    with pytest.raises(RegisterFailed) as refused:
        open_url(f"sqlite:///{tmp_path}/new/register.db")
    assert kind in refused.value.message
    assert "PostgreSQL" in refused.value.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("unit", [512, 4096, 131072])
@pytest.mark.parametrize("sizes", [[0, 1, 5000], [3_800_000], [700] * 60])
def test_room_asked_for_is_room_taken(tmp_path: Path, sizes: list[int], unit: int) -> None:
    files = tuple(
        PayloadFile(f"volumes/Том {number}.pdf", BytesSource(bytes(size)), "application/pdf")
        for number, size in enumerate(sizes)
    )
    write_bag(BagPlan(files, (), (), ()), DirectoryStore(tmp_path), "05-11/2025-26/bag")
    taken = sum(
        -(-path.stat().st_size // unit) * unit if path.is_file() else unit for path in tmp_path.rglob("*")
    )
    asked = room_for(sizes, unit)
    assert taken <= asked <= taken + (64 << 10) + (4 << 10) * len(sizes) + 10 * unit
