"""A deposit that loses its turn, at whatever step, writes nothing more to the media or the register."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from archiver.archive.deposit import request as module
from archiver.register.audit import audit
from college_of_test import College
from turn_thief import steal

STEPS = ("begin", "write ИТ-1", "write ИТ-2", "register")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("lost_at", STEPS)
def test_lost_at_a_step(college: College, monkeypatch: pytest.MonkeyPatch, lost_at: str) -> None:
    college.binders()
    disks = college.disks()
    before: list[object] = []

    def state() -> object:
        with college.register() as register, register.reading() as work:
            return work.trail.head(), [contents(disk) for disk in disks]

    def step(reached: str) -> None:
        if reached == lost_at:
            with college.register() as register:
                steal(register)
            before.append(state())

    with monkeypatch.context() as patch:
        patch.setattr(module, "Deposit", functools.partial(module.Deposit, step=step))
        said = college.deposit()
    assert said.code == 10
    assert "очередь закончилась" in said.err
    assert before == [state()]
    _give_back(college)
    assert college.deposit().code == 0
    college.assert_sound(disks)
    with college.register() as register:
        assert audit(register, by="test").whole


def _give_back(college: College) -> None:
    """The run that took the turn ends."""
    import sqlalchemy as sa

    from archiver.register.tables.turns import turns

    with college.register() as register, register.engine.begin() as connection:
        connection.execute(sa.update(turns).values(until=None))
