"""`archiver get`: whole or not at all, from another copy when one is damaged, and on record."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from archiver.archive.retrieval.finding import find
from archiver.archive.retrieval.taking import TAKEN
from archiver.archive.rosters import roster_of_journal
from archiver.register.finding import Query
from archiver.register.model.packages import CopyState
from archives import SmallArchive, flip, journal_of
from counters import at
from store_kinds import CAN_MOUNT, OWN_MOUNTS

ROOT = Path(__file__).resolve().parents[3]
VOLUME = "data/volumes/volume 1.pdf"


@pytest.fixture
def filled(small_archive: SmallArchive) -> SmallArchive:
    small_archive.deposit(journal_of("ИС-21"), journal_of("ИС-22"))
    return small_archive


def states(archive: SmallArchive, group: str = "ИС-21") -> dict[str, CopyState]:
    with archive.register() as register:
        (found,), _more = find(at(register), Query(), group)
    return {medium.inventory_number: copy.state for medium, copy in found.copies}


def bags(archive: SmallArchive, group: str = "ИС-21") -> dict[str, Path]:
    return {
        disk.name: path.parent
        for disk in sorted(archive.folder.glob("disk*"))
        for path in disk.rglob("bagit.txt")
        if group in path.parent.name
    }


def taken(archive: SmallArchive) -> list[Path]:
    out = archive.folder / "out"
    return sorted(out.iterdir()) if out.exists() else []


def same(one: Path, other: Path) -> bool:
    def read(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    return read(one) == read(other)


def test_the_whole_bag_comes_out_and_it_is_noted(
    filled: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled.run("get", "ис-21", "--to", "out") == 0
    (bag,) = taken(filled)
    bagit.Bag(str(bag)).validate()
    assert same(bag, bags(filled)["disk1"])
    assert "персональными данными" in capsys.readouterr().out
    with filled.register() as register, register.reading() as work:
        (event,) = work.trail.events(action=TAKEN)
    # Where the copy with all the names lies now has to be found again; the names themselves are not noted.
    assert json.loads(event.detail)["to"] == str(bag)
    people = roster_of_journal(journal_of("ИС-21"))
    surnames = [name.split()[0] for name in (*people.students, *people.teachers)]
    assert surnames and not any(surname in event.detail for surname in surnames)
    # A second run finds it there and changes nothing.
    before = (bag / "bagit.txt").stat().st_mtime_ns
    assert filled.run("get", "ИС-21", "--to", "out") == 0
    assert "уже есть" in capsys.readouterr().out
    assert (bag / "bagit.txt").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "path", [VOLUME, "data/journal.json", "manifest-sha256.txt", "bag-info.txt", "tagmanifest-sha512.txt"]
)
def test_a_flipped_bit_anywhere_sends_it_to_the_other_copy(filled: SmallArchive, path: str) -> None:
    flip(bags(filled)["disk2"] / path, 20)  # the one that was seen last is tried first
    assert filled.run("get", "ИС-21", "--to", "out") == 3
    (bag,) = taken(filled)
    assert same(bag, bags(filled)["disk1"])
    assert states(filled) == {"Н-1": CopyState.REGISTERED, "Н-2": CopyState.DAMAGED}


def test_a_missing_file_and_a_link_are_damage_too(filled: SmallArchive) -> None:
    second, first = bags(filled).values()
    (first / VOLUME).unlink()
    assert filled.run("get", "ИС-21", "--to", "out") == 3
    shutil.rmtree(filled.folder / "out")
    (second / VOLUME).rename(filled.folder / "outside.pdf")
    (second / VOLUME).symlink_to(filled.folder / "outside.pdf")
    assert filled.run("get", "ИС-21", "--to", "out") == 9
    assert taken(filled) == []


def test_what_a_system_drops_on_a_disk_does_not_hinder(filled: SmallArchive) -> None:
    for bag in bags(filled).values():
        (bag / "data" / "Thumbs.db").write_bytes(b"thumbs")
    assert filled.run("get", "ИС-21", "--to", "out") == 0
    (bag,) = taken(filled)
    bagit.Bag(str(bag)).validate()


def test_no_whole_copy_leaves_nothing(filled: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    for bag in bags(filled).values():
        flip(bag / VOLUME)
    assert filled.run("get", "ИС-21", "--to", "out") == 9
    assert "archiver repair" in capsys.readouterr().err
    assert taken(filled) == []
    assert set(states(filled).values()) == {CopyState.DAMAGED}


def test_disks_that_are_away_or_swapped(filled: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    (filled.folder / "disk1").rename(filled.folder / "away")
    assert filled.run("get", "ИС-21", "--to", "out") == 0
    shutil.rmtree(filled.folder / "out")
    (filled.folder / "disk2").rename(filled.folder / "disk1")
    assert filled.run("get", "ИС-21", "--to", "out") == 6
    told = capsys.readouterr().err
    assert "Н-1 (Корпус 1)" in told and "Н-2 (Корпус 2)" in told
    assert taken(filled) == []
    assert set(states(filled).values()) == {CopyState.REGISTERED}


def test_what_is_in_the_way_is_not_touched(filled: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert filled.run("get", "ИС-21", "--to", "out") == 0
    (bag,) = taken(filled)
    flip(bag / VOLUME)
    spoilt = (bag / VOLUME).read_bytes()
    assert filled.run("get", "ИС-21", "--to", "out") == 9
    assert "не тронута" in capsys.readouterr().err
    assert (bag / VOLUME).read_bytes() == spoilt


def test_several_files_fit(filled: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert filled.run("get", "--group", "ИС", "--to", "out") == 2
    told = capsys.readouterr().err
    assert "ИС-21" in told and "ИС-22" in told and taken(filled) == []
    assert filled.run("get", "ЮР-1", "--to", "out") == 2
    assert filled.run("get", "--group", "ИС", "--all", "--to", "out") == 0
    assert len(taken(filled)) == 2


def test_a_full_target_is_told_and_left_clean(filled: SmallArchive) -> None:
    if not CAN_MOUNT:
        return  # said at the end of the run
    (filled.folder / "small").mkdir()
    words = f"get ИС-21 --to small/out --config '{filled.folder}/archiver.toml'"
    shell = (
        "mount -t tmpfs -o size=40k tmpfs small\n"
        f"'{sys.executable}' -m archiver {words}\n"
        "echo $?\nls -A small/out | wc -l"
    )
    done = subprocess.run(
        [*OWN_MOUNTS, shell],
        cwd=filled.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["6", "0"], done.stderr
    assert set(states(filled).values()) == {CopyState.REGISTERED}


def test_a_killed_run_leaves_no_half_bag_and_the_next_one_tidies_up(filled: SmallArchive) -> None:
    script = (
        "import os, signal, sys\n"
        "from archiver.archive.retrieval import taking\n"
        "def kill(*_args, **_more): os.kill(os.getpid(), signal.SIGKILL)\n"
        "taking.verify_bag = kill\n"
        "from archiver.__main__ import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    words = ("get", "ИС-21", "--to", "out", "--config", str(filled.folder / "archiver.toml"))
    killed = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=filled.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    (left,) = taken(filled)
    assert left.name.startswith(".archiver-")
    assert filled.run("get", "ИС-21", "--to", "out") == 0
    (bag,) = taken(filled)
    bagit.Bag(str(bag)).validate()
