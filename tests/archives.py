"""A small archive for tests: two folders as media, files deposited by the real deposit without the press."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from functools import partial
from pathlib import Path

from archiver.__main__ import run
from archiver.archive.deposit.deposit import Deposit
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.placing import CopiesWanted
from archiver.archive.deposit.record import Candidate, Candidates, Document, Kind, Record
from archiver.archive.rosters import roster_of_journal
from archiver.intake.canonical import dump
from archiver.journal.model import Journal
from archiver.progress import Silent
from archiver.register.opening import open_register
from archiver.register.register import Register
from archiver.settings.tables import Settings
from factories import make_journal, make_section
from retention.schedule_toml import shipped
from storage.source import BytesSource

SETTINGS = """\
[college]
name = "Тестовый колледж"
short_name = "ТК"

[archive]
register_url = "sqlite:///{register}"
"""


class SmallArchive:
    """An archive in `folder`: its settings file is `archiver.toml` there, its media `disk1`, `disk2`, …"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "archiver.toml").write_text(
            SETTINGS.format(register=folder / "register.db"), encoding="utf-8"
        )

    @classmethod
    def there(cls, folder: Path) -> SmallArchive:
        """The archive that was made in a folder before."""
        archive = cls.__new__(cls)
        archive.folder = folder
        return archive

    @property
    def settings(self) -> Settings:
        from archiver.settings.loading import load_settings

        return load_settings(self.folder / "archiver.toml").settings

    def register(self) -> Register:
        return open_register(self.settings.archive)

    def run(self, *words: str) -> int:
        """A command with the archive's settings."""
        return run((*words, "--config", str(self.folder / "archiver.toml")))

    def add(self, number: int, *words: str) -> Path:
        """A new folder as the medium «Н-number»; further options of `media add` in `words`."""
        disk = self.folder / f"disk{number}"
        disk.mkdir()
        options = words or ("--kind", "disk", "--site", f"Корпус {number}")
        assert self.run("media", "add", f"Н-{number}", str(disk), *options) == 0
        return disk

    def deposit(
        self, *journals: Journal, media: tuple[str, ...] = (), new_version: str = "", by: str = "orlova"
    ) -> None:
        """Put journals onto media (all by default), each with its twin and something in place of a volume."""
        filing = Filing(self.settings, shipped(), dt.date.today())
        candidates = tuple(self._candidate(filing, one) for one in journals or (make_journal(),))
        with self.register() as register:
            done = Deposit(register, filing, CopiesWanted(media), Silent(), by, new_version).run(
                Candidates(candidates)
            )
            assert all(outcome.bag for outcome in done)

    def _candidate(self, filing: Filing, journal: Journal) -> Candidate:
        file = filing.journal(
            journal.group, journal.year, last_entry=journal.year.last_day, sheets=12, volumes=1
        )
        volume = BytesSource(b"%PDF-1.7 " + journal.group.name.encode() * 5000)
        twin = BytesSource(dump(journal))
        record = Record(
            file,
            roster_of_journal(journal),
            (
                Document("volumes/volume 1.pdf", volume, Kind.VOLUME, volume.digest()),
                Document("journal.json", twin, Kind.TWIN, twin.digest()),
            ),
        )
        read = partial(as_it_is, record)
        return Candidate(journal.group.name, file.series, file.academic_year, record.size, read)


def as_it_is(record: Record) -> Record:
    """What reads a record that is there: a function, because another process may call it."""
    return record


def journal_of(group: str, *subjects: str) -> Journal:
    """A journal of a group with its subjects."""
    journal = make_journal(sections=tuple(make_section(name) for name in subjects or ("Физика",)))
    return replace(journal, group=replace(journal.group, name=group))


def flip(path: Path, at: int = 100) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at, io.SEEK_SET)
        file.write(bytes([byte[0] ^ 1]))
