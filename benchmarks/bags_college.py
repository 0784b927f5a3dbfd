"""What depositing and checking a real college costs, beside doing it by hand: many small files on two media.

    .venv/bin/python benchmarks/bags_college.py [--folder /media/disk] [--groups 60] [--rounds 3] [--quick]
                                                [--beside RELEASE] [--write]

A sample college as ASU RSO exports it is bound by `archiver year-end`; then in each round, one after another
and each beginning with the files out of memory: `cp` + `sync` + `sha256sum` of print and exports, twice;
`archiver deposit` onto two media; `sha256sum -c` of both; `archiver verify --all`. --beside names a folder
with an earlier release, unpacked, whose deposit and verify are timed in the same rounds. Seconds are those of
the clock and of the processor, of the whole commands with the processes they start; medians. --quick takes
6 groups and one round. With --write the table goes into docs/storage-performance.md. Everything is removed.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bags import PAGE, files_in, forget

BEGIN, END = "<!-- college -->", "<!-- end of college -->"
YEAR = "2025/26"
ROOT = Path(__file__).parents[1]
HAND = (
    "set -e; for one in 1 2; do mkdir -p {to}/$one; cp -r {binders} {exports} {to}/$one; sync -f {to}/$one; "
    "cd {to}/$one; find . -type f -print0 | xargs -0 sha256sum > ../SUMS$one; done"
)
CHECK = "cd {to}/1 && sha256sum --quiet -c ../SUMS1 && cd ../2 && sha256sum --quiet -c ../SUMS2"
Cost = tuple[float, float]
"""Seconds of the clock and of the processor."""


def cost_of(words: Sequence[str], env: Mapping[str, str], *cold: Path) -> Cost:
    """What a command costs that begins with the files of `cold` folders out of memory."""
    for folder in cold:
        forget(folder)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, env=dict(env), check=True, capture_output=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class College:
    """A bound sample college in `folder`, and what is done with it."""

    def __init__(self, folder: Path, groups: int) -> None:
        self.folder, self.exports, self.binders = folder, folder / "exports", folder / "out"
        env = self.env(ROOT, folder / "making")
        run = (sys.executable, "-m", "archiver")
        subprocess.run([*run, "sample", str(self.exports), "--year", YEAR, "--groups", str(groups)],
                       env=env, check=True, capture_output=True)  # fmt: skip
        subprocess.run([*run, "year-end", YEAR, "--from", str(self.exports), "--to", str(self.binders)],
                       env=env, cwd=self.exports, check=True, capture_output=True)  # fmt: skip

    def env(self, release: Path, own: Path) -> dict[str, str]:
        """Variables by which a release runs with a register and a cache of its own."""
        apart = {f"XDG_{name}_HOME": str(own / name) for name in ("DATA", "CACHE", "CONFIG")}
        return {**os.environ, **apart, "PYTHONPATH": str(release)}

    def by_hand(self, to: Path) -> tuple[Cost, Cost]:
        """Copied twice, and checked."""
        places = {"to": to, "binders": self.binders, "exports": self.exports}
        copied = cost_of(("sh", "-c", HAND.format(**places)), os.environ, self.exports, self.binders)
        return copied, cost_of(("sh", "-c", CHECK.format(**places)), os.environ, to)

    def archived(self, release: Path, to: Path) -> tuple[Cost, Cost]:
        """Deposited onto two media, and verified."""
        env, run = self.env(release, to / "register"), (sys.executable, "-m", "archiver")
        media = [to / "1", to / "2"]
        for number, medium in enumerate(media, 1):
            medium.mkdir(parents=True)
            words = (
                "media",
                "add",
                f"B-{number}",
                str(medium),
                "--kind",
                "directory",
                "--site",
                f"Here {number}",
            )
            subprocess.run([*run, *words], env=env, check=True, capture_output=True)
        settings = ("--config", str(self.exports / "archiver.toml"))
        words = ("deposit", str(self.binders), "--from", str(self.exports), "--copies", "2", *settings)
        written = cost_of((*run, *words), env, self.exports, self.binders)
        return written, cost_of((*run, "verify", "--all"), env, *media)


def measure(folder: Path, groups: int, rounds: int, beside: Path | None) -> list[str]:
    """The table."""
    college = College(folder, groups)
    files = [path for place in (college.exports, college.binders) for path in files_in(place)]
    size = sum(path.stat().st_size for place in (college.exports, college.binders)
               for path in place.rglob("*") if path.is_file()) / 1e6  # fmt: skip
    releases = {"": ROOT} | ({f", {beside.name}": beside} if beside else {})
    costs: dict[str, list[Cost]] = {}
    for number in range(rounds):
        to = folder / f"round {number}"
        done = {
            ("`cp` + `sync` + `sha256sum`, дважды", "`sha256sum -c`, дважды"): college.by_hand(
                folder / "hand"
            )
        }
        for name, release in releases.items():
            labels = (f"`archiver deposit` на два носителя{name}", f"`archiver verify --all`{name}")
            done[labels] = college.archived(release, to / f"release{name}")
        for labels, pair in done.items():
            for label, cost in zip(labels, pair, strict=True):
                costs.setdefault(label, []).append(cost)
        shutil.rmtree(to)
        shutil.rmtree(folder / "hand")
    medians = {
        label: tuple(map(statistics.median, zip(*found, strict=True))) for label, found in costs.items()
    }
    lines = [
        f"{platform.machine()}, ядер: {os.cpu_count()}, Python {platform.python_version()}; групп: {groups}, "
        f"файлов: {len(files)}, {size:.0f} МБ; раундов: {rounds}.",
        "",
        "| что | с | с процессора | во сколько раз дольше | процессора больше в |",
        "|---|--:|--:|--:|--:|",
    ]
    for base, word in zip(list(medians)[:2], ("deposit", "verify"), strict=True):
        for label in (base, *(one for one in medians if f"archiver {word}" in one)):
            wall, cpu = medians[label]
            ratios = f"{wall / medians[base][0]:.1f} | {cpu / medians[base][1]:.1f}"
            lines.append(f"| {label} | " + f"{wall:.2f} | {cpu:.2f} | {ratios} |".replace(".", ","))
    return lines


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp"))
    parser.add_argument("--groups", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--beside", type=Path, help="an earlier release, unpacked, with its catalogues compiled"
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    groups, rounds = (6, 1) if given.quick else (given.groups, given.rounds)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        table = "\n".join(measure(Path(folder), groups, rounds, given.beside))
    print(table)
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
