"""A run that is stopped, killed or robbed of a worker, and the run after it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from calling import Call

from archiver.binding import year as binding
from archiver.disk.unfinished import TEMPORARY
from archiver.process.workers import Crew
from store_kinds import CAN_MOUNT, OWN_MOUNTS

YEAR = "2025/26"


_STOPPED = """
import os, signal, sys
from archiver.binding import year as binding
from archiver.__main__ import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it

def save(*words, real=binding.save):
    binding.save = real
    real(*words)
    os.kill(os.getpid(), sign)

binding.save = save
sign, sys.argv = int(sys.argv[1]), ["archiver", *sys.argv[2:]]
sys.exit(main())
"""
"""The program, sent a signal as soon as its first group is reported: the next ones are under way then."""


def _die(*_words: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupt_keeps_what_is_ready_and_the_next_run_finishes(
    archiver: Call, exports: Path, tmp_path: Path, sign: signal.Signals
) -> None:
    out = tmp_path / "out"
    words = ["year-end", YEAR, "--from", str(exports), "--to", str(out), "--workers", "1"]
    run = subprocess.Popen(
        [sys.executable, "-c", _STOPPED, str(int(sign)), *words],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    _out, err = run.communicate(timeout=120)
    assert run.returncode == 130, err
    assert "Traceback" not in err
    assert "Остановлено" in err
    assert "leaked" not in err
    states = [group["status"] for group in json.loads((out / "report.json").read_text("utf-8"))["groups"]]
    assert "done" in states
    assert "waiting" in states
    assert not list(out.glob(".*.part"))
    ready = {path: path.read_bytes() for path in out.glob("*.pdf")}
    answer = archiver("year-end", YEAR, "--from", exports, "--to", out, "--json")
    assert answer.code == 0
    assert {group["status"] for group in answer.document["groups"]} == {"done"}
    assert any(group["unchanged"] for group in answer.document["groups"])
    assert all(path.read_bytes() == data for path, data in ready.items())


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_workers_end_with_a_killed_foreman(archiver: Call, exports: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "archiver", "year-end", YEAR, "--from", str(exports)]
    run = subprocess.Popen(
        [*command, "--to", str(tmp_path / "out"), "--workers", "2"], stderr=subprocess.DEVNULL, cwd=tmp_path
    )
    deadline = time.monotonic() + 60
    while len(workers := _children(run.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)  # long enough for a worker to be at its first part
    run.kill()
    run.wait()
    while any(map(_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(workers) >= 2
    assert not any(map(_alive, workers))


def test_killed_worker_fails_its_group_and_no_other(
    archiver: Call, exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Crew.submit

    def submit(self: Crew, work, *args, **kwargs):  # type: ignore[no-untyped-def]
        if work is binding.bind_group and args[0].export.name == "ИС-21":
            return real(self, _die)
        return real(self, work, *args, **kwargs)

    monkeypatch.setattr(Crew, "submit", submit)
    answer = archiver(
        "year-end", YEAR, "--from", exports, "--to", tmp_path / "out", "--json", "--workers", "2"
    )
    assert answer.code == 3
    states = {group["name"]: group["status"] for group in answer.document["groups"]}
    assert states == {"ЁЛ-11": "done", "ИС-21": "failed", "ТМ-12": "done"}


def _stumble(*_words: object) -> None:
    raise LookupError("Иванов")


def test_unforeseen_failure_fails_its_group_and_quotes_nothing(
    archiver: Call, exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Crew.submit

    def submit(self: Crew, work, *args, **kwargs):  # type: ignore[no-untyped-def]
        bad = work is binding.bind_group and args[0].export.name == "ИС-21"
        return real(self, _stumble) if bad else real(self, work, *args, **kwargs)

    monkeypatch.setattr(Crew, "submit", submit)
    answer = archiver("year-end", YEAR, "--from", exports, "--to", tmp_path / "out", "--json")
    assert answer.code == 3
    groups = {group["name"]: group for group in answer.document["groups"]}
    assert {name: group["status"] for name, group in groups.items()} == {
        "ЁЛ-11": "done",
        "ИС-21": "failed",
        "ТМ-12": "done",
    }
    assert "LookupError" in groups["ИС-21"]["message"]
    assert "Иванов" not in answer.out + answer.err


def test_what_a_killed_run_left_unfinished_is_swept(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{TEMPORARY}x1y2.part").write_bytes(b"%PDF-1.7 half")
    (out / ".foreign.part").write_bytes(b"somebody else's")
    assert archiver("year-end", YEAR, "--from", one_group, "--to", out).code == 0
    assert sorted(path.name for path in out.glob(".*")) == [".foreign.part"]


def test_groups_go_to_the_crew_a_few_at_a_time(
    archiver: Call, exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A college of a hundred groups never stands in memory whole."""
    under_way, most = set(), []
    real = Crew.submit

    def submit(self: Crew, work, *args, **kwargs):  # type: ignore[no-untyped-def]
        future = real(self, work, *args, **kwargs)
        under_way.add(future)
        future.add_done_callback(under_way.discard)
        most.append(len(under_way))
        return future

    monkeypatch.setattr(Crew, "submit", submit)
    assert archiver("year-end", YEAR, "--from", exports, "--to", tmp_path / "out").code == 0
    assert len(most) == 3 and max(most) <= 2


def test_two_runs_into_one_folder_at_a_time_are_refused(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    from archiver.process.output import claimed

    with claimed(tmp_path / "out", one_group):
        answer = archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out")
    assert answer.code == 10
    assert archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out").code == 0
    assert not list(tmp_path.glob(".out*"))


def test_full_disk_is_said_and_leaves_nothing_half_written(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    if not CAN_MOUNT:
        return  # said at the end of the run
    assert archiver is not None  # its settings and folders are what the command runs with
    (tmp_path / "disk").mkdir()
    words = f"year-end {YEAR} --from '{one_group}' --to disk/out --workers 1"
    shell = (
        "mount -t tmpfs -o size=16k tmpfs disk\n"
        f"'{sys.executable}' -m archiver {words}\n"
        "echo $?\nfind disk -type f | wc -l"
    )
    done = subprocess.run(
        [*OWN_MOUNTS, shell],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split()[-2:] == ["6", "0"], done.stderr
    assert "Traceback" not in done.stderr
    assert "disk/out" in done.stderr
