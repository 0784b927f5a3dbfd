"""Killed anywhere, and gone on with: the snapshot is the one an undisturbed run makes, to the last byte."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import stand_college
from stand_module import LOGIN, PASSWORD, Module
from stand_server import serving

from archiver import clock
from archiver.counter.use_case import Workplace
from archiver.fetch.account import Credentials
from archiver.fetch.module_address import module_at
from archiver.fetch.run import fetch
from archiver.fetch.wanted import FetchRequest
from archiver.journal.model import AcademicYear
from archiver.settings.tables import Settings
from killed_run import DISK_CALLS, at_disk_calls, killed

CALLS = (*DISK_CALLS, "replace", "ftruncate")
LONG = bool(os.environ.get("ARCHIVER_TEST_LONG"))
MOMENT = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    monkeypatch.setattr(clock, "now", lambda: MOMENT)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with serving(Module(stand_college.answers()), None) as at:
        yield at


def run(address: str, folder: Path, **more: bool) -> None:
    folder.mkdir(exist_ok=True)
    request = FetchRequest(
        module_at(address),
        folder,
        Credentials(LOGIN, lambda: PASSWORD),
        MOMENT.date(),
        year=AcademicYear(2025),
        gap=0.0,
        **more,
    )
    fetch(Workplace(Settings()), request)


def files(folder: Path) -> dict[str, bytes]:
    """Everything but what a killed run leaves unfinished: the next command into the folder sweeps that."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and one.suffix != ".part"
    }


@pytest.mark.parametrize("refresh", [False, True])
def test_it_ends_the_same_wherever_it_was_killed(address: str, tmp_path: Path, refresh: bool) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    run(address, whole)
    if refresh:
        run(address, broken)
    points, deaths = random.Random(20260120), 0
    for _again in range(20 if LONG else 5):

        def dying(point: int = points.randint(1, 60)) -> None:
            at_disk_calls(point, CALLS)
            run(address, broken, refresh=refresh)

        deaths += killed(dying, quiet=True)
    assert deaths >= 3
    run(address, broken)
    assert files(broken) == files(whole)
