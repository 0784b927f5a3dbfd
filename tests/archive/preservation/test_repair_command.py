"""`archiver repair`: what is right is proven, put back, proven again, and on record."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from preserved import Preserved, document, loc_bagit

from archiver.counter.trail_files import FOLDER
from archiver.register.model.packages import BagState, CopyState
from archiver.register.tables.bags import bags
from archives import SmallArchive, flip, journal_of
from storage.directory import DirectoryStore
from storage.errors import ReadBackDiffers, StoreFailed
from storage.source import Source
from storage.store import Digest
from store_kinds import CAN_MOUNT, OWN_MOUNTS

ROOT = Path(__file__).resolve().parents[3]

WHOLE, DAMAGED, MISSING = CopyState.REGISTERED, CopyState.DAMAGED, CopyState.MISSING


def test_damaged_and_missing_files_come_back_and_both_are_on_record(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = preserved.bags(1)
    flip(first / "data/journal.json")
    (first / "bagit.txt").unlink()
    shutil.rmtree(second)
    assert preserved.run("verify", "Н-1") == 3
    capsys.readouterr()
    assert preserved.run("repair", "--json") == 0
    done = document(capsys)["bags"]
    assert [(one["path"], one["fault"], one["source"]) for one in done[0]["mended"]] == [
        ("data/journal.json", "changed", "Н-2"),
        ("bagit.txt", "missing", "manifests"),
    ]
    assert len(done[1]["mended"]) == 10
    assert preserved.whole()
    assert preserved.judged(1) and preserved.judged(2)
    begun, ended = preserved.events("copy.repairing"), preserved.events("copy.repaired")
    assert len(begun) == len(ended) == 2
    detail = json.loads(ended[0].detail)
    assert [one["path"] for one in detail["files"]] == ["data/journal.json", "bagit.txt"]
    assert detail["decision"] == "seal"
    assert preserved.run("repair") == 0
    assert "ничего не известно" in capsys.readouterr().out


def test_copies_complete_each_other_and_manifests_nobody_has_are_made_anew(preserved: Preserved) -> None:
    one, other = preserved.bag(1), preserved.bag(2)
    for bag in (one, other):
        for path in bag.glob("*manifest*"):
            path.unlink()
        (bag / "bagit.txt").write_bytes(b"")
    flip(one / "data/journal.json")
    (other / "data/volumes/volume 1.pdf").unlink()
    assert preserved.run("verify", "--all") == 3
    assert preserved.run("repair") == 0
    assert preserved.whole()
    assert preserved.judged(1) and preserved.judged(2)


def test_what_no_copy_has_is_named_and_stays_as_it_is(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2):
        flip(preserved.bag(number) / "data/journal.json", number)
    (preserved.bag(1) / "ЧИТАТЬ.txt").unlink()
    damaged = [(preserved.bag(number) / "data/journal.json").read_bytes() for number in (1, 2)]
    preserved.run("verify", "--all")
    capsys.readouterr()
    assert preserved.run("repair") == 3
    told = capsys.readouterr().out
    assert "data/journal.json: верного содержимого нет" in told
    assert "ЧИТАТЬ.txt — восстановлен с носителя Н-2" in told
    assert damaged == [(preserved.bag(number) / "data/journal.json").read_bytes() for number in (1, 2)]
    assert preserved.states() == {"Н-1": [DAMAGED, WHOLE], "Н-2": [DAMAGED, WHOLE]}


def test_a_bag_that_is_lost_is_one_line(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2):
        shutil.rmtree(preserved.bag(number))
    preserved.run("verify", "--all")
    capsys.readouterr()
    assert preserved.run("repair") == 3
    lines = [line for line in capsys.readouterr().out.splitlines() if "верного содержимого нет" in line]
    assert len(lines) == 1 and "файлов: " in lines[0]


def test_the_signed_off_copy_outvotes_two_forged_ones(tmp_path: Path, preserved: Preserved) -> None:
    """Two of three copies are another bag, whole in itself: the majority is wrong, and the seal knows."""
    disk = preserved.archive.add(3)
    preserved.archive.deposit(journal_of("ИС-21"), journal_of("ИС-22"))
    (tmp_path / "forger").mkdir()
    forger = SmallArchive(tmp_path / "forger")
    forger.add(1)
    forger.add(2)
    forger.deposit(journal_of("ИС-21", "Физика", "Приписки"))
    (forged,) = (path.parent for path in (forger.folder / "disk1").rglob("bagit.txt"))
    for number in (1, 3):
        shutil.rmtree(preserved.bag(number))
        shutil.copytree(forged, preserved.disk(number) / preserved.bag(2).relative_to(preserved.disk(2)))
    assert preserved.run("verify", "--all") == 3
    assert preserved.run("repair") == 0
    assert preserved.whole()
    named = {path.name for path in disk.rglob("*.json") if path.parent.name != FOLDER}
    assert named == {"archiver-medium.json", "journal.json"}


def test_a_medium_that_is_away_is_asked_for(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    flip(preserved.bag(1) / "data/journal.json")
    preserved.run("verify", "Н-1")
    aside = preserved.archive.folder / "aside"
    preserved.disk(1).rename(aside)
    assert preserved.run("repair") == 6
    assert "Н-1: копию надо восстановить, но: " in capsys.readouterr().out
    aside.rename(preserved.disk(1))
    preserved.disk(2).rename(aside)
    assert preserved.run("repair") == 3
    assert "не подключены и не просмотрены: Н-2" in capsys.readouterr().out
    aside.rename(preserved.disk(2))
    assert preserved.run("repair", "Н-2") == 0
    assert preserved.run("repair", "Н-1") == 0
    assert preserved.whole()


def test_extra_files_are_named_and_kept(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    extra = preserved.bag(1) / "data" / "чужой.txt"
    extra.write_text("чужое")
    assert preserved.run("verify", "Н-1") == 3
    capsys.readouterr()
    assert preserved.run("repair", "Н-1") == 0, "nothing of the bag has to be put back"
    assert extra.read_text() == "чужое"
    flip(preserved.bag(1) / "data/journal.json")
    assert preserved.run("verify", "Н-1") == 3
    capsys.readouterr()
    assert preserved.run("repair", "Н-1") == 0
    assert "посторонние файлы не тронуты" in capsys.readouterr().out
    assert extra.read_text() == "чужое"
    assert preserved.run("repair", "--remove-foreign", "Н-1") == 0
    assert preserved.whole()
    assert not extra.exists()


def test_nothing_is_written_to_a_medium_that_has_failed(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    flip(preserved.bag(1) / "data/journal.json")
    flip(preserved.bag(2) / "ЧИТАТЬ.txt")
    preserved.run("verify", "--all")
    assert preserved.run("media", "check", "Н-1", "--condition", "failed") == 0
    before = preserved.contents(1)
    assert preserved.run("repair") == 6
    assert "носитель негоден" in capsys.readouterr().out
    assert preserved.contents(1) == before
    assert preserved.contents(2) == preserved.good  # but it has given what it has


def test_what_an_act_has_destroyed_is_never_put_back(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = preserved.bag(1)
    flip(bag / "data/journal.json")
    preserved.run("verify", "Н-1")
    with preserved.archive.register() as register, register.transaction("test") as work:
        (first, *_others) = work.copies.troubled()
        known = work.bags.get(first.bag_id)
        work.connection.execute(sa.update(bags).where(bags.c.id == known.id).values(state=BagState.ERASED))
    before = preserved.contents(1)
    capsys.readouterr()
    assert preserved.run("repair") == 0
    assert preserved.run("repair", "--bag", known.external_id) == 9
    assert "уничтожено по акту" in capsys.readouterr().err
    assert preserved.contents(1) == before


@pytest.mark.parametrize("kind", ["read-back", "write"])
def test_a_medium_that_does_not_keep_what_is_written_is_told_of(
    preserved: Preserved,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kind: str,
) -> None:
    flip(preserved.bag(1) / "data/journal.json")
    preserved.run("verify", "Н-1")
    before = preserved.contents(1)
    real = DirectoryStore.replace

    def faulty(store: DirectoryStore, key: str, source: Source, digest: Digest) -> Digest:
        if kind == "read-back":
            raise ReadBackDiffers(store.place, key, digest.sha256, "0" * 64)
        raise StoreFailed(store.place, key, "write", "Input/output error", errno=5)

    monkeypatch.setattr(DirectoryStore, "replace", faulty)
    capsys.readouterr()
    assert preserved.run("repair", "--json") == 6
    (done,) = document(capsys)["bags"]
    assert done["lost"] == []
    assert [one["medium"] for one in done["failed"]] == ["Н-1"]
    assert preserved.contents(1) == before
    assert preserved.states()["Н-1"] == [DAMAGED, WHOLE]
    monkeypatch.setattr(DirectoryStore, "replace", real)
    assert preserved.run("repair") == 0
    assert preserved.whole()


def test_a_torn_write_leaves_the_old_file_and_is_swept(
    preserved: Preserved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The medium breaks off in the middle of the new file: no half file takes the old one's place."""
    flip(preserved.bag(1) / "data/volumes/volume 1.pdf")
    preserved.run("verify", "Н-1")
    before = preserved.contents(1)
    real = Source.copy_to

    def torn(source: Source, write):  # type: ignore[no-untyped-def]
        def half(block: memoryview) -> None:
            write(block[: len(block) // 2])
            raise StoreFailed(str(preserved.disk(1)), "", "write", "Input/output error", errno=5)

        return real(source, half)

    monkeypatch.setattr(Source, "copy_to", torn)
    assert preserved.run("repair") == 6
    assert preserved.contents(1) == before
    monkeypatch.setattr(Source, "copy_to", real)
    assert preserved.run("repair") == 0
    assert preserved.whole()


def test_the_outside_judge_sees_the_damage_first(preserved: Preserved) -> None:
    """What we call damaged is damaged for sha256sum too, or this suite judges itself."""
    flip(preserved.bag(1) / "data/journal.json")
    with pytest.raises(loc_bagit().BagValidationError):
        preserved.judged(1)
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "manifest-sha256.txt"],
        cwd=preserved.bag(1),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1


def test_a_full_disk_is_told_and_left_as_it_was(
    preserved: Preserved, record_property: Callable[[str, object], None]
) -> None:
    """A real file system, full to the last byte; when there is room, the same command goes through."""
    if not CAN_MOUNT:
        record_property("not tested", "repair onto a full disk: this system lets nobody mount (unshare -rm)")
        return
    (preserved.bag(1) / "data/volumes/volume 1.pdf").unlink()
    preserved.run("verify", "Н-1")
    command = f"'{sys.executable}' -m archiver repair --config '{preserved.archive.folder}/archiver.toml'"
    shell = (
        "mv disk1 behind && mkdir disk1 && mount -t tmpfs -o size=400k tmpfs disk1 && cp -a behind/. disk1/\n"
        "cat /dev/zero > disk1/filler 2>/dev/null\n"
        f"{command} --json > full.json; echo $?\n"
        "find disk1 -name '.archiver-*' | wc -l\n"
        f"rm disk1/filler; {command} > /dev/null; echo $?\n"
        "rm -rf behind; cp -a disk1 behind; umount disk1; rmdir disk1; mv behind disk1\n"
    )
    done = subprocess.run(
        [*OWN_MOUNTS, shell],
        cwd=preserved.archive.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["6", "0", "0"], done.stderr
    (full,) = json.loads((preserved.archive.folder / "full.json").read_text())["bags"]
    assert full["mended"] == [] == full["lost"]
    assert "кончилось место" in full["failed"][0]["reason"]
    assert preserved.whole()
