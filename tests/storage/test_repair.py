"""Repair: what is right is proven, never guessed, and nothing good is lost on the way."""

from __future__ import annotations

import errno
import os
import random
import shutil
from pathlib import Path

import pytest
from bags import Kept, contents, flip, plan

from memory_store import MemoryStore
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.errors import RepairImpossible, StoreFull, ToolMissing
from storage.fixity import verify_bag
from storage.parity import par2_program, protect, salvage
from storage.parity_check import parity_faults
from storage.repair import Copy, Decision, RepairReport, repair_bag
from store_kinds import S3_KINDS

FILES = sorted(write_bag(plan(), MemoryStore(), "x").digests)


class Disks:
    """Three disks with the same bag."""

    def __init__(self, root: Path, count: int = 3) -> None:
        self.copies: list[Copy] = []
        self.folders: list[Path] = []
        for number in range(1, count + 1):
            folder = root / f"диск {number}"
            folder.mkdir()
            store = DirectoryStore(folder)
            self.seal = write_bag(plan(), store, "bag").seal
            self.copies.append(Copy(f"№{number}", store, "bag"))
            self.folders.append(folder / "bag")
        self.good = contents(self.folders[0])

    def all_good(self) -> bool:
        return all(contents(folder) == self.good for folder in self.folders)


@pytest.fixture
def disks(tmp_path: Path) -> Disks:
    return Disks(tmp_path)


@pytest.fixture
def two(tmp_path: Path) -> Disks:
    return Disks(tmp_path, 2)


def test_whole_copies_are_left_alone(disks: Disks) -> None:
    report = repair_bag(disks.copies, seal=disks.seal)
    assert report.whole
    assert (report.mended, report.lost, report.failed) == ((), (), {})
    assert report.decision is Decision.SEAL


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("sealed", [True, False])
def test_one_good_copy_of_a_file_is_enough(two: Disks, path: str, sealed: bool) -> None:
    file = two.folders[1] / path
    if file.stat().st_size:
        flip(file, random.Random(path).randrange(file.stat().st_size * 8))
    else:
        file.write_bytes(b"grown")
    report = repair_bag(two.copies, seal=two.seal if sealed else None)
    assert report.whole
    assert [(one.copy, one.path) for one in report.mended] == [("№2", path)]
    assert two.all_good()


def test_copies_that_complete_each_other(disks: Disks) -> None:
    """No copy is whole, but every file is good somewhere, the tag manifest nowhere."""
    for number, path in enumerate(FILES):
        if not path.startswith("tagmanifest"):
            (disks.folders[number % 3] / path).unlink()
            (disks.folders[(number + 1) % 3] / path).write_bytes(b"damaged")
    for folder in disks.folders:
        flip(folder / "tagmanifest-sha256.txt", 5)
        (folder / "tagmanifest-sha512.txt").unlink()
    report = repair_bag(disks.copies, seal=disks.seal)
    assert report.whole, report
    assert disks.all_good()


def test_manifests_nobody_has_are_made_from_the_documents(two: Disks) -> None:
    for folder in two.folders:
        (folder / "manifest-sha256.txt").unlink()
        (folder / "manifest-sha512.txt").write_bytes(b"")
    flip(two.folders[0] / "data/Ёлки 1.pdf")
    assert repair_bag(two.copies, seal=two.seal).whole
    assert two.all_good()


def test_a_lost_copy_is_written_anew(two: Disks) -> None:
    shutil.rmtree(two.folders[0])
    report = repair_bag(two.copies, seal=two.seal)
    assert report.whole
    assert {one.path for one in report.mended} == set(FILES)
    assert report.mended[-1].path == "bagit.txt"
    assert two.all_good()


def test_the_majority_decides_without_a_seal(disks: Disks) -> None:
    forge(disks, 2)
    report = repair_bag(disks.copies)
    assert report.decision is Decision.MAJORITY
    assert report.whole
    assert disks.all_good()


def test_the_seal_decides_against_a_majority(disks: Disks) -> None:
    forge(disks, 1)
    forge(disks, 2)
    report = repair_bag(disks.copies, seal=disks.seal)
    assert report.decision is Decision.SEAL
    assert report.whole
    assert disks.all_good()


def forge(disks: Disks, number: int) -> None:
    """Put another bag, whole in itself, in the place of a copy."""
    shutil.rmtree(disks.folders[number])
    write_bag(plan(pdf=b"forged"), disks.copies[number].store, "bag")


def test_two_bags_against_each_other_are_a_matter_for_people(two: Disks) -> None:
    forge(two, 1)
    before = [contents(folder) for folder in two.folders]
    with pytest.raises(RepairImpossible) as refusal:
        repair_bag(two.copies)
    assert refusal.value.offence == "copies-disagree"
    with pytest.raises(RepairImpossible) as refusal:
        repair_bag(two.copies, seal="0" * 64)
    assert refusal.value.offence == "no-tag-manifest"
    assert [contents(folder) for folder in two.folders] == before


def test_what_nobody_has_is_said_to_be_lost_and_the_rest_is_mended(two: Disks) -> None:
    for folder in two.folders:
        flip(folder / "data/Ёлки 1.pdf")
    (two.folders[0] / "bag-info.txt").unlink()
    report = repair_bag(two.copies, seal=two.seal)
    assert report.lost == ("data/Ёлки 1.pdf",)
    assert not report.whole
    assert [one.path for one in report.mended] == ["bag-info.txt"]
    assert {fault.path for after in report.after.values() for fault in after.faults} == set(report.lost)


def test_extra_files_are_named_and_kept(two: Disks) -> None:
    (two.folders[0] / "data/чужой.txt").write_bytes(b"theirs")
    report = repair_bag(two.copies, seal=two.seal)
    assert not report.whole
    assert [fault.path for fault in report.after["№1"].faults] == ["data/чужой.txt"]
    assert (two.folders[0] / "data/чужой.txt").read_bytes() == b"theirs"


def test_a_linked_folder_bars_its_files_only(two: Disks, tmp_path: Path) -> None:
    outside = tmp_path / "снаружи"
    shutil.move(two.folders[0] / "data/twin", outside)
    (two.folders[0] / "data/twin").symlink_to(outside)
    flip(outside / "журнал.json")
    before = contents(outside)
    flip(two.folders[0] / "data/Ёлки 1.pdf")
    report = repair_bag(two.copies, seal=two.seal)
    assert report.failed["№1"].code == "hostile-entry"
    assert [one.path for one in report.mended] == ["data/Ёлки 1.pdf"]
    assert contents(outside) == before


def test_a_full_disk_stops_its_own_repair_only(two: Disks, monkeypatch: pytest.MonkeyPatch) -> None:
    flip(two.folders[0] / "data/Ёлки 1.pdf")
    damaged = contents(two.folders[0])
    real = two.copies[0].store.replace

    def full(key: str, *_more: object) -> None:
        raise StoreFull("№1", key, "write", "No space left", errno=errno.ENOSPC)

    monkeypatch.setattr(two.copies[0].store, "replace", full)
    report = repair_bag(two.copies, seal=two.seal)
    assert report.failed["№1"].code == "store-full"
    assert report.after["№2"].whole
    assert contents(two.folders[0]) == damaged
    monkeypatch.setattr(two.copies[0].store, "replace", real)
    assert repair_bag(two.copies, seal=two.seal).whole


def test_a_donor_that_goes_bad_under_our_eyes_is_left_for_another(
    disks: Disks, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip(disks.folders[0] / "data/Ёлки 1.pdf")
    donor = disks.copies[1].store
    real = donor.source

    def source(key: str):  # type: ignore[no-untyped-def]
        flip(disks.folders[1] / "data/Ёлки 1.pdf")
        return real(key)

    monkeypatch.setattr(donor, "source", source)
    report = repair_bag(disks.copies, seal=disks.seal)
    assert [(one.copy, one.path, one.source) for one in report.mended][:1] == [
        ("№1", "data/Ёлки 1.pdf", "№3")
    ]
    assert contents(disks.folders[0]) == disks.good


@pytest.mark.parametrize("store", S3_KINDS, indirect=True)
def test_a_bucket_is_mended_from_a_disk_and_keeps_its_locks(store, kept: Kept) -> None:  # type: ignore[no-untyped-def]
    import datetime as dt

    from storage.bag.custody import lock_bag, locks_of
    from storage.digests import digest_bytes
    from storage.source import BytesSource
    from storage.store import Feature

    write_bag(plan(), store, "bag")
    until = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
    locked = Feature.LOCK in store.features
    if locked:
        lock_bag(store, "bag", until)
    for path in ("data/Ёлки 1.pdf", "manifest-sha256.txt"):
        store.replace(f"bag/{path}", BytesSource(b"damaged"), digest_bytes(b"damaged"))
    copies = [Copy("disk", kept.store, "2025-26/ИС-21"), Copy("bucket", store, "bag")]
    report: RepairReport = repair_bag(copies, seal=kept.seal)
    assert report.whole
    assert {one.path for one in report.mended} == {"data/Ёлки 1.pdf", "manifest-sha256.txt"}
    if locked:
        assert {lock.until for lock in locks_of(store, "bag").values()} == {until}


def test_parity_repairs_the_only_copy(kept: Kept, tmp_path: Path) -> None:
    assert par2_program()
    for name in ("make", "use"):
        (tmp_path / name).mkdir()
    made = protect(kept.store, "2025-26/ИС-21", tmp_path / "make", redundancy=30)
    assert {f"2025-26/ИС-21.par2/{name}" for name in made} == {
        entry.key for entry in kept.store.list("2025-26/ИС-21.par2")
    }
    assert parity_faults(kept.store, "2025-26/ИС-21", made) == ()
    assert parity_faults(kept.store, "2025-26/ИС-21") == (), "its packets hold, whoever noted what"
    good = kept.files()
    assert verify_bag(kept.store, "2025-26/ИС-21", seal=kept.seal).whole
    flip(kept.folder / "data/Ёлки 1.pdf", 77)
    flip(kept.folder / "ЧИТАТЬ.txt", 800)
    parity = salvage(kept.store, "2025-26/ИС-21", tmp_path / "use")
    report = repair_bag([Copy("№1", kept.store, "2025-26/ИС-21"), parity], seal=kept.seal)
    assert report.whole
    assert {one.source for one in report.mended} == {"parity"}
    assert kept.files() == good


def test_without_parity_or_its_program_it_says_so(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RepairImpossible) as refusal:
        salvage(kept.store, "2025-26/ИС-21", tmp_path / "use")
    assert refusal.value.offence == "no-parity"
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))
    with pytest.raises(ToolMissing) as missing:
        par2_program()
    assert (missing.value.tool, missing.value.extra) == ("par2", "parity")
