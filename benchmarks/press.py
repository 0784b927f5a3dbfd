"""The press beside Chromium, Typst, a raw PDF writer and plain WeasyPrint: one run, one machine, one table.

    .venv/bin/python benchmarks/press.py [--groups 60] [--repeat 1] [--only year,cold] [--quick]

Prints two Markdown tables: what each contender cost, and whether the figures asked for are reached. Every
contender is a process started here and now and pinned to one core (two where it says so); CPU seconds are
those the operating system charged it and its children, which is what to compare on a noisy machine. With
`--repeat` contenders take turns and the cheapest run of each counts, for all alike.

How the contenders are kept equal is told at the head of each file: press_ours.py, press_raw.py,
press_typst.py (and its template press_typst.typ), press_chromium.py; what they print, in press_college.py.
Chromium is Debian's `chromium`, Typst is `pip install typst`: both for this benchmark only, left out where
missing.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version

from press_measure import adopt_orphans, temporary

PARTS = ("year", "tenth", "plain", "cold", "thick", "late", "yearend")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--groups", type=int, default=60, help="groups of the college")
    parser.add_argument("--repeat", type=int, default=1, help="rounds of the rows where CPU decides")
    parser.add_argument("--attempts", type=int, default=5, help="attempts where the clock decides")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--without", default="", help="contenders to leave out: chromium,typst")
    parser.add_argument("--quick", action="store_true", help="6 groups, for development")
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser's binary")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.groups = 6
    adopt_orphans()
    with temporary() as folder:
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")  # nothing is warm that was not made here
        _measure(chosen, folder)


def _measure(chosen: argparse.Namespace, folder: os.PathLike[str]) -> None:
    from pathlib import Path

    from press_rows import Bench
    from press_table import TITLES, figures

    wanted = {"chromium", "typst"} - set(chosen.without.split(","))
    if importlib.util.find_spec("typst") is None:
        wanted.discard("typst")
    bench = Bench(
        Path(folder),
        chosen.groups,
        chosen.repeat,
        chosen.chromium if "chromium" in wanted else None,
        lambda row: print(row, flush=True),
    )
    print(_machine(chosen.chromium))
    print(f"\n{TITLES}\n|---|{'--:|' * 8}", flush=True)
    parts: dict[str, Callable[[], None]] = {
        "year": lambda: bench.year(wanted),
        "tenth": bench.tenth,
        "plain": lambda: bench.plain(40),
        "cold": lambda: bench.cold(chosen.attempts),
        "thick": bench.thick,
        "late": lambda: bench.correction(chosen.attempts),
        "yearend": lambda: bench.year_end(max(chosen.attempts // 2, 1)),
    }
    asked = chosen.only.split(",")
    if "year" not in asked:
        bench.prepare()
    for name, work in parts.items():
        if name in asked and not (name == "tenth" and "ours" not in bench.rows):
            work()
    print("\n| figure | got | asked | |\n|---|--:|--:|---|")
    for figure in figures(bench.rows, bench.linear, bench.late):
        print(figure)


def _machine(binary: str | None) -> str:
    said = [
        platform.machine(),
        f"{len(os.sched_getaffinity(0))} cores",
        f"Python {platform.python_version()}",
    ]
    said += [f"{name} {version(name)}" for name in ("weasyprint", "uharfbuzz", "typst") if _there(name)]
    if binary:
        answer = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False)
        said.append(" ".join(answer.stdout.split()[:2]))
    load = ", ".join(f"{some:.1f}" for some in os.getloadavg())
    return f"{', '.join(said)}; load {load}"


def _there(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


if __name__ == "__main__":
    main()
