"""What a deposit and a check cost, beside cp + sync + sha256sum and sha256sum -c of the same bytes.

    .venv/bin/python benchmarks/bags.py [--folder /media/disk] [--megabytes 1024] [--rounds 5] [--large 4096]

Prints a Markdown table of medians. All rows of a round follow each other on one disk with the same files
(random bytes, nothing to compress), and each begins with the page cache of its files dropped. «deposit»
writes a bag, reads all of it back from the device and commits it; «verify» compares everything by SHA-256
and SHA-512 from the device; «archiver verify» is the same as a command: a process of its own, the register,
the search for foreign bags. The last table is of a bag of --large megabytes; memory is the peak of a
process of its own, over one that only imports. Everything is removed at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import io
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

from bags_archive import Archive

from archiver.__main__ import run as command
from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.fixity import verify_bag
from storage.source import FileSource

MIB = 1 << 20
FILES = 16
INFO = (("Source-Organization", "benchmark"), ("Bagging-Date", "2026-07-01"))


def make_files(folder: Path, megabytes: int) -> list[Path]:
    """Files of random bytes, `megabytes` together: a binder has a dozen volumes."""
    made = []
    for number in range(FILES):
        path = folder / f"том {number:02}.pdf"
        with path.open("wb") as file:
            for _part in range(megabytes // FILES):
                file.write(os.urandom(MIB))
            file.flush()
            os.fsync(file.fileno())
        made.append(path)
    return made


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


def copy_sync_sum(source: Path, target: Path) -> None:
    """What a careful person does by hand."""
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)
    subprocess.run(["sync"], check=True)
    with (target / "SHA256SUMS").open("wb") as sums:
        names = sorted(path.name for path in target.glob("*.pdf"))
        subprocess.run(["sha256sum", *names], cwd=target, stdout=sums, check=True)


def check_sums(folder: Path) -> None:
    """The same person a year later."""
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)


def deposit(source: Path, target: Path) -> None:
    """Write the bag."""
    target.mkdir(exist_ok=True)
    files = tuple(PayloadFile(path.name, FileSource(path)) for path in sorted(source.iterdir()))
    write_bag(BagPlan(files, INFO), DirectoryStore(target), "bag")


def verify(target: Path) -> None:
    """Check the bag."""
    assert verify_bag(DirectoryStore(target), "bag").whole


def peak(*arguments: str) -> float:
    """Peak resident megabytes of this script run with `arguments` as a process of its own."""
    read, write = os.pipe()
    child = subprocess.Popen([sys.executable, __file__, *arguments], stdout=write)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    if child.wait():
        raise SystemExit("the measured process failed")
    return float(text)


def own_peak() -> float:
    """Peak resident megabytes of this process; what getrusage says would include its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def run(folder: Path, megabytes: int, rounds: int, large: int) -> None:
    """Measure, and print the table."""
    source = folder / "source"
    source.mkdir()
    make_files(source, megabytes)
    rows: dict[str, list[float]] = {"by hand": [], "deposit": [], "check": [], "verify": [], "command": []}
    home = folder / "archive"
    home.mkdir()
    archive = Archive(home)
    archive.deposit(sorted(source.iterdir()))
    for number in range(rounds):
        hand, ours = folder / f"hand{number}", folder / f"ours{number}"
        acts = [
            lambda hand=hand: rows["by hand"].append(timed(lambda: copy_sync_sum(source, hand), source)),
            lambda ours=ours: rows["deposit"].append(timed(lambda: deposit(source, ours), source)),
        ]
        for act in acts if number % 2 else acts[::-1]:  # nobody is always the first
            act()
        rows["check"].append(timed(lambda hand=hand: check_sums(hand), hand))
        rows["verify"].append(timed(lambda ours=ours: verify(ours), ours))
        rows["command"].append(timed(lambda: archive.command("verify", "--all"), archive.medium))
        shutil.rmtree(hand)
        shutil.rmtree(ours)
    shutil.rmtree(source)
    shutil.rmtree(home)
    medians = {name: statistics.median(values) for name, values in rows.items()}
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {rounds} rounds\n"
    )
    print("| what | MB | seconds | MB/s | ratio |\n|---|--:|--:|--:|--:|")
    for name, label, base in (
        ("by hand", "`cp` + `sync` + `sha256sum`", ""),
        ("deposit", "deposit: bag written, read back, committed", "by hand"),
        ("check", "`sha256sum -c`", ""),
        ("verify", "verify: SHA-256 and SHA-512 of everything", "check"),
        ("command", "`archiver verify`", "check"),
    ):
        ratio = f"{medians[name] / medians[base]:.2f}" if base else "1"
        print(f"| {label} | {megabytes} | {medians[name]:.2f} | {megabytes / medians[name]:.0f} | {ratio} |")
    if large:
        measure_memory(folder, large)


def measure_memory(folder: Path, megabytes: int) -> None:
    """Deposit and check one large bag, each in a process of its own."""
    source, target = folder / "large", folder / "bag"
    source.mkdir()
    make_files(source, megabytes)
    idle = peak("--idle")
    print(
        f"\n| a bag of {megabytes} MB | peak, MB | over idle, MB |\n|---|--:|--:|\n| idle | {idle:.0f} | 0 |"
    )
    for act in ("deposit", "verify"):
        used = peak("--only", act, str(source), str(target))
        print(f"| {act} | {used:.0f} | {used - idle:.0f} |")
    home = folder / "archive"
    home.mkdir()
    archive = Archive(home)
    archive.deposit(sorted(source.iterdir()))
    idle = peak("--command", "media", "list", "--config", str(archive.config))
    used = peak("--command", "verify", "--all", "--config", str(archive.config))
    print(f"| `archiver media list` | {idle:.0f} | 0 |")
    print(f"| `archiver verify` | {used:.0f} | {used - idle:.0f} |")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--folder", type=Path, default=Path("/var/tmp"), help="a folder of the disk to measure"
    )
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", type=int, default=4096, help="0 leaves the memory unmeasured")
    parser.add_argument("--idle", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--command", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.command:
        with contextlib.redirect_stdout(io.StringIO()):
            assert command(given.command) == 0
        print(own_peak())
        return
    if given.only:
        act, source, target = given.only
        deposit(Path(source), Path(target)) if act == "deposit" else verify(Path(target))
    if given.only or given.idle:
        print(own_peak())
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        run(Path(folder), given.megabytes, given.rounds, given.large)


if __name__ == "__main__":
    main()
