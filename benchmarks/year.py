"""`year-end` as people run it: whole commands, both releases and named peers side by side, one table.

    .venv/bin/python benchmarks/year.py [--groups 60] [--attempts 3] [--formats spo,html,xls] [--growth]
                                        [--quick] [--write]

A made-up college of each format is bound by the release it is compared with (`git archive` of BASE into a
temporary folder) and by this one, pinned to one core, one after the other; the cheapest run of each counts,
for all alike. Both have a register, and their own warm caches of forms. What is compared is CPU seconds as
the operating system charges them, of the whole process with its children. The peer of a run that finds
nothing to do is what nobody can do without: a command of this program that starts, opens the register and
says something (`media list`), and `sha256sum` of the exports and of the volumes. With --write the tables go
into docs/year-performance.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from press_measure import Run, adopt_orphans, measured, temporary
from press_table import FIGURES, TITLES, Figure, Row, counted

ROOT = Path(__file__).parents[1]
BASE = "13d108b"
PAGE = ROOT / "docs" / "year-performance.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
YEAR = "2025/26"
GROWTH = (6, 20, 60, 200)


def main() -> None:
    """Parse arguments, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--groups", type=int, default=60, help="groups of the college")
    parser.add_argument("--attempts", type=int, default=3, help="runs of each, of which the cheapest counts")
    parser.add_argument("--formats", default="spo,html,xls", help="some of spo,html,xls")
    parser.add_argument("--growth", action="store_true", help=f"colleges of {GROWTH} groups too")
    parser.add_argument("--quick", action="store_true", help="6 groups once, for development")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/year-performance.md")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.groups, chosen.attempts = 6, 1
    adopt_orphans()
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    with temporary() as folder:
        base = _release(folder / "base")
        say(TITLES)
        benches = [
            Bench(folder / name, name, base, chosen.attempts, say) for name in chosen.formats.split(",")
        ]
        for bench in benches:
            bench.college(chosen.groups)
        growth = [*_growth(benches[0], say)] if chosen.growth else []
        say(f"\n{FIGURES}")
        for figure in (*(one for bench in benches for one in bench.figures()), *growth):
            say(str(figure))
    if chosen.write:
        text = PAGE.read_text("utf-8")
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{head}{BEGIN}\n{chr(10).join(lines)}\n{END}{tail}", "utf-8")


def _release(folder: Path) -> Path:
    """The release to compare with, with its catalogues of messages, as a folder for PYTHONPATH."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    packed = subprocess.run(["git", "archive", BASE], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    for source in folder.glob("archiver/locale/*/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parent.name))
    return folder


@dataclass
class Bench:
    """The rows of one format; `rows` by their names."""

    folder: Path
    form: str
    base: Path
    attempts: int
    say: Callable[[str], None]
    rows: dict[str, Row] = field(default_factory=dict)
    groups: int = 0

    @property
    def exports(self) -> Path:
        """The college's exports."""
        return self.folder / "exports"

    def college(self, groups: int) -> None:
        """Measure everything that is asked of a college."""
        self.groups = groups
        self._sample(self.exports, groups)
        for release, own in ((self.base, "base"), (ROOT, "ours")):
            shelf = self.folder / f"shelf-{own}"
            shelf.mkdir()
            place = ("--kind", "directory", "--site", "А")
            self._run(
                release, "media", "add", "М-1", shelf, *place, own=own
            )  # there is a register from now on
            self._bind(release, "warm")  # and forms
        name = f"{self.form}, {groups}"
        self._row("base", f"`{BASE}`: `year-end`, {name}", lambda: self._bind(self.base, "fresh"))
        self._row("ours", f"`year-end`, {name}", lambda: self._bind(ROOT, "fresh", forget=True))
        self._row("unchanged", f"`year-end`, ничего не изменилось, {name}", lambda: self._bind(ROOT, "fresh"))
        self._row("peer", f"`media list` и `sha256sum` выгрузок и томов, {name}", self._peer)
        self._row("corrected", f"`year-end`, исправлена одна отметка, {name}", self._corrected)
        for cores in (1, 2):
            what = f"`year-end` на ядрах: {cores}, {name}"
            self._row(
                f"cores {cores}", what, lambda cores=cores: self._bind(ROOT, "cores", cores, forget=True)
            )

    def figures(self) -> Iterator[Figure]:
        """What the rows come to."""
        cpu = {name: row.run.cpu for name, row in self.rows.items()}
        of = f", {self.form}"
        yield Figure(f"ничего не изменилось: ЦП к `media list` и `sha256sum`{of}",
                     cpu["unchanged"] / cpu["peer"], 1.4, least=False, unit=" ×")  # fmt: skip
        share = 1.5 * cpu["ours"] / self.groups
        yield Figure(f"исправлена отметка: то же, без полутора долей группы в полном запуске{of}",
                     (cpu["corrected"] - share) / cpu["peer"], 1.4, least=False, unit=" ×")  # fmt: skip
        yield Figure(f"`year-end` целиком: ЦП к `{BASE}`{of}",
                     cpu["ours"] / cpu["base"], 0.35, least=False, unit=" ×")  # fmt: skip
        wall = {name: row.run.wall for name, row in self.rows.items()}
        yield Figure(f"два ядра быстрее одного{of}",
                     wall["cores 1"] / wall["cores 2"], 1.85, least=True, unit=" ×")  # fmt: skip

    def _row(self, name: str, what: str, work: Callable[[], tuple[Path, Run]]) -> None:
        done = [work() for _attempt in range(self.attempts)]
        folder, run = min(done, key=lambda one: one[1].wall if name.startswith("cores") else one[1].cpu)
        self.rows[name] = counted(what, folder, run)
        self.say(str(self.rows[name]))

    def _bind(self, release: Path, out: str, cores: int = 1, *, forget: bool = False) -> tuple[Path, Run]:
        """The year bound by a release; `forget` what it remembers of earlier runs, and what it has bound."""
        own = "base" if release == self.base else "ours"
        folder = self.folder / f"{own}-{out}"
        if forget or release == self.base:
            _emptied(folder)
            _emptied(self.folder / "cache" / own / "college-archiver" / "memory")
        words = ("year-end", YEAR, "--from", self.exports, "--to", folder, "--workers", str(cores))
        return folder, self._run(release, *words, own=own, cores=cores)

    def _peer(self) -> tuple[Path, Run]:
        volumes = self.folder / "ours-fresh"
        started = self._run(ROOT, "media", "list")
        files = [*self.exports.rglob("*.*"), *volumes.glob("*.pdf")]
        hashed = measured(["sha256sum", *(file for file in files if file.is_file())])
        return volumes, Run(started.wall + hashed.wall, started.cpu + hashed.cpu, started.peak)

    def _corrected(self) -> tuple[Path, Run]:
        """One mark of one subject, or in a workbook the file of another year's group."""
        self._correct()
        return self._bind(ROOT, "fresh")

    def _correct(self) -> None:
        """Two marks take turns, so that each attempt corrects."""
        if self.form == "xls":
            other = self.folder / "another"
            if not other.exists():
                self._sample(other, self.groups, seed=2)
            file = min(self.exports.glob("*.xls"))
            data = file.read_bytes()
            file.write_bytes((other / file.name).read_bytes())
            (other / file.name).write_bytes(data)
            return
        pattern, signs = (
            ("**/subjects/*", ("Five", "Four")) if self.form == "spo" else ("*.html", (">5<", ">4<"))
        )
        file = min(one for one in self.exports.glob(pattern) if one.is_file())
        text = file.read_text("utf-8")
        before, after = sorted(signs, key=text.find, reverse=True)
        file.write_text(text.replace(before, after, 1), "utf-8")

    def _sample(self, folder: Path, groups: int, seed: int = 1) -> None:
        self._run(ROOT, "sample", folder, "--groups", str(groups), "--format", self.form, "--seed", str(seed))

    def _run(self, release: Path, *words: str | Path, own: str = "ours", cores: int = 1) -> Run:
        places = {
            f"XDG_{kind.upper()}_HOME": str(self.folder / kind / own) for kind in ("cache", "data", "config")
        }
        for place in places.values():
            Path(place).mkdir(parents=True, exist_ok=True)
        return measured(
            [sys.executable, "-m", "archiver", *words],
            cores=cores,
            extra={**places, "PYTHONPATH": str(release)},
        )


def _growth(bench: Bench, say: Callable[[str], None]) -> Iterator[Figure]:
    """Colleges of several sizes: what a group costs in the largest, to what it costs in the smallest."""
    costs: list[float] = []
    for groups in GROWTH:
        own = Bench(bench.folder.with_name(f"growth-{groups}"), bench.form, bench.base, 1, say)
        own._sample(own.exports, groups)
        own._bind(ROOT, "warm")
        own._row(
            "ours",
            f"`year-end`, {bench.form}, {groups}",
            lambda own=own: own._bind(ROOT, "fresh", forget=True),
        )
        costs.append(own.rows["ours"].run.cpu / groups)
    what = f"ЦП группы в колледже из {GROWTH[-1]} групп к ЦП группы из {GROWTH[1]}"
    yield Figure(what, costs[-1] / costs[1], 1.1, least=False, unit=" ×")


def _emptied(folder: Path) -> None:
    if folder.exists():
        for one in sorted(folder.rglob("*"), reverse=True):
            one.rmdir() if one.is_dir() else one.unlink()


if __name__ == "__main__":
    main()
