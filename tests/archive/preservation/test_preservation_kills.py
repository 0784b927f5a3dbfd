"""Killed with SIGKILL at every step, a check or a repair loses nothing and is finished by the same command.

A step is a call that changes a disk, the begin or end of a transaction, and of a check a file read.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from preserved import Preserved

from archiver.__main__ import run
from archiver.register.model.packages import CopyState
from archiver.register.register import Register
from archives import SmallArchive, flip, journal_of
from killed_run import DISK_CALLS, at_disk_calls, killed
from storage.directory import DirectoryStore


def killed_at(step: int, config: Path, *words: str) -> bool:
    """Run a command; whether it was killed at its `step`."""

    def command() -> int:
        count_down(step, reading="verify" in words)
        return run([*words, "--config", str(config)])

    return killed(command, ends=(0, 3), quiet=True)


def count_down(step: int, *, reading: bool) -> None:
    """Let this process be killed at its `step`; the last write before that is torn."""
    count = at_disk_calls(step, set(DISK_CALLS) - {"open"})
    if reading:
        DirectoryStore.read_back = count.before(DirectoryStore.read_back)  # type: ignore[method-assign]
    transaction = Register.transaction

    @contextlib.contextmanager
    def stepped(*arguments: Any, **more: Any) -> Iterator[Any]:
        count()
        with transaction(*arguments, **more) as work:
            yield work
            count()
        count()

    Register.transaction = stepped  # type: ignore[method-assign, assignment]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[Preserved]:
    """An archive of one bag on two disks, in memory where that is possible: it is copied for each kill."""
    parent = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=parent) as name:
        folder = Path(name) / "архив"
        folder.mkdir()
        monkeypatch.setenv("XDG_CACHE_HOME", str(Path(name) / "cache"))
        archive = SmallArchive(folder)
        archive.add(1)
        archive.add(2)
        archive.deposit(journal_of("ИС-21"))
        yield Preserved(archive)


def every_kill(quick: Preserved, *words: str, stride: int = 1) -> Iterator[int]:
    """Kill at the first step, at the second …, each time from the same start, until a run gets through."""
    folder = quick.archive.folder
    start = folder.with_name("начало")
    shutil.copytree(folder, start)
    for step in range(1, 1000, stride):
        shutil.rmtree(folder)
        shutil.copytree(start, folder)
        if not killed_at(step, folder / "archiver.toml", *words):
            return
        yield step


def test_a_check(quick: Preserved) -> None:
    flip(quick.bag(1) / "data/journal.json")
    damaged = quick.contents(1)
    steps = 0
    for steps in every_kill(quick, "verify", "Н-1"):  # noqa: B007
        assert quick.contents(1) == damaged
        assert quick.states()["Н-1"][0] in (CopyState.REGISTERED, CopyState.DAMAGED)
        assert quick.run("verify", "Н-1") == 3
        assert quick.states() == {"Н-1": [CopyState.DAMAGED], "Н-2": [CopyState.REGISTERED]}
        assert {event.outcome for event in quick.events("fixity.finished")} == {"faulty"}
    assert steps > 15


def test_a_repair(quick: Preserved) -> None:
    bag = quick.bag(1)
    flip(bag / "data/journal.json")
    (bag / "data/volumes/volume 1.pdf").unlink()
    (bag / "manifest-sha512.txt").write_bytes(b"")
    (bag / "bagit.txt").unlink()
    assert quick.run("verify", "Н-1") == 3
    before = quick.contents(1)
    steps = 0
    for steps in every_kill(quick, "repair"):  # noqa: B007
        for path, content in quick.contents(1).items():
            if ".archiver-" not in path:
                assert content in (before.get(path), quick.good[path]), path
        assert quick.contents(2) == quick.good
        if quick.states()["Н-1"] == [CopyState.REGISTERED]:
            assert quick.whole()
        assert quick.run("repair") == 0
        assert quick.whole()
        assert quick.events("copy.repairing")
    assert steps > 40


def test_a_copy_onto_a_new_disk(quick: Preserved) -> None:
    quick.archive.add(3)
    steps = 0
    for steps in every_kill(quick, "repair", "--onto", "Н-3", "Н-1", stride=5):  # noqa: B007
        if quick.states()["Н-3"]:
            assert quick.contents(3) == quick.good
        assert quick.run("repair", "--onto", "Н-3", "Н-1") == 0
        assert quick.contents(3) == quick.good
        assert quick.states()["Н-3"] == [CopyState.REGISTERED]
    assert steps > 40
