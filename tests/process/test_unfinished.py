"""Files written whole or not at all, and what killed runs left in the folder."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archiver.disk import unfinished
from archiver.disk.atomic import replacing, write_atomically
from archiver.disk.unfinished import TEMPORARY, scratch_folder, sweep
from archiver.errors import OutputFailed

_WRITE_AND_WAIT = """
import sys
from pathlib import Path
from archiver.disk.atomic import replacing
from archiver.disk.unfinished import scratch_folder
folder = Path(sys.argv[1])
with replacing(folder / "лист.pdf") as file, scratch_folder(folder) as scratch:
    (scratch / "Ёлкин").write_bytes(b"half")
    file.write(b"half")
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfinished, "_SWEPT", {})


def _writer(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITE_AND_WAIT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout and process.stdout.readline() == b"writing\n"
    return process


def _left(folder: Path) -> list[str]:
    return sorted(
        path.name.rpartition(".")[2] for path in folder.iterdir() if path.name.startswith(TEMPORARY)
    )


def test_a_killed_run_is_swept_and_a_living_one_is_not(tmp_path: Path) -> None:
    living, killed = _writer(tmp_path), _writer(tmp_path)
    killed.kill()
    killed.communicate()
    assert _left(tmp_path) == ["part", "part", "scratch", "scratch"]
    write_atomically(tmp_path / "другой.pdf", b"whole")
    assert _left(tmp_path) == ["part", "scratch"]
    living.communicate(b"")
    assert living.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["другой.pdf", "лист.pdf"]


def test_a_scratch_folder_sweeps_too(tmp_path: Path) -> None:
    killed = _writer(tmp_path)
    killed.kill()
    killed.communicate()
    with scratch_folder(tmp_path) as own:
        assert list(tmp_path.iterdir()) == [own]
        assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert not list(tmp_path.iterdir())


def test_only_what_is_called_and_made_like_ours_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".foreign.part").write_bytes(b"somebody's")
    (tmp_path / f"{TEMPORARY}sample.json").write_bytes(b"ours, and finished")
    (tmp_path / f"{TEMPORARY}dir.part").mkdir()
    (tmp_path / f"{TEMPORARY}file.scratch").write_bytes(b"?")
    (tmp_path / f"{TEMPORARY}link.part").symlink_to(tmp_path / ".foreign.part")
    os.mkfifo(tmp_path / f"{TEMPORARY}pipe.part")
    before = sorted(tmp_path.iterdir())
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_without_locks_only_what_is_old_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_words: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(unfinished.fcntl, "flock", unknown)
    old, new = tmp_path / f"{TEMPORARY}1.part", tmp_path / f"{TEMPORARY}2.part"
    old.write_bytes(b"?")
    new.write_bytes(b"?")
    os.utime(old, (0, 0))
    write_atomically(tmp_path / "a", b"whole")
    assert sorted(tmp_path.iterdir()) == [new, tmp_path / "a"]


def test_a_sweep_between_making_and_locking_costs_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = unfinished.lock, list[int]()

    def swept_first(handle: int) -> bool | None:
        if not seen:
            seen.append(handle)
            for path in tmp_path.glob(f"{TEMPORARY}*"):
                path.unlink()
        return real(handle)

    monkeypatch.setattr(unfinished, "lock", swept_first)
    write_atomically(tmp_path / "a", b"whole")
    assert seen and (tmp_path / "a").read_bytes() == b"whole"
    assert _left(tmp_path) == []


def test_a_stop_at_any_step_leaves_nothing(tmp_path: Path) -> None:
    """KeyboardInterrupt may come between any two lines of the program."""
    reached = True
    target, step = tmp_path / "лист.pdf", 0
    while reached:
        step, reached, count = step + 1, False, 0

        def trace(frame, event, _arg, at=step):  # type: ignore[no-untyped-def]
            nonlocal count, reached
            if frame.f_code.co_filename.endswith(("atomic.py", "unfinished.py")) and event == "line":
                count += 1
                if count == at:
                    reached = True
                    raise KeyboardInterrupt
            return trace

        sys.settrace(trace)
        try:
            write_atomically(target, b"whole")
        except KeyboardInterrupt:
            pass
        finally:
            sys.settrace(None)
        assert not target.exists() or target.read_bytes() == b"whole"
        target.unlink(missing_ok=True)
        assert _left(tmp_path) == []
    assert step > 20


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_rights_follow_the_umask_unless_private(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_atomically(tmp_path / "a", b"")
        write_atomically(tmp_path / "b", b"", private=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600


def test_the_umask_of_the_process_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(_mask: int) -> int:
        raise AssertionError(threading.current_thread().name)

    monkeypatch.setattr(os, "umask", touched)
    write_atomically(tmp_path / "a", b"whole")
    with scratch_folder(tmp_path):
        pass


def test_a_device_a_pipe_or_a_folder_is_not_replaced(tmp_path: Path) -> None:
    pipe, folder, link = tmp_path / "pipe", tmp_path / "folder", tmp_path / "link"
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to("/dev/null")
    for target in (pipe, folder, link, Path("/dev/null")):
        with pytest.raises(OutputFailed, match=str(target)):
            write_atomically(target, b"data")
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert link.is_symlink()
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_failing_block_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), replacing(target) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"before"
    assert _left(tmp_path) == []


def test_a_folder_that_goes_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    with pytest.raises(OutputFailed), replacing(folder / "a") as file:
        file.write(b"half")
        shutil.rmtree(folder)
    assert not folder.exists()
