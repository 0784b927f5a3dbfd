"""An archive of a small college, its register in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from custody_archive import Archive, made


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Archive:
    return made(tmp_path, monkeypatch, capsys)
