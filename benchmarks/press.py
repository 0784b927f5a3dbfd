"""Pages per second and megabytes of the press, beside headless Chromium printing the same HTML.

    .venv/bin/python benchmarks/press.py [--groups 60] [--chromium /usr/bin/chromium]

Prints a Markdown table: one binder as a cold process, and a college year on all cores. Every row is a process
started here and now, so all rows share one run and one machine; CPU seconds are what the operating system
charged the process and its children, which is what to compare on a noisy machine.
Chromium gets the press's own HTML, style sheets and fonts, one file a binder, untagged; it prints pages only
(no cover, contents, numbers or PDF/A), so the comparison favours it.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import templates
from archiver.journal.collation import order_sections
from archiver.journal.model import Journal
from archiver.press import fonts
from archiver.press.engine import Paper
from archiver.press.pages import Layout, part_spec
from archiver.press.spec import TEMPLATE
from archiver.sample.college import make_college

SEED = 1
LAYOUT = Layout(landscape=True, lessons_per_page=25, binding_margin_mm=25.0, college_short="ТК")

# The press has no browser's sheet: what a browser adds to these elements is taken off.
LIKE_THE_PRESS = """
body, p { margin: 0 }
table { border-collapse: collapse; border-spacing: 0; table-layout: fixed }
td, th { padding: 0; font-weight: normal }
"""


@dataclass(frozen=True)
class Run:
    """What a process cost: wall and CPU seconds, peak resident MB of its largest process."""

    wall: float
    cpu: float
    peak: float


def measured(*command: str | Path) -> Run:
    """Run a command to its end and read what the operating system charged for it."""
    start = time.perf_counter()
    # Chromium sees the same fonts as the press, and no others.
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts.fontconfig_file())}
    process = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    usages = [usage, *orphans()]
    cpu = sum(item.ru_utime + item.ru_stime for item in usages)
    return Run(wall, cpu, max(item.ru_maxrss for item in usages) / 1024)


def adopt_orphans() -> None:
    """Make this process the parent of processes whose own parent has ended.

    Chromium's main process ends without waiting for its renderers, so their CPU would be lost.
    """
    subreaper = 36  # PR_SET_CHILD_SUBREAPER of Linux
    if ctypes.CDLL(None, use_errno=True).prctl(subreaper, 1, 0, 0, 0):
        raise SystemExit("this benchmark needs Linux")


def orphans() -> Iterator[resource.struct_rusage]:
    """What every adopted process cost, as each ends."""
    while True:
        try:
            _pid, _status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return
        yield usage


def total(runs: Sequence[Run]) -> Run:
    """Processes run one after another, as one."""
    return Run(sum(r.wall for r in runs), sum(r.cpu for r in runs), max(r.peak for r in runs))


def html(journal: Journal) -> str:
    """All pages of a binder as one document that a browser can open."""
    pages = [
        templates.render(
            TEMPLATE, {"spec": spec, "paper": Paper(spec.landscape, spec.binding_margin_mm), "lang": "ru"}
        )
        for spec in (part_spec(journal, section, LAYOUT) for section in order_sections(journal.sections))
    ]
    folder = Path(templates.__file__).parent.as_uri()
    bodies = [re.search(r"<body[^>]*>(.*)</body>", page, re.DOTALL) for page in pages]
    joined = "".join(body[1] for body in bodies if body)  # every section begins a page
    head = pages[0].split("<body", 1)[0]
    head = head.replace("<style>", f"<style>{LIKE_THE_PRESS}</style><style>", 1)
    return f'{head}<body class="landscape">{joined}</body></html>'.replace("archiver:", f"{folder}/")


def chromium(binary: str, folder: Path, journals: Sequence[Journal]) -> Run:
    """A cold Chromium per binder, one after another."""
    runs = []
    for number, journal in enumerate(journals):
        source = folder / f"{number}.html"
        source.write_text(html(journal), encoding="utf-8")
        words = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --no-pdf-header-footer"
        runs.append(
            measured(
                *(binary, *words.split(), "--disable-background-networking", "--disable-component-update"),
                *("--disable-sync", "--disable-pdf-tagging", f"--user-data-dir={folder / 'profile'}"),
                *(f"--print-to-pdf={folder / f'{number}.pdf'}", source.as_uri()),
            )
        )
        shutil.rmtree(folder / "profile", ignore_errors=True)
    return total(runs)


def year_end(folder: Path, groups: int, workers: int) -> Run:
    """`archiver year-end` with an empty cache, from the module's snapshot to the finished binders."""
    archiver = Path(sys.executable).with_name("archiver")
    exports = folder / "exports"
    measured(archiver, "sample", exports, "--groups", str(groups), "--seed", str(SEED))
    settings = folder / "bench.toml"
    settings.write_text(f"[cache]\nfolder = '{folder / 'cache'}'\n", encoding="utf-8")
    return measured(
        *(archiver, "year-end", "2025/26", "--from", exports, "--to", folder / "out"),
        *("--config", settings, "--workers", str(workers)),
    )


def row(what: str, folder: Path, run: Run) -> str:
    """A line of the table, with the pages and bytes of every PDF in `folder`."""
    from pypdf import PdfReader

    files = sorted(folder.rglob("*.pdf"))
    pages = sum(len(PdfReader(file).pages) for file in files)
    size = sum(file.stat().st_size for file in files) / 1e6
    rates = f"{pages / run.wall:.1f} | {pages / run.cpu:.1f}"
    return f"| {what} | {pages} | {run.wall:.1f} | {run.cpu:.1f} | {rates} | {size:.1f} | {run.peak:.0f} |"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--groups", type=int, default=60, help="groups of the college")
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser's binary")
    chosen = parser.parse_args()
    adopt_orphans()
    cores = len(os.sched_getaffinity(0))
    print(
        f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, {chosen.groups} groups\n"
    )
    print("| what | pages | wall, s | CPU, s | pages/s | pages/CPU s | PDF, MB | peak, MB |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for groups, workers, name in ((1, 1, "one binder"), (chosen.groups, cores, f"{chosen.groups} groups")):
        with tempfile.TemporaryDirectory(prefix="archiver-bench-") as place:
            folder = Path(place)
            run = year_end(folder, groups, workers)
            print(row(f"archiver year-end, {name}, {workers} workers", folder / "out", run), flush=True)
        if chosen.chromium:
            with tempfile.TemporaryDirectory(prefix="archiver-bench-") as place:
                college = make_college(groups, SEED)
                run = chromium(chosen.chromium, Path(place), college.journals)
                print(row(f"Chromium, {name}, one process a binder", Path(place), run), flush=True)
        else:
            print(f"| Chromium, {name} | not installed: not measured | | | | | | |")


if __name__ == "__main__":
    main()
