"""How many answers `archiver fetch` takes in a second, and how much memory it needs for ten times as many.

    .venv/bin/python benchmarks/fetch.py [--groups 85] [--write]

The stand-in of the tests (tests/fetch/) is another process on another core; the command runs on one core,
whole, as it is called, at `--gap 0`, with TLS and with every file made certain on disk. Seconds of processor
time are what the system charged it. A tenth of the college is read first. Prints a Markdown table; with
--write it goes into docs/performance.md. Ends with 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAND = ROOT / "tests" / "fetch" / "stand_alone.py"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- fetch -->", "<!-- end of fetch -->"
COMMAND = "import sys; from archiver.__main__ import main; sys.exit(main())"
AT_LEAST = 150
"""Answers a second of processor time."""
NO_MORE = 4
"""KB of memory for each answer more: its line in the account of snapshot.json, never the answer (40 KB)."""


@dataclass(frozen=True)
class Run:
    """One run of the command: answers, seconds by the clock and of the processor, the most memory in MB."""

    answers: int
    seconds: float
    processor: float
    memory: float

    @property
    def pace(self) -> float:
        """Answers a second of processor time."""
        return self.answers / self.processor


@contextmanager
def stand(folder: Path, groups: int) -> Iterator[dict[str, str]]:
    """The stand-in on the last core."""
    on_it = ["taskset", "-c", str(max(os.sched_getaffinity(0)))]
    child = subprocess.Popen(
        [*on_it, sys.executable, str(STAND), str(folder), "--groups", str(groups)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    told: dict[str, str] = json.loads(child.stdout.readline())
    try:
        yield told
    finally:
        said, _err = child.communicate()
    done = json.loads(said)
    if done["offences"]:
        sys.exit(f"asked what may not be asked: {done['offences'][:3]}")


def run(folder: Path, groups: int) -> Run:
    """Fetch the college once, on the first core."""
    with stand(folder, groups) as module:
        to = folder / "snapshot"
        words = ["fetch", module["address"], "--login", module["login"], "--to", str(to), "--gap", "0"]
        words += [
            "--ca",
            module["authority"],
            "--password-file",
            str(folder / "password"),
            "--year",
            "2025/26",
        ]
        begun = time.perf_counter()
        child = os.posix_spawn(
            "/usr/bin/env",
            [
                "env",
                "taskset",
                "-c",
                str(min(os.sched_getaffinity(0))),
                sys.executable,
                "-c",
                COMMAND,
                *words,
            ],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, str(folder / "said"), os.O_WRONLY | os.O_CREAT, 0o600),
            ],
        )
        _child, status, used = os.wait4(child, 0)
        seconds = time.perf_counter() - begun
    answers = sum(1 for path in (to / "services").rglob("*") if path.is_file())
    if os.waitstatus_to_exitcode(status) not in {0, 3} or not answers:
        sys.exit((folder / "said").read_text())
    return Run(answers, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def figure(value: float, digits: int = 1) -> str:
    """As it is written in Russian."""
    return f"{value:.{digits}f}".replace(".", ",")


def table(runs: list[Run], load: tuple[float, float, float]) -> tuple[str, bool]:
    """The Markdown, and whether all goals are met."""
    small, whole = runs
    growth = (whole.memory - small.memory) * 1024 / (whole.answers - small.answers)
    ratio = figure(whole.memory / small.memory, 2)
    goals = (
        ("ответов на секунду ЦП", f"{whole.pace:.0f}", f"≥ {AT_LEAST}", whole.pace >= AT_LEAST),
        (
            f"память на каждый следующий ответ (всего {ratio} ×)",
            f"{figure(growth)} КБ",
            f"≤ {NO_MORE} КБ",
            growth <= NO_MORE,
        ),
    )
    lines = [
        f"{platform.machine()}, ядер: {os.cpu_count()}, Python {platform.python_version()}; загрузка перед "
        f"началом {figure(load[0])}.",
        "",
        "| ответов | время, с | ЦП, с | ответов/с ЦП | память, МБ |",
        "|--:|--:|--:|--:|--:|",
        *(
            f"| {one.answers} | {figure(one.seconds)} | {figure(one.processor)} | {one.pace:.0f} "
            f"| {one.memory:.0f} |"
            for one in runs
        ),
        "",
        "| цель | получено | нужно | |",
        "|---|--:|--:|---|",
        *(f"| {what} | {got} | {need} | {'да' if met else '**нет**'} |" for what, got, need, met in goals),
    ]
    return "\n".join(lines), all(met for *_rest, met in goals)


def main() -> int:
    """Measure, print, write if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--groups", type=int, default=85)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    load = os.getloadavg()
    runs = []
    for groups in (max(1, given.groups // 10), given.groups):
        with tempfile.TemporaryDirectory(prefix="archiver-fetch-") as folder:
            runs.append(run(Path(folder), groups))
    text, met = table(runs, load)
    print(text)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _begin, rest = page.partition(BEGIN)
        _old, _end, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
