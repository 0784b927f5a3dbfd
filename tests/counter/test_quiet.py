"""A use case shows nothing and is stopped through the progress it was handed."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import archiver
from archiver.archive.deposit.deposit import Deposit
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.placing import CopiesWanted
from archiver.archive.deposit.record import Candidates
from archiver.progress import Silent, Stopped, Unit
from archives import SmallArchive, journal_of
from retention.schedule_toml import shipped

ROOT = Path(archiver.__file__).parent
SHOWING = {"cli", "__main__.py", "process/streams.py"}
"""What the user sees goes through these."""


def shown_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name) and node.id in {"print", "input"}:
            yield f"{file.name}:{node.lineno}: {node.id}"
        elif isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr", "echo", "secho"}:
            yield f"{file.name}:{node.lineno}: {ast.unparse(node)}"


def test_no_use_case_prints_or_asks() -> None:
    found = [
        told
        for file in sorted(ROOT.rglob("*.py"))
        if not {(name := file.relative_to(ROOT)).parts[0], name.as_posix()} & SHOWING
        for told in shown_in(file)
    ]
    assert found == []


class Enough(Silent):
    """Whoever watches has seen enough after the first file."""

    def __init__(self) -> None:
        self.files = 0

    def expect(self, total: int, unit: Unit, of: str = "") -> None:
        if unit is Unit.FILES:
            assert total == 2

    def line(self, text: str) -> None:
        self.files += 1
        if self.files == 1:
            raise Stopped


def test_a_run_is_stopped_through_its_progress_and_goes_on_later(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.add(1)
    archive.add(2)
    filing = Filing(archive.settings, shipped(), dt.date.today())
    journals = (journal_of("ИС-21"), journal_of("ИС-22"))
    candidates = tuple(archive._candidate(filing, one) for one in journals)
    progress = Enough()
    with archive.register() as register:
        run = partial(Deposit, register, filing, CopiesWanted(), progress, "orlova")
        with pytest.raises(Stopped):
            list(run().run(Candidates(candidates)))
        with register.reading() as work:
            assert len(work.files.of_year(journals[0].year.start)) == 1
        assert [outcome.status.value for outcome in run().run(Candidates(candidates))] == [
            "already",
            "deposited",
        ]
