"""Killed with SIGKILL, a deposit leaves no half bag that looks whole, registers nothing that is not there.

And the same command finishes it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.__main__ import run
from archiver.archive.deposit import request as module
from archiver.counter.trail_files import FOLDER
from archiver.register.audit import audit
from college_of_test import College
from killed_run import at_disk_calls, die, killed

DEPOSIT = ("deposit", "out", "--from", "exports")
STEPS = ("begin", "write ИТ-1", "write ИТ-2", "lock ИТ-1", "lock ИТ-2", "register", "registered")
CALLS = ("open", "fsync", "mkdir", "unlink", "rename", "rmdir")


def killed_child(prepare: Callable[[], object], *words: str) -> bool:
    """Run the deposit in a child that `prepare` sets a trap in; whether the trap sprang."""

    def deposit() -> int:
        prepare()
        return run((*DEPOSIT, *words))

    return killed(deposit, ends=(0,), quiet=True)


def at_step(name: str) -> None:
    def step(reached: str) -> None:
        if reached == name:
            die()

    module.Deposit = functools.partial(module.Deposit, step=step)  # type: ignore[misc,assignment]


def at_call(number: int) -> None:
    at_disk_calls(number, CALLS)


@pytest.fixture
def disks(college: College) -> tuple[Path, Path]:
    college.binders()
    return college.disks()


def finished(college: College, disks: tuple[Path, Path]) -> None:
    """The same command brings it to its end, and a third one finds nothing to do."""
    assert college.deposit().code == 0
    college.assert_sound(disks)
    assert college.copies() == 2
    one, two = ({path.relative_to(disk): path.read_bytes() for path in disk.rglob("*")
                 if path.is_file() and path.parent.name != FOLDER} for disk in disks)  # fmt: skip
    del one[Path("archiver-medium.json")], two[Path("archiver-medium.json")]
    assert one == two
    assert len([path for path in one if path.name == "bagit.txt"]) == 1
    assert "уже сдано" in college.well("deposit", "out", "--from", "exports").out
    with college.register() as register:
        assert audit(register, by="test").whole


@pytest.mark.parametrize("step", STEPS)
def test_at_every_step(college: College, disks: tuple[Path, Path], step: str) -> None:
    assert killed_child(functools.partial(at_step, step))
    college.assert_sound(disks)
    assert college.copies() == (2 if step == "registered" else 0)
    finished(college, disks)


def test_at_calls_that_change_a_disk(college: College, disks: tuple[Path, Path]) -> None:
    """The run after goes on from what the killed one left, and is killed a call later."""
    sprung = 0
    for number in range(2, 400):
        if not killed_child(functools.partial(at_call, number)):
            break
        sprung += 1
        college.assert_sound(disks)
    assert sprung >= 12
    finished(college, disks)


def test_what_was_begun_with_other_contents_is_cleared(college: College, disks: tuple[Path, Path]) -> None:
    assert killed_child(functools.partial(at_call, 20))
    begun = {path.parent.name for disk in disks for path in disk.rglob("data")}
    assert begun
    college.binders(topic="Другая тема")
    finished(college, disks)
    left = {path.parent.name for disk in disks for path in disk.rglob("data")}
    assert len(left) == 1
    assert not left & begun


def test_a_second_version_killed_half_way_leaves_the_first_in_force(
    college: College, disks: tuple[Path, Path]
) -> None:
    assert college.deposit().code == 0
    college.binders(topic="Другая тема")
    new = ("--new-version", "исправлена тема")
    assert killed_child(functools.partial(at_step, "register"), *new)
    college.assert_sound(disks)
    assert college.copies() == 2
    said = college.deposit()
    assert (said.code, "с другим содержанием" in said.err) == (3, True)
    assert college.deposit(*new).code == 0
    college.assert_sound(disks)
    assert [len(college.bags(disk)) for disk in disks] == [2, 2]
