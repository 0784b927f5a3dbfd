"""`archiver fetch` as it is called: a process of its own, watched from outside."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stand_authority import Authority
from stand_module import LOGIN, Module

TODAY = "2026-11-30"
"""The day of the tests: all periods of 2025/26 have long been closed."""

MAIN = "import sys; from archiver.__main__ import main; sys.exit(main())"


@dataclass(frozen=True)
class Done:
    """What came of it: exit code (a signal with a minus), what was said, what the process list showed."""

    code: int
    out: str
    err: str
    listed: str = field(default="", repr=False)

    @property
    def said(self) -> str:
        return self.out + self.err


def started(
    arguments: Sequence[str], env: Mapping[str, str] | None = None, **more: object
) -> subprocess.Popen[str]:
    """The command, started in a group of its own, without this machine's proxies."""
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("ARCHIVER_")
    }
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", MAIN, *arguments],
        env=surroundings | {"LANGUAGE": "ru", "COLUMNS": "200"} | dict(env or {}),
        text=True,
        start_new_session=True,
        **given,
    )


def run(
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
    after: float | None = None,
    when: Callable[[], bool] | None = None,
    signal_: int = signal.SIGKILL,
    watched: bool = False,
    **more: object,
) -> Done:
    """Run it to its end; or send it a signal `after` so many seconds, or `when` something is so."""
    child = started(arguments, env, **more)
    listed = _watch(child) if watched else ""
    try:
        if when is not None:
            until = time.monotonic() + timeout
            while not when() and child.poll() is None and time.monotonic() < until:
                time.sleep(0.005)
            child.send_signal(signal_)
        elif after is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                out, err = child.communicate(timeout=after)
                return Done(child.returncode, out or "", err or "", listed)
            child.send_signal(signal_)
        out, err = child.communicate(timeout=timeout)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    return Done(child.returncode, out or "", err or "", listed)


def _watch(child: subprocess.Popen[str]) -> str:
    """What everybody can read of the process while it runs: its command line (`ps`)."""
    seen: set[bytes] = set()
    until = time.monotonic() + 1.5
    while child.poll() is None and time.monotonic() < until:
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if process.stat().st_uid == os.getuid():
                    seen.add((process / "cmdline").read_bytes())
        time.sleep(0.02)
    return b"\n".join(seen).decode(errors="replace")


@dataclass
class Stand:
    """A module that is being served, and the command that asks it."""

    module: Module
    address: str
    authority: Authority
    password_file: Path
    may_offend: bool = False

    def arguments(self, to: Path, *more: str) -> list[str]:
        """`archiver fetch` of 2025/26 without a gap, as the dispatcher with the password in a file."""
        usual = {"--year": "2025/26", "--today": TODAY, "--gap": "0"}
        if "--cookies" not in more:
            usual |= {"--login": LOGIN, "--password-file": str(self.password_file)}
        usual |= {"--to": str(to), "--ca": str(self.authority.certificate)}
        given = [word for name, one in usual.items() if name not in more for word in (name, one)]
        return ["fetch", self.address, *given, *more]

    def fetch(self, to: Path, *more: str, **how: Any) -> Done:
        return run(self.arguments(to, *more), **{"cwd": to.parent, **how})


Standing = Callable[..., Stand]
"""The fixture `stand`: makes a module with these switches."""
