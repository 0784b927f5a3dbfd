"""An archive of one medium for benchmarks: the same bytes deposited, then checked by the command itself."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

from archiver.configuration import load_settings
from archiver.depositing.deposit import Deposit
from archiver.depositing.filing import Filing
from archiver.depositing.placing import Wanted
from archiver.depositing.progress import Silent
from archiver.depositing.record import Candidate, Document, Found, Kind, Record
from archiver.journal.model import AcademicYear, Group
from archiver.register.model.files import Roster
from archiver.register.opening import open_register
from retention.schedule_toml import shipped
from storage.source import FileSource

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = """\
[college]
name = "Benchmark"
short_name = "B"

[archive]
register_url = "sqlite:///{register}"
"""


class Archive:
    """An archive in the empty folder `home`."""

    def __init__(self, home: Path) -> None:
        self.config = home / "archiver.toml"
        self.config.write_text(SETTINGS.format(register=home / "register.db"), encoding="utf-8")
        self.medium = home / "medium"
        self.medium.mkdir()
        self.command("media", "add", "1", str(self.medium), "--kind", "disk", "--site", "here")

    def command(self, *words: str) -> str:
        """Run `archiver` as a process of its own, as a user does; what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "archiver", *words, "--config", str(self.config)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        return done.stdout

    def deposit(self, files: list[Path]) -> None:
        """Put the files onto the medium as one bag."""
        settings = load_settings(self.config).settings
        year = AcademicYear(2025)
        filing = Filing(settings, shipped(), dt.date.today())
        file = filing.journal(Group("B-1"), year, last_entry=year.last_day, sheets=1, volumes=len(files))
        documents = tuple(
            Document(f"volumes/{path.name}", source, Kind.VOLUME, source.digest())
            for path in files
            for source in [FileSource(path)]
        )
        record = Record(file, Roster(), documents)
        candidate = Candidate("B-1", file.series, file.academic_year, record.size, lambda: record)
        with open_register(settings.archive) as register:
            done = list(
                Deposit(register, filing, Wanted(("1",), 1), Silent(), "benchmark").run(Found((candidate,)))
            )
        assert all(outcome.bag for outcome in done), done
