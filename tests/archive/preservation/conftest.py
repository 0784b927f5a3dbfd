"""An archive of two disks with the binders of two groups, for every test."""

from __future__ import annotations

from pathlib import Path

import pytest
from preserved import Preserved

from archives import SmallArchive, journal_of


@pytest.fixture
def preserved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preserved:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    archive = SmallArchive(tmp_path)
    archive.add(1)
    archive.add(2)
    archive.deposit(journal_of("ИС-21"), journal_of("ИС-22"))
    return Preserved(archive)
