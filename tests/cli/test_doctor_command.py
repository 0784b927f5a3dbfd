"""`archiver doctor` and `archiver cache`: what is well, what is not, and the code they end with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from archiver.errors import EngineFailed, ExitCode
from archiver.press import machine
from repository import archiver


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: the fonts in it are made once."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))


def _results(path: Path | None = None) -> dict[str, machine.Result]:
    return {result.title: result for result in machine.results(path)}


def test_a_machine_that_is_set_up_is_well() -> None:
    found = _results()
    assert {title: result.detail for title, result in found.items() if result.code} == {}
    assert "weasyprint" in found["Пакеты"].detail
    assert "PTF55F" in found["Шрифты"].detail


def test_the_command_shows_it(tmp_path: Path) -> None:
    done = archiver("doctor", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "ПЛОХО" not in done.stdout


def test_that_the_law_of_a_paper_lapses_is_told_from_the_year_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "today", lambda: dt.date(2027, 12, 31))
    assert "Действующие акты" not in _results()
    monkeypatch.setattr(machine, "today", lambda: dt.date(2028, 1, 1))
    told = _results()["Действующие акты"]
    assert told.code is ExitCode.DONE and "до 01.03.2029" in told.detail
    monkeypatch.setattr(machine, "today", lambda: dt.date(2030, 1, 1))
    assert "не действует с 01.03.2029" in _results()["Действующие акты"].detail


def test_a_press_that_cannot_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise EngineFailed("Pango нет.")

    monkeypatch.setattr("archiver.press.engine.engine_version", fail)
    found = _results()["Печать"]
    assert (found.code, found.detail) == (ExitCode.ENGINE_FAILED, "Pango нет.")


def test_a_package_of_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = machine.metadata.version
    monkeypatch.setattr(
        machine.metadata, "version", lambda name: "69.0" if name == "weasyprint" else real(name)
    )
    found = _results()["Пакеты"]
    assert found.code is ExitCode.ENGINE_FAILED
    assert "weasyprint ==70.0 (69.0)" in found.detail


def test_a_package_of_a_stranger_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        machine.metadata, "packages_distributions", lambda: {"storage": ["college-archiver", "stranger"]}
    )
    found = _results()["Свои пакеты"]
    assert found.code is ExitCode.ENGINE_FAILED
    assert "storage (stranger)" in found.detail


def test_a_package_that_lies_elsewhere_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "_home", lambda: tmp_path)
    assert "archiver (" in _results()["Свои пакеты"].detail


def test_wrong_settings_end_with_5_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("x = 1", encoding="utf-8")
    found = _results(path)
    assert found["Настройки"].code is ExitCode.CONFIG_INVALID
    assert found["Диск"].code is ExitCode.DONE
    assert archiver("doctor", "--config", str(path), cwd=tmp_path).returncode == 5


def test_a_cache_that_cannot_be_written_ends_with_6(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / "a.toml"
    path.write_text(f"[cache]\nfolder = '{tmp_path}/file/cache'", encoding="utf-8")
    assert _results(path)["Кэш"].code is ExitCode.OUTPUT_FAILED


def test_a_full_disk_ends_with_6(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_ENOUGH_MB", 10**12)
    found = _results()["Диск"]
    assert found.code is ExitCode.OUTPUT_FAILED
    assert "Освободите место" in found.detail


@pytest.mark.parametrize(
    ("version", "condition", "meets"),
    [
        ("70.0", "==70.0", True),
        ("70", "==70.0", True),
        ("70.1", "==70.0", False),
        ("8.10", ">=8.9", True),
        ("8.1", ">=8.9", False),
        ("1.0", "", True),
    ],
)
def test_versions_are_compared_by_number(version: str, condition: str, meets: bool) -> None:
    assert machine._satisfies(version, condition) is meets


def test_the_cache_is_shown_and_cleared(tmp_path: Path, caches: Path) -> None:
    from archiver.press.cache import PartCache

    store = PartCache(caches / "college-archiver" / "parts")
    store.put("ab" * 32, b"%PDF-", 1)
    shown = archiver("cache", "show", cwd=tmp_path)
    assert str(store.folder) in shown.stdout
    assert "1 часть" in shown.stdout
    cleared = archiver("cache", "clear", cwd=tmp_path)
    assert cleared.stdout == "Удалена 1 часть.\n"
    assert store.size() == (0, 0)
