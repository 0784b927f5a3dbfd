"""Ctrl-C, SIGTERM and a closed terminal end every command in the same way: 130, and nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import slow_work
from calls import CALLS, expected
from processes import STUB, Processes, wait_for_children

from archiver.errors import ExitCode
from archiver.process import stopping

_MOMENTS = """
import os, signal, sys
count = 0
def hook(event, words):
    global count
    if signal.getsignal(signal.SIGTERM) in (signal.SIG_DFL, signal.SIG_IGN):
        return  # before the program has begun, or when it has ended
    writes = event == "open" and isinstance(words[2], int) and words[2] & os.O_CREAT
    if event in ("sqlite3.connect", "os.rename", "os.mkdir", "socket.connect") or writes:
        count += 1
        if count in {moments}:
            os.kill(os.getpid(), signal.{sign})
sys.addaudithook(hook)
"""
"""Sends a signal at some of the moments when the program opens something to write, makes or renames it."""

CHANGES_NOTHING = {
    "check", "cache show", "cache clear", "config show", "config validate", "jobs work", "serve",
}  # fmt: skip
"""These reach no such moment."""


def _stopped_at(*moments: int, sign: str = "SIGTERM") -> str:
    return _MOMENTS.format(moments=moments, sign=sign)


@pytest.mark.parametrize("name", [name for name in CALLS if name not in CHANGES_NOTHING])
def test_every_command_ends_as_on_ctrl_c(processes: Processes, name: str) -> None:
    """At its first such moment, and again while it is cleaning up; then the same command does its work."""
    ended = processes.call(CALLS[name][1], before=STUB + _stopped_at(1, 2, 3))
    assert ended.code == ExitCode.INTERRUPTED
    assert "Остановлено" in ended.err
    assert "Traceback" not in ended.err
    assert processes.left() == []


WRITERS = (
    "sample", "convert", "preview", "statement", "media label", "media parity", "deposit", "verify", "get",
    "papers cover", "audit export", "backup", "restore", "control", "calendar",
)  # fmt: skip


@pytest.mark.parametrize("moment", [3, 6])
@pytest.mark.parametrize("name", WRITERS)
def test_wherever_it_is_stopped_nothing_is_half_written(processes: Processes, name: str, moment: int) -> None:
    code, words = CALLS[name]
    ended = processes.call(words, before=STUB + _stopped_at(moment, moment + 1))
    assert ended.code in {ExitCode.INTERRUPTED} | expected(name)
    assert "Traceback" not in ended.err
    assert processes.left() == []
    again = processes.call(words, before=STUB, afresh=False)
    assert again.code in expected(name) | {ExitCode.FINDINGS}, (code, again)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("to_all", [True, False])
def test_workers_put_down_what_they_are_at(tmp_path: Path, sign: signal.Signals, to_all: bool) -> None:
    """Sent to the command alone (kill) or to all of its processes (a terminal, a shutdown), and once more."""
    run = subprocess.Popen(
        [sys.executable, slow_work.__file__, str(tmp_path)], stderr=subprocess.PIPE, start_new_session=True
    )
    begun = time.monotonic()
    while len(list(tmp_path.glob(".archiver-*.part"))) < 2:
        assert time.monotonic() < begun + 60
        time.sleep(0.02)
    for _time in range(2):
        (os.killpg if to_all else os.kill)(run.pid, sign)
        time.sleep(0.1)
    told = time.monotonic()
    _out, errors = run.communicate(timeout=60)
    assert run.returncode == ExitCode.INTERRUPTED, errors
    assert time.monotonic() < told + 10
    assert errors.decode() == "Ошибка: Остановлено.\n"
    assert list(tmp_path.iterdir()) == []
    wait_for_children(run.pid)


@pytest.mark.parametrize("sign", [signal.SIGQUIT, signal.SIGUSR1, signal.SIGALRM, signal.SIGXCPU])
def test_what_kills_the_program_makes_nobody_speak_english(tmp_path: Path, sign: signal.Signals) -> None:
    """A helper of Python's own outlives it and frees what it held; it has nothing to say to a user."""
    run = subprocess.Popen(
        [sys.executable, slow_work.__file__, str(tmp_path)],
        stderr=subprocess.PIPE,
        start_new_session=True,
        cwd=tmp_path,  # where a core file would go
    )
    while len(list(tmp_path.glob(".archiver-*.part"))) < 2:
        time.sleep(0.02)
    os.kill(run.pid, sign)
    _out, errors = run.communicate(timeout=60)
    assert run.returncode == -sign
    assert errors.decode() == ""
    wait_for_children(run.pid)


def test_a_worker_that_does_not_answer_is_killed(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, slow_work.__file__, str(tmp_path), "deaf"],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while len(list(tmp_path.glob(".archiver-*.part"))) < 2:
        time.sleep(0.02)
    run.terminate()
    time.sleep(0.3)
    run.terminate()  # in a hurry: without the seconds of grace
    told = time.monotonic()
    _out, errors = run.communicate(timeout=60)
    assert run.returncode == ExitCode.INTERRUPTED, errors
    assert time.monotonic() < told + 4
    wait_for_children(run.pid)


def test_signals_that_were_ignored_stay_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """nohup, and a shell's background job."""
    before = signal.getsignal(signal.SIGINT)
    with stopping.handlers_kept():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        stopping.listen()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        os.kill(os.getpid(), signal.SIGHUP)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)
        stopping.deaf()
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_signal_does_not_cut_cleaning_up_short() -> None:
    cleaned = []
    with stopping.handlers_kept():
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stopping.listen()
        try:
            try:
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(1)
            finally:
                for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    os.kill(os.getpid(), number)
                cleaned.append(stopping.is_stopping())
        except KeyboardInterrupt:
            os.kill(os.getpid(), signal.SIGTERM)
            cleaned.append(True)
    assert cleaned == [True, True]


def test_a_stop_that_got_lost_can_be_repeated() -> None:
    """Python swallows what is raised in a finalizer; the next signal must not be taken for a second one."""
    with stopping.handlers_kept():
        stopping.listen()
        for _time in range(2):
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(1)


def test_a_signal_that_another_thread_takes_waits_too() -> None:
    """The mask is a thread's own, and the system gives a signal to whichever thread lets it in."""
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        test_a_signal_can_wait()
    finally:
        ended.set()
        other.join()


def test_a_signal_can_wait() -> None:
    seen = []
    with stopping.handlers_kept():
        stopping.listen()
        with pytest.raises(KeyboardInterrupt):
            with stopping.postponed():
                os.kill(os.getpid(), signal.SIGTERM)
                seen.append("inside")
            seen.append("outside")
    assert seen == ["inside"]
