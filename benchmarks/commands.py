"""Whole commands, as people start them, against `python -c "import click"` and against an earlier version.

    .venv/bin/python benchmarks/commands.py [--tries 5] [--groups 20] [--quick] [--before 13d108b] [--write]

CPU seconds of the process and its children, the least of the tries; all of a row take turns, so that a busy
computer slows all alike. The earlier version is unpacked by `git archive` into a temporary folder and run by
this Python, with packages as installed here. A row is red when its goal is not reached. `--write` puts the
table into docs/performance.md; ends with 1 when a row is red.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- commands -->", "<!-- /commands -->"
CLICK = ("-c", "import click")
EARLIER = "13d108b"


@dataclass(frozen=True)
class Row:
    """The `words` of a command; `times` click it may take, or else that `share` of the earlier version."""

    what: str
    words: tuple[str, ...]
    times: float = 0.0
    share: float = 0.0


ROWS = (
    Row("--help", ("--help",), times=2),
    Row("check, одна группа", ("check", "ONE"), times=8),
    Row("find", ("find", "Абаев"), times=8),
    Row("media list", ("media", "list"), times=8),
    Row("preview предмета, папка из {groups} групп", ("preview", "SUBJECT", "--to", "OUT.pdf"), times=12),
    Row("statement, {groups} групп", ("statement", "MANY", "--to", "OUT", "--workers", "1"), share=5 / 38),
    Row("hours, {groups} групп", ("hours", "MANY", "--to", "OUT", "--workers", "1"), share=5 / 62),
)
"""5 of 38 and of 62 CPU seconds: what the two were to come to on the computer they were first timed on."""


def cpu(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> float:
    """CPU seconds of Python with `words`, its children's with it; 0 and 3 are what commands end with."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *words], env=environment, cwd=folder, capture_output=True, check=False
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"{words}: {done.returncode}\n{done.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@dataclass(frozen=True)
class Version:
    """The program in `source`, with a register and exports of its own in `home`."""

    source: Path
    home: Path
    many: int

    @property
    def environment(self) -> dict[str, str]:
        """Its sources, and the user's folders in its home."""
        own = {f"XDG_{name}_HOME": str(self.home / name) for name in ("DATA", "CONFIG", "CACHE")}
        return {**os.environ, **own, "PYTHONPATH": str(self.source), "PYTHONDONTWRITEBYTECODE": ""}

    def run(self, words: Sequence[str]) -> float:
        """A command; its papers go into a folder that is not there yet."""
        with tempfile.TemporaryDirectory(dir=self.home) as out:
            named = {"ONE": "one", "MANY": "many", "OUT": f"{out}/out", "OUT.pdf": f"{out}/out.pdf"}
            given = [word for one in words for word in (self.subject() if one == "SUBJECT" else [one])]
            given = [named.get(word, word) for word in given]
            return cpu(["-m", "archiver", *given], self.environment, self.home)

    def subject(self) -> list[str]:
        """One subject of one group of many."""
        return ["many", "--group", "ИС-21", "--subject", "математика"]

    def prepare(self) -> None:
        """Compile it, make the exports and a register with one medium, start every command once."""
        self.home.mkdir(parents=True)
        packages = [str(self.source / name) for name in ("archiver", "retention", "storage", "templates")]
        subprocess.run([sys.executable, "-m", "compileall", "-q", *packages], check=True)
        self.run(["sample", "one", "--groups", "1"])
        self.run(["sample", "many", "--groups", str(self.many)])
        (self.home / "disk").mkdir()
        card = ["--kind", "directory", "--site", "Главный корпус", "--custodian", "Инженер"]
        self.run(["media", "add", "D-1", "disk", *card])
        for row in ROWS:
            self.run(row.words)


def earlier(commit: str, folder: Path) -> Path:
    """The sources of `commit`, with catalogues, unpacked into `folder`."""
    folder.mkdir()
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", commit], capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in (folder / "archiver" / "locale").glob("*/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parent.name))
    return folder


def spoken(number: float, digits: int = 2) -> str:
    """As Russian papers write it."""
    return f"{number:.{digits}f}".replace(".", ",")


def measured(now: Version, before: Version, row: Row, tries: int) -> tuple[str, bool]:
    """The line of a row, and whether its goal is reached."""
    taken: dict[str, list[float]] = {"click": [], "before": [], "now": []}
    for _try in range(tries):
        taken["click"].append(cpu(CLICK, now.environment, now.home))
        taken["before"].append(before.run(row.words))
        taken["now"].append(now.run(row.words))
    click, old, new = (min(values) for values in taken.values())
    what = f"`{row.what.format(groups=now.many)}`"
    got, goal = (new / click, row.times) if row.times else (new / old, row.share)
    met = got <= goal
    peer = "`import click`" if row.times else "прежнему"
    cells = (
        what,
        spoken(old),
        spoken(new),
        f"{spoken(got)} к {peer}",
        f"≤ {spoken(goal)}",
        "да" if met else "**нет**",
    )
    return f"| {' | '.join(cells)} |", met


def table(now: Version, before: Version, commit: str, tries: int) -> Iterator[tuple[str, bool]]:
    """The lines of the table as they are measured."""
    yield f"| команда | {commit}, ЦП, с | теперь, ЦП, с | отношение | цель | достигнута |", True
    yield "|---|--:|--:|--:|--:|---|", True
    for row in ROWS:
        yield measured(now, before, row, tries)


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--groups", type=int, default=20)
    parser.add_argument("--before", default=EARLIER)
    parser.add_argument("--quick", action="store_true", help="two groups, one try")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    groups, tries = (2, 1) if given.quick else (given.groups, given.tries)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        now = Version(ROOT, folder / "now", groups)
        before = Version(earlier(given.before, folder / "sources"), folder / "before", groups)
        for version in (now, before):
            version.prepare()
        lines, met = [], True
        for line, reached in table(now, before, given.before, tries):
            print(line, flush=True)
            lines.append(line)
            met = met and reached
    if given.write:
        text = PAGE.read_text("utf-8")
        start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
        PAGE.write_text(f"{text[:start]}\n" + "\n".join(lines) + f"\n{text[end:]}", "utf-8")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
