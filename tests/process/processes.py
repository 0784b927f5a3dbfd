"""A college to work in, put back before every call, and the calls as processes."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import zygote

STUB = """
import sys
import archiver.press.engine as engine, archiver.reports.document.pages
real = engine.typeset
for module in list(sys.modules.values()):
    if getattr(module, "typeset", None) is real:
        module.typeset = lambda *_words, **_named: engine.Typeset(b"%PDF-1.7", 1, {"report-0": 0})
"""
"""Pages without the engine (`before`), where what is printed does not matter."""


@dataclass(frozen=True)
class Ended:
    """How a process ended: exit code (negative: killed by that signal), standard output and error."""

    code: int
    out: str = ""
    err: str = ""


@dataclass
class Processes:
    """The college is `pristine`; each call finds a copy of it in `place`."""

    pristine: Path
    place: Path
    notes: Path
    environment: dict[str, str]
    _server: subprocess.Popen[str] | None = field(default=None, init=False)

    def put_back(self) -> None:
        """Make the college what it was."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.pristine, self.place, symlinks=True)

    def call(
        self,
        words: str | Sequence[str],
        *,
        streams: Sequence[str] = ("/dev/null", "out", "err"),
        before: str = "",
        afresh: bool = True,
        **environment: str,
    ) -> Ended:
        """Run `archiver` with `words`; "out" and "err" among `streams` are kept and returned."""
        if afresh:
            self.put_back()
        places = [str(self.notes / name) if name in ("out", "err") else name for name in streams]
        call = {
            "argv": shlex.split(words) if isinstance(words, str) else list(words),
            "env": self.environment | environment,
            "cwd": str(self.place),
            "streams": places,
            "before": before,
        }
        server = self._serving()
        assert server.stdin and server.stdout
        server.stdin.write(json.dumps(call, ensure_ascii=True) + "\n")
        server.stdin.flush()
        process, code = map(int, server.stdout.readline().split())
        wait_for_children(process)
        return Ended(code, *(self._kept(name, streams) for name in ("out", "err")))

    def left(self) -> list[Path]:
        """Everything unfinished that lies in the college."""
        return [path for path in self.place.rglob(".archiver-*") if path.suffix in (".part", ".scratch")]

    def _kept(self, name: str, streams: Sequence[str]) -> str:
        return (self.notes / name).read_text("utf-8", "replace") if name in streams else ""

    def _serving(self) -> subprocess.Popen[str]:
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, zygote.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        return self._server

    def close(self) -> None:
        """No more calls."""
        if self._server is not None:
            self._server.communicate()


def wait_for_children(process: int) -> None:
    """The processes of a call end with it; helpers of Python's own need a moment."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.killpg(process, signal.SIGKILL)
    raise AssertionError("a child outlived the program")


def environment_in(folder: Path) -> dict[str, str]:
    """What a process finds in its environment: nothing of the tester's own."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"HOME": str(home), "LANG": "C.UTF-8", "TMPDIR": str(folder / "tmp")}
