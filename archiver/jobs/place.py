"""Where jobs are kept: a file of their own beside the register's, or the schema `jobs` of its PostgreSQL.

The register, its copies and its chain know nothing of jobs; jobs name people by login and files by path.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from archiver.counter.addresses import register_address
from archiver.disk.private import FILE, allow, made_private
from archiver.errors import RegisterFailed
from archiver.locale import _
from archiver.settings.archive import ArchiveSettings
from archiver.wording.causes import cause

SCHEMA = "jobs"


@dataclass(frozen=True, slots=True)
class Place:
    """The address of the jobs' database; `file` where it is SQLite."""

    url: str
    file: Path | None = None

    @classmethod
    def beside(cls, settings: ArchiveSettings) -> Place:
        """Beside the register of these settings; raises RegisterFailed for an address that is none."""
        url, register = register_address(settings)
        if register is None:
            return cls(url)
        file = register.with_name(f"{register.stem}-jobs{register.suffix}")
        return cls(f"sqlite:///{file}", file)

    @property
    def empty(self) -> bool:
        """Whether no job was ever asked for, as far as that can be seen without asking a server."""
        return self.file is not None and not self.file.exists()

    def make_private(self) -> None:
        """Make the file, for its owner alone, read while it is written; raises RegisterFailed."""
        if self.file is None:
            return
        try:
            made_private(self.file.parent)
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, FILE))
            with contextlib.closing(sqlite3.connect(self.file, timeout=30)) as database:
                database.execute("PRAGMA journal_mode = WAL")
            for log in ("", "-wal", "-shm"):
                if (own := Path(f"{self.file}{log}")).exists():
                    allow(own, FILE)
        except (OSError, sqlite3.Error) as error:
            why = cause(error) if isinstance(error, OSError) else str(error)
            raise RegisterFailed(
                _("The file of jobs {file} cannot be made: {cause}.").format(file=self.file, cause=why)
            ) from error
