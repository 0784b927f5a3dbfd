"""A user without a home that can be written: services, containers, full or read-only disks."""

from __future__ import annotations

from pathlib import Path

import pytest
from calls import CALLS, expected
from processes import STUB, Processes

from archiver.disk.private import user_cache
from archiver.disk.stand_in import is_usable
from archiver.errors import ExitCode
from archiver.process.output import cache_beside

NEED_A_CACHE = {"media parity"}
"""Whole bags, with names, are copied into the cache for it."""


PRINTING = {
    "year-end": "/proc",
    "preview": "/nonexistent/home",
    "statement": "~",
    "media label": "home",
}
"""Commands that are tried with the engine and its fonts, and the home they are given."""


@pytest.mark.parametrize("name", [name for name in CALLS if name not in {*PRINTING, "doctor"}])
def test_every_command_works_as_a_service(processes: Processes, empty_temp: Path, name: str) -> None:
    """Without a home, and without standard streams: a closed one is as /dev/null."""
    closed = ("closed", "closed", "closed")
    ended = processes.call(CALLS[name][1], streams=closed, before=STUB, HOME="/proc")
    assert ended.code in (expected(name) if name not in NEED_A_CACHE else {ExitCode.OUTPUT_FAILED}), ended
    assert processes.left() == []


@pytest.mark.parametrize("name", PRINTING)
def test_printing_needs_no_home(processes: Processes, empty_temp: Path, name: str) -> None:
    """Fontconfig, which looks for a cache of its own, has nothing to complain of."""
    processes.put_back()
    before = set(processes.place.iterdir())
    ended = processes.call(CALLS[name][1], afresh=False, HOME=PRINTING[name])
    assert ended.code in expected(name)
    assert "ontconfig" not in ended.err
    assert list((processes.place / "new").rglob("*.pdf"))
    assert {path.name for path in set(processes.place.iterdir()) - before} == {"new"}
    assert not [path for path in (processes.place / "new").rglob("*") if path.name.startswith(".")]


def test_a_cache_that_cannot_hold_anything_is_not_usable(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    for place in (Path("/proc/cache"), blocked / "cache", Path("~/.cache"), Path("cache"), Path("/dev/full")):
        assert not is_usable.__wrapped__(place)
    assert not (tmp_path / "~").exists()


def test_only_without_a_cache_something_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    with cache_beside(tmp_path / "out"):
        assert user_cache("parts") == tmp_path / "caches/college-archiver/parts"
        assert not (tmp_path / "out").exists()
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/cache")
    with cache_beside(tmp_path / "out/of"):
        assert user_cache().parent == tmp_path / "out/of"
        assert user_cache().stat().st_mode & 0o777 == 0o700
        (tmp_path / "out/kept").write_bytes(b"")
    assert user_cache() == Path("/proc/cache/college-archiver")
    assert [path.name for path in tmp_path.rglob("out/*")] == ["kept"]


def test_a_folder_made_for_nothing_is_removed_again(processes: Processes, empty_temp: Path) -> None:
    for home in ("/proc", processes.environment["HOME"]):
        ended = processes.call("year-end 2025/26 --from schedule.toml --to new/deep/er", HOME=home)
        assert ended.code == ExitCode.INPUT_INVALID
        ended = processes.call("certificate statements --student Никто --to new/deep/er", HOME=home)
        assert ended.code == ExitCode.USAGE
        assert not (processes.place / "new").exists()


def test_where_nothing_at_all_can_be_written_that_is_said(processes: Processes) -> None:
    ended = processes.call("doctor", HOME="/proc", TMPDIR="/proc", TMP="/proc", TEMP="/proc")
    assert ended.code in {ExitCode.OUTPUT_FAILED, ExitCode.ENGINE_FAILED}
    assert "Traceback" not in ended.err
