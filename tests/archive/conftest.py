"""An archive of two disks for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from archives import SmallArchive


@pytest.fixture
def small_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallArchive:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    made = SmallArchive(tmp_path)
    made.add(1)
    made.add(2)
    return made
