"""What a deposit and a check cost, beside cp + sync + sha256sum and sha256sum -c of the same bytes.

    .venv/bin/python benchmarks/bags.py [--folder /media/disk] [--megabytes 1024] [--rounds 5] [--large 4096]
                                        [--write]

Prints a Markdown table of medians; with --write it goes into docs/storage-performance.md. All rows of a round
follow each other on one disk with the same files, and each begins with the page cache of its files dropped.
The files are what a college deposits: binders of GROUPS groups (random bytes, nothing to compress) with their
exports. «archiver deposit» is the command as a user calls it, from the start of the program to the entry in
the register, a bag a group; «bag» is the room storage/ alone, all files in one bag. Both read everything back
from the device. «verify» compares everything by SHA-256 and SHA-512 from the device. The last table is of one
group with --large megabytes; memory is the peak of a process of its own, over one that only imports.
Everything is removed at the end.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archiver.binding.report import GroupReport, Status, YearReport, save
from archiver.journal.model import Journal
from archiver.sample.college import make_college
from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.fixity import verify_bag
from storage.source import FileSource

MIB = 1 << 20
GROUPS = 16
INFO = (("Source-Organization", "benchmark"), ("Bagging-Date", "2026-07-01"))
PAGE = Path(__file__).parents[1] / "docs" / "storage-performance.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def make_files(folder: Path, megabytes: int, groups: int = GROUPS) -> None:
    """Binders of random bytes in «out», `megabytes` together, and the exports they come from in «exports»."""
    from archiver.intake.canonical import write_canonical

    college = make_college(groups, seed=1)
    reports = []
    for position in range(groups):
        journal = college.journal(position)
        write_canonical(journal, folder / "exports" / f"{position:02}")
        reports.append(_bound(folder / "out", journal, max(1, megabytes // groups)))
    save(YearReport(college.year, tuple(reports)), folder / "out")


def _bound(out: Path, journal: Journal, megabytes: int) -> GroupReport:
    """A binder in the form `archiver year-end` leaves it in."""
    name = journal.group.name
    path = out / name / f"Журнал {name}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for _part in range(megabytes):
            block = os.urandom(MIB)
            digest.update(block)
            file.write(block)
    contents = [
        {"title": section.subject.name, "subgroup": section.subgroup, "term": section.term}
        for section in journal.sections
    ]
    told = {"path": path.relative_to(out).as_posix(), "sha256": digest.hexdigest(), "pages": 2, "sheets": 1,
            "contents": contents}  # fmt: skip
    return GroupReport(name, Status.DONE, volumes=(told,))


def forget(folder: Path) -> None:
    """Drop the folder's files from the page cache."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)


def timed(act: Callable[[], object], *cold: Path) -> float:
    """Seconds of `act`, beginning with `cold` folders out of memory."""
    for folder in cold:
        forget(folder)
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def files_in(folder: Path) -> list[str]:
    """All files below a folder, by their paths in it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def copy_sync_sum(source: Path, target: Path) -> None:
    """What a careful person does by hand."""
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)
    subprocess.run(["sync"], check=True)
    names = files_in(target)
    with (target / "SHA256SUMS").open("wb") as sums:
        subprocess.run(["sha256sum", *names], cwd=target, stdout=sums, check=True)


def check_sums(folder: Path) -> None:
    """The same person a year later."""
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)


def write(source: Path, target: Path) -> None:
    """Write one bag of everything."""
    target.mkdir(exist_ok=True)
    files = tuple(PayloadFile(name, FileSource(source / name)) for name in files_in(source))
    write_bag(BagPlan(files, INFO), DirectoryStore(target), "bag")


def introduce(medium: Path) -> None:
    """Make an empty folder the only medium of a register of its own, beside it."""
    medium.mkdir()
    _archiver(medium, "media", "add", "B-1", str(medium), "--kind", "directory", "--site", "here")


def deposit(source: Path, medium: Path) -> None:
    """What a user calls."""
    exports = ("--from", str(source / "exports"))
    _archiver(medium, "deposit", str(source / "out"), *exports, "--copies", "1")


def _archiver(medium: Path, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "archiver", *words], env=environment(medium), check=True, capture_output=True
    )


def environment(medium: Path) -> dict[str, str]:
    """Variables by which the program keeps its register beside the medium."""
    own = medium.with_name(f"{medium.name} register")
    return {**os.environ, "XDG_DATA_HOME": str(own), "XDG_CACHE_HOME": str(own)}


def verify(target: Path) -> None:
    """Check the bag."""
    assert verify_bag(DirectoryStore(target), "bag").whole


def peak(*arguments: str, medium: Path | None = None) -> float:
    """Peak resident megabytes of this script run with `arguments` as a process of its own."""
    read, write = os.pipe()
    child = subprocess.Popen(
        [sys.executable, __file__, *arguments],
        stdout=write,
        stderr=subprocess.DEVNULL,
        env=environment(medium) if medium else None,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    if child.wait():
        raise SystemExit("the measured process failed")
    return float(text.split()[-1])


def own_peak() -> float:
    """Peak resident megabytes of this process; what getrusage says would include its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def only(act: str, source: Path, target: Path) -> None:
    """One act in this process, for its memory."""
    if act == "bag":
        write(source, target)
    elif act == "verify":
        verify(target)
    else:
        from archiver.__main__ import run

        words = ("deposit", str(source / "out"), "--from", str(source / "exports"), "--copies", "1")
        if run(words if act == "deposit" else ("verify", "--all")):
            raise SystemExit("the command failed")


def measure(folder: Path, megabytes: int, rounds: int) -> list[str]:
    """The table of times."""
    source = folder / "source"
    make_files(source, megabytes)
    size = sum((source / name).stat().st_size for name in files_in(source)) / MIB
    rows: dict[str, list[float]] = {
        "by hand": [],
        "bag": [],
        "deposit": [],
        "check": [],
        "verify": [],
        "command": [],
    }
    for number in range(rounds):
        hand, bag, medium = (folder / f"{name}{number}" for name in ("hand", "bag", "medium"))
        introduce(medium)
        acts: list[Callable[[], None]] = [
            lambda hand=hand: rows["by hand"].append(timed(lambda: copy_sync_sum(source, hand), source)),
            lambda bag=bag: rows["bag"].append(timed(lambda: write(source, bag), source)),
            lambda medium=medium: rows["deposit"].append(timed(lambda: deposit(source, medium), source)),
        ]
        first = number % len(acts)  # nobody is always the first
        for act in acts[first:] + acts[:first]:
            act()
        rows["check"].append(timed(lambda hand=hand: check_sums(hand), hand))
        rows["verify"].append(timed(lambda bag=bag: verify(bag), bag))
        rows["command"].append(timed(lambda medium=medium: _archiver(medium, "verify", "--all"), medium))
        for done in (hand, bag, medium, medium.with_name(f"{medium.name} register")):
            shutil.rmtree(done)
    shutil.rmtree(source)
    medians = {name: statistics.median(values) for name, values in rows.items()}
    lines = [
        f"{platform.machine()}, ядер: {os.cpu_count()}, Python {platform.python_version()}; {size:.0f} МБ: "
        f"журналы и выгрузки {GROUPS} групп; раундов: {rounds}.",
        "",
        "| что | с | МБ/с | во сколько раз |",
        "|---|--:|--:|--:|",
    ]
    for name, label, base in (
        ("by hand", "`cp` + `sync` + `sha256sum`", ""),
        ("deposit", "`archiver deposit`: пакет на группу, прочитано обратно, учтено в реестре", "by hand"),
        ("bag", "один пакет без реестра: записан, прочитан обратно, завершён", "by hand"),
        ("check", "`sha256sum -c`", ""),
        ("command", "`archiver verify`: все пакеты, итог в реестре", "check"),
        ("verify", "проверка одного пакета без реестра", "check"),
    ):
        ratio = f"{medians[name] / medians[base]:.2f}" if base else "1"
        lines.append(f"| {label} | {medians[name]:.2f} | {size / medians[name]:.0f} | {ratio} |")
    return [line.replace(".", ",") if line.startswith("| ") and "что" not in line else line for line in lines]


def measure_memory(folder: Path, megabytes: int) -> list[str]:
    """The table of memory: one group with one large binder, each act in a process of its own."""
    source, bag, medium = folder / "large", folder / "bag", folder / "medium"
    make_files(source, megabytes, groups=1)
    introduce(medium)
    idle = peak("--idle")
    lines = [
        f"Пакет в {megabytes} МБ:",
        "",
        "| что | МБ | сверх, МБ |",
        "|---|--:|--:|",
        f"| ничего | {idle:.0f} | 0 |",
    ]
    for act, label, target in (
        ("deposit", "`archiver deposit`", medium),
        ("bag", "пакет без реестра", bag),
        ("archiver verify", "`archiver verify`", medium),
        ("verify", "проверка без реестра", bag),
    ):
        used = peak("--only", act, str(source), str(target), medium=medium)
        lines.append(f"| {label} | {used:.0f} | {used - idle:.0f} |")
    return lines


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--folder", type=Path, default=Path("/var/tmp"), help="a folder of the disk to measure"
    )
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", type=int, default=4096, help="0 leaves the memory unmeasured")
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/storage-performance.md"
    )
    parser.add_argument("--idle", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        act, source, target = given.only
        only(act, Path(source), Path(target))
    if given.only or given.idle:
        print(own_peak())
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        lines = measure(Path(folder), given.megabytes, given.rounds)
        if given.large:
            lines += ["", *measure_memory(Path(folder), given.large)]
    table = "\n".join(lines)
    print(table)
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
