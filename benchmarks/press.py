"""The press beside Chromium, Typst, a raw PDF writer and plain WeasyPrint: one run, one machine, one table.

    .venv/bin/python benchmarks/press.py [--groups 60] [--browsed 12] [--only year,cold] [--quick] [--write]

Prints two Markdown tables: what each contender cost, and whether the figures asked for are reached; with
--write they go into docs/performance.md. Every contender is a process started here and now and pinned to
one core (two where it says so); CPU seconds are those the operating system charged it and its children,
which is what to compare on a noisy machine. With `--repeat` contenders that take seconds take turns and the
cheapest run of each counts, for all alike.

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
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from press_measure import adopt_orphans, temporary

PARTS = ("year", "tenth", "plain", "cold", "thick", "late", "preview", "yearend")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--groups", type=int, default=60, help="groups of the college")
    parser.add_argument("--browsed", type=int, default=12, help="groups of them that Chromium prints")
    parser.add_argument("--repeat", type=int, default=1, help="rounds of the rows where CPU decides")
    parser.add_argument("--attempts", type=int, default=5, help="attempts where the clock decides")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--without", default="", help="contenders to leave out: chromium,typst")
    parser.add_argument("--quick", action="store_true", help="6 groups, for development")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser's binary")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.groups = 6
    chosen.browsed = min(chosen.browsed, chosen.groups)
    adopt_orphans()
    with temporary() as folder:
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")  # nothing is warm that was not made here
        said = _measured(chosen, folder)
    if chosen.write:
        text = PAGE.read_text("utf-8")
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{head}{BEGIN}\n{said}\n{END}{tail}", "utf-8")


def _measured(chosen: argparse.Namespace, folder: Path) -> str:
    from press_rows import Bench
    from press_table import FIGURES, TITLES, figures

    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    wanted = {"chromium", "typst"} - set(chosen.without.split(","))
    if importlib.util.find_spec("typst") is None:
        wanted.discard("typst")
    bench = Bench(
        folder,
        chosen.groups,
        chosen.browsed,
        chosen.repeat,
        chosen.chromium if "chromium" in wanted else None,
        lambda row: say(str(row)),
    )
    say(_machine(chosen.chromium))
    say(f"\n{TITLES}")
    parts: dict[str, Callable[[], None]] = {
        "year": lambda: bench.year(wanted),
        "tenth": bench.tenth,
        "plain": lambda: bench.plain(40),
        "cold": lambda: bench.cold(chosen.attempts),
        "thick": bench.thick,
        "preview": lambda: bench.preview(chosen.attempts),
        "late": lambda: bench.correction(chosen.attempts),
        "yearend": lambda: bench.year_end(max(chosen.attempts // 2, 1)),
    }
    asked = chosen.only.split(",")
    if "year" not in asked:
        bench.prepare()
    for name, work in parts.items():
        if name in asked and not (name == "tenth" and "ours" not in bench.rows):
            work()
    say(f"\n{FIGURES}")
    for figure in figures(bench.rows, bench.linear, bench.late):
        say(str(figure))
    return "\n".join(lines)


def _machine(binary: str | None) -> str:
    said = [
        platform.machine(),
        f"{len(os.sched_getaffinity(0))} ядра",
        f"Python {platform.python_version()}",
    ]
    said += [f"{name} {version(name)}" for name in ("weasyprint", "uharfbuzz", "typst") if _there(name)]
    if binary:
        answer = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False)
        said.append(" ".join(answer.stdout.split()[:2]))
    load = ", ".join(f"{some:.1f}" for some in os.getloadavg())
    return f"{_processor()}{', '.join(said)}; загрузка перед началом {load}."


def _processor() -> str:
    """What the kernel calls the processor."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return f"{' '.join(line.partition(':')[2].split())}, "
    return ""


def _there(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


if __name__ == "__main__":
    main()
