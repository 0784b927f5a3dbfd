"""What a process costs: CPU seconds as the operating system charges them, its children's included.

A contender is told what to print and makes its input itself; the CPU seconds of that it tells in a file
(`Told`), and they are taken off: every contender has its input in memory before its clock runs. Start-up,
imports and the writing of files stay in.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).parent
LIMIT_SECONDS = 3600
"""A process that takes longer is ended, and the benchmark with it."""


@dataclass(frozen=True)
class Run:
    """What a process cost: wall and CPU seconds, peak resident MB of its largest process.

    `told` is what the process itself said of its run.
    """

    wall: float
    cpu: float
    peak: float
    told: dict[str, Any] = field(default_factory=dict)


def adopt_orphans() -> None:
    """Make this process the parent of processes whose own parent has ended.

    Chromium's main process ends without waiting for its renderers, so their CPU would be lost.
    """
    subreaper = 36  # PR_SET_CHILD_SUBREAPER of Linux
    if ctypes.CDLL(None, use_errno=True).prctl(subreaper, 1, 0, 0, 0):
        raise SystemExit("this benchmark needs Linux")


def measured(
    words: Sequence[str | Path], *, cores: int | None = 1, extra: dict[str, str] | None = None
) -> Run:
    """Run a command on `cores` cores (all of them for None) and read what it was charged."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in (*_pinned(cores), *words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if os.environ.get("BENCH_DEBUG") is None else None,
        env={**os.environ, **(extra or {})},
        start_new_session=True,
    )
    with _bounded(process):
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        usages = [usage, *_orphans()]
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code not in (0, 3):
        said = process.stderr.read().decode(errors="replace")[-2000:] if process.stderr else ""
        raise SystemExit(f"{words[:3]} ended with {code}\n{said}")
    if process.stderr:
        process.stderr.close()
    cpu = sum(item.ru_utime + item.ru_stime for item in usages)
    return Run(wall, cpu, max(item.ru_maxrss for item in usages) / 1024)


def contender(
    script: str, task: dict[str, Any], *, cores: int = 1, extra: dict[str, str] | None = None
) -> Run:
    """Run a contender's script on a task; its input's CPU, as it tells it, is taken off."""
    with temporary() as folder:
        said = folder / "said.json"
        words = (sys.executable, BENCHMARKS / script, json.dumps(task), said)
        run = measured(words, cores=cores, extra=extra)
        told = json.loads(said.read_text("utf-8"))
    given = told.pop("given")
    return Run(run.wall - told.pop("given_wall"), run.cpu - given, run.peak, told)


class Told:
    """Inside a contender: keeps what its input cost, and tells it at the end."""

    def __init__(self) -> None:
        self._cpu = self._wall = 0.0
        self.said: dict[str, Any] = {}

    @contextmanager
    def given(self) -> Iterator[None]:
        """What is done inside makes the input and is not the contender's work."""
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            yield
        finally:
            self._cpu += time.process_time() - cpu
            self._wall += time.perf_counter() - wall

    def tell(self, place: Path) -> None:
        """Write it where the harness looks."""
        told = {**self.said, "given": self._cpu, "given_wall": self._wall}
        place.write_text(json.dumps(told), "utf-8")


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder that is gone afterwards, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="archiver-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def summed(runs: Sequence[Run]) -> Run:
    """Processes run one after another, as one."""
    return Run(sum(r.wall for r in runs), sum(r.cpu for r in runs), max(r.peak for r in runs))


def _pinned(cores: int | None) -> tuple[str, ...]:
    if cores is None:
        return ()
    allowed = sorted(os.sched_getaffinity(0))[-cores:]
    return ("taskset", "-c", ",".join(map(str, allowed)))


@contextmanager
def _bounded(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Inside, the process and what it started are ended when they take too long or we are interrupted."""

    def end(*_signal: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(LIMIT_SECONDS)
    try:
        yield
    except BaseException:
        end()
        raise
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _orphans() -> Iterator[resource.struct_rusage]:
    """What every adopted process cost, as each ends."""
    while True:
        try:
            _pid, _status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return
        yield usage
