"""Killed with SIGKILL at every call that changes a disk, a run leaves nothing that looks whole and is not.

And the same call finishes it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bags import contents, flip, loc_bagit, plan

from killed_run import at_disk_calls, killed
from memory_store import MemoryStore
from storage import whole_sync
from storage.bag.custody import erase_bag
from storage.bag.reading import is_bag
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.fixity import verify_bag
from storage.repair import Copy, repair_bag

BAG = "год/bag"
MEMORY = MemoryStore()
SEAL = write_bag(plan(), MEMORY, "x").seal
FILES = {key[2:]: content for key, content in MEMORY.contents.items()}


def writing(folder: Path) -> None:
    write_bag(plan(), DirectoryStore(folder), BAG)


def repairing(*folders: Path) -> None:
    repair_bag([Copy(str(number), DirectoryStore(folder), BAG) for number, folder in enumerate(folders)])


def erasing(folder: Path) -> None:
    erase_bag(DirectoryStore(folder), BAG)


def killed_at(calls: int, act: Callable[..., None], *folders: Path) -> bool:
    """Do the act; whether it was killed before its n-th call that changes a disk."""

    def run() -> None:
        at_disk_calls(calls)
        act(*folders)

    return killed(run)


def every_kill(act: Callable[..., None], folder: Path, *others: Path) -> Iterator[int]:
    """Kill at the first call, at the second …, each time from the same start, until a run gets through."""
    start = folder.with_name("начало")
    shutil.copytree(folder, start)
    for calls in range(1, 1000):
        shutil.rmtree(folder)
        shutil.copytree(start, folder)
        if not killed_at(calls, act, folder, *others):
            return
        yield calls


@pytest.fixture
def folder(quick: Path) -> Path:
    path = quick / "диск"
    path.mkdir()
    return path


def nothing_left_over(folder: Path) -> bool:
    return not list(folder.rglob(".archiver-*"))


@pytest.mark.parametrize("at_once", [False, True], ids=["file by file", "at once"])
def test_a_bag_being_written(folder: Path, at_once: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_sync, "is_trusted", lambda _kind: at_once)
    points = 0
    for points in every_kill(writing, folder):  # noqa: B007
        store = DirectoryStore(folder)
        looks_whole = is_bag(store, BAG)
        if looks_whole:
            assert verify_bag(store, BAG, seal=SEAL).whole
            assert loc_bagit().Bag(str(folder / BAG)).validate()
        receipt = write_bag(plan(), store, BAG)
        assert receipt.seal == SEAL
        if looks_whole:
            assert receipt.written == ()
        assert contents(folder / BAG) == FILES
        assert nothing_left_over(folder)
        store.close()
    # A file is made, written and named, and some folders; file by file each is brought to the device besides.
    assert points > (40 if at_once else 58)


def test_what_is_whole_is_not_written_again(folder: Path) -> None:
    for calls in (10, 25, 40):
        shutil.rmtree(folder)
        folder.mkdir()
        assert killed_at(calls, writing, folder)
        store = DirectoryStore(folder)
        there = {entry.key.removeprefix(f"{BAG}/") for entry in store.list(BAG)}
        receipt = write_bag(plan(), store, BAG)
        assert set(receipt.kept) == there
        assert set(receipt.written) == set(FILES) - there


def test_a_bag_being_repaired(folder: Path, quick: Path) -> None:
    second = quick / "второй"
    second.mkdir()
    for path in (folder, second):
        write_bag(plan(), DirectoryStore(path), BAG)
    damaged = folder / BAG
    flip(damaged / "data/Ёлки 1.pdf")
    (damaged / "data/twin/журнал.json").unlink()
    (damaged / "bagit.txt").unlink()
    flip(damaged / "manifest-sha256.txt")
    before = contents(damaged)
    points = 0
    for points in every_kill(repairing, folder, second):  # noqa: B007
        for path, content in contents(damaged).items():
            if ".archiver-" not in path:
                assert content in (before.get(path), FILES[path]), path
        assert contents(second / BAG) == FILES
        copies = [Copy("1", DirectoryStore(folder), BAG), Copy("2", DirectoryStore(second), BAG)]
        assert repair_bag(copies, seal=SEAL).whole
        assert contents(damaged) == FILES
        assert nothing_left_over(folder)
    assert points > 20


def test_a_bag_being_erased(folder: Path) -> None:
    write_bag(plan(), DirectoryStore(folder), BAG)
    points = 0
    for points in every_kill(erasing, folder):
        store = DirectoryStore(folder)
        assert not is_bag(store, BAG) or points == 1
        assert all(answer.gone for answer in erase_bag(store, BAG))
        assert erase_bag(store, BAG) == ()
        assert contents(folder) == {}
    assert points > 20
