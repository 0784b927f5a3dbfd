"""An archive on each database, with two folders as media; PostgreSQL is that of the register's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_for_disposal import Archive, Clock, settings_in

from archiver.register.opening import open_url


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    clock = Clock()
    with open_url(f"sqlite:///{tmp_path}/register.db", clock=clock) as register:
        made = Archive(register, settings_in(tmp_path), clock, tmp_path)
        made.staff()
        made.medium("Н-1")
        made.medium("Н-2")
        yield made
