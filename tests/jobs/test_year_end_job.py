"""Binders of a year as a job: the bytes of the command, whatever is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from workers import LONG, Workers, children, settings_at

from archiver.__main__ import run
from archiver.intake.canonical import write_canonical
from archiver.jobs.place import Place
from archiver.jobs.words import how_far_in_words
from archiver.register.opening import open_url
from archiver.settings.loading import load_settings
from factories import make_journal, make_section

KILLS = 20 if LONG else 5
COMMAND = (sys.executable, "-m", "archiver", "jobs", "work", "--config")


def exported(folder: Path, count: int) -> Path:
    """The exports of so many groups."""
    journal = make_journal(sections=(make_section(),))
    for number in range(11, 11 + count):
        group = replace(journal.group, name=f"ТО-{number}")
        write_canonical(replace(journal, group=group), folder / "exports")
    return folder / "exports"


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    """The jobs of a college with a register, whose worker the program itself is."""
    url = f"sqlite:///{tmp_path}/register.db"
    open_url(url).close()
    config = settings_at(tmp_path, url)
    place = Place.beside(load_settings(config).settings.archive)
    found = Workers(place, config, COMMAND)
    yield found
    found.close()


def books(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pdf")}


def reported(folder: Path) -> dict[Path, tuple[int, int]]:
    """The volumes that the report has, and which files they are: a group reported is not made anew."""
    report = folder / "report.json"
    groups = json.loads(report.read_bytes())["groups"] if report.exists() else []
    paths = [folder / volume["path"] for group in groups for volume in group["volumes"]]
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def test_whatever_is_killed_the_binders_are_the_same_and_none_is_made_twice(
    workers: Workers, tmp_path: Path
) -> None:
    exports, out, seed = exported(tmp_path, 16), tmp_path / "job", random.randrange(10**9)
    chance = random.Random(seed)
    number = workers.ask("year-end", year="2025/26", exports=str(exports), out=str(out), workers=1)
    workers.start()
    finished: dict[Path, tuple[int, int]] = {}
    for kill in range(KILLS):
        reached = 14 * kill // KILLS
        now = workers.until(number, lambda one, far=reached: one.how_far.done >= far or not one.state.open)
        time.sleep(chance.random() * (2 if LONG else 0.4))
        for path, told in reported(out).items():
            assert finished.setdefault(path, told) == told, (seed, path.name)
        worker = workers.worker()
        hands = children(worker) if worker else []
        victim = chance.choice(hands) if hands and chance.random() < 0.4 else worker
        if victim and now.state.open:
            os.kill(victim, signal.SIGKILL)
    done = workers.ended(number, 120)
    assert done.outcome, (seed, done)
    assert how_far_in_words(done.how_far) == "16 из 16 групп"
    assert finished.items() <= reported(out).items(), seed
    workers.end()
    assert not [*out.rglob("*.part"), *out.rglob(".archiver-*")], seed
    command = ["year-end", "2025/26", "--from", str(exports), "--to", str(tmp_path / "command")]
    assert run([*command, "--config", str(workers.config), "--workers", "1"]) == done.outcome.code
    assert books(out) == books(tmp_path / "command"), seed
    assert len(books(out)) == 16
