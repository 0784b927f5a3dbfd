"""Small real exports (canonical JSON) and the program as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import Answer, Call, named

from archiver.__main__ import run
from archiver.intake.canonical import write_canonical
from factories import make_journal, make_section

SETTINGS = """
[college]
name = "Тестовый колледж"
short_name = "ТК"

[[departments]]
name = "Информационные технологии"
head = "Чарикова Юлия Львовна"
"""


@pytest.fixture
def archiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls `archiver` with its own cache folder and settings; returns what it said.

    One worker unless a test asks for more: starting one costs more than these small binders.
    """
    settings = tmp_path / "archiver.toml"
    settings.write_text(f"{SETTINGS}\n[cache]\nfolder = '{tmp_path / 'cache'}'\n", encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    monkeypatch.chdir(tmp_path)

    def call(*words: str | Path) -> Answer:
        arguments = [str(word) for word in words]
        if arguments[0] == "year-end" and "--workers" not in arguments:
            arguments += ["--workers", "1"]
        capsys.readouterr()
        code = run(arguments)
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Three clean groups of two subjects."""
    folder = tmp_path / "exports"
    for name in ("ИС-21", "ЁЛ-11", "ТМ-12"):
        write_canonical(named(make_journal(), name), folder)
    return folder


@pytest.fixture
def one_group(tmp_path: Path) -> Path:
    """One clean group with one subject of one term."""
    folder = tmp_path / "exports"
    write_canonical(make_journal(sections=(make_section(),)), folder)
    return folder
