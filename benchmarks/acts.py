"""What a destruction act costs, by how many files it names: drawn up, and carried out to the last copy.

    .venv/bin/python benchmarks/acts.py [--files 10 100 1000] [--print] [--postgresql] [--write]

Makes an archive of journals whose period is over on three folders (in memory where there is room, so that the
program is measured and not a disk), draws up an act of so many of them, has it agreed and approved, carries
it out and accounts for it, through the same use cases as the commands. A copy besides the media is without
the time spent in the stores (overwriting, listing, reading back). The two papers of order 179 of each file
are deposited; they are printed with --print only, which takes about a second a file whatever the size of the
act: otherwise texts of their size take their place. Prints a Markdown table; with --write it goes into
docs/register-performance.md. Times are those of the processor; the last column is the time of a copy beside
that in the act before: 1.0 where cost grows with the copies and nothing else.
"""

from __future__ import annotations

import argparse
import os
import platform
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
BEGIN, END = "<!-- acts -->", "<!-- end of acts -->"
SIZES = (10, 100, 1000)
PAPER = 40_000
"""Bytes of a printed paper, about."""


@dataclass(frozen=True)
class Measured:
    """An act of so many files, copies proven gone; seconds of its draft, its decisions, its execution and
    account, and how many of them went to the media.
    """

    files: int
    copies: int
    draft: float
    decisions: float
    execution: float
    account: float
    media: float

    @property
    def per_copy(self) -> float:
        """Milliseconds a copy, of everything but the media."""
        whole = self.draft + self.decisions + self.execution + self.account
        return (whole - self.media) * 1000 / self.copies


class Watch:
    """Seconds of the processor spent in the methods of a class, calls within calls counted once."""

    def __init__(self, watched: type, names: tuple[str, ...]) -> None:
        self.seconds, self._inside = 0.0, False
        for name in names:
            setattr(watched, name, self._timed(getattr(watched, name)))

    def _timed(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **more: Any) -> Any:
            if self._inside:
                return method(*arguments, **more)
            self._inside, begun = True, time.process_time()
            try:
                answer = method(*arguments, **more)
                return list(answer) if isinstance(answer, Iterator) else answer
            finally:
                self._inside = False
                self.seconds += time.process_time() - begun

        return timed


@contextmanager
def place() -> Iterator[Path]:
    """A folder for an archive, gone afterwards."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="acts-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def without_printing() -> None:
    """Let texts of the size of the papers take their place."""
    from archiver.archive.disposal.papers import Papers

    def printed(_papers: Papers, _completed: object, _lines: object) -> dict[str, bytes]:
        return {"act": secrets.token_bytes(PAPER), "extract": secrets.token_bytes(PAPER)}

    Papers.printed = printed  # type: ignore[method-assign]


def measured(count: int, folder: Path, url: str, media: Watch) -> Measured:
    """Make an archive of `count` journals; draw up an act of them and take it to its account."""
    from archive_for_disposal import Archive
    from archiver.archive.disposal import steps
    from archiver.archive.disposal.drafting import ActWanted, draw_up
    from retention.people import Protocol

    archive = Archive.at(url, folder)
    with archive.register:
        archive.medium("Н-3")
        for number in range(count):
            archive.journal(f"ИС-{number}")
        archivist, today = archive.office("archivist"), archive.clock.today
        director = archive.office("director", today)
        media.seconds, moments = 0.0, [time.process_time()]
        act = draw_up(archivist, ActWanted(most=count, no_paper="опыт"))
        moments.append(time.process_time())
        steps.agree(archivist, act.number, Protocol("3", today))
        steps.approve(director, act.number)
        moments.append(time.process_time())
        done = archive.execute(act.number)
        moments.append(time.process_time())
        steps.account(archivist, act.number)
        moments.append(time.process_time())
        assert done.over and len(act.rows) == count, done
    draft, decisions, execution, account = (after - before for before, after in pairwise(moments))
    copies = sum(len(row.copies) for row in act.rows)
    return Measured(count, copies, draft, decisions, execution, account, media.seconds)


def table(rows: list[Measured], database: str) -> str:
    """The figures as a Markdown table."""
    lines = [
        f"{platform.machine()}, Python {platform.python_version()}, {database}.",
        "",
        "| Дел в акте | Экземпляров | Составление | Решения | Исполнение | Отчёт | из них носители "
        "| На экземпляр без носителей | К предыдущей строке |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    before: Measured | None = None
    for row in rows:
        ratio = f"× {row.per_copy / before.per_copy:.2f}" if before else "—"
        cells = (
            f"{row.files} | {row.copies}",
            f"{row.draft:.2f} с | {row.decisions:.2f} с | {row.execution:.1f} с | {row.account:.2f} с",
            f"{row.media:.1f} с | {row.per_copy:.1f} мс | {ratio}",
        )
        lines.append(f"| {' | '.join(cells)} |".replace(".", ","))
        before = row
    return "\n".join(lines)


def main() -> None:
    """Make, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--postgresql", action="store_true", help="the register of the tests' own cluster")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--print", action="store_true", help="print the papers of order 179")
    chosen = arguments.parse_args()
    if not chosen.print:
        without_printing()
    from storage.directory import DirectoryStore

    verbs = (
        "put",
        "replace",
        "stat",
        "list",
        "read",
        "read_back",
        "prove",
        "erase",
        "traces",
        "sweep",
        "trim",
    )
    media = Watch(DirectoryStore, verbs)
    rows = []
    for count in chosen.files:
        with place() as folder:
            if chosen.postgresql:
                from postgresql_cluster import running_cluster

                with running_cluster() as cluster:
                    rows.append(measured(count, folder, cluster.new_database(), media))
            else:
                rows.append(measured(count, folder, f"sqlite:///{folder}/register.db", media))
        print(rows[-1], file=sys.stderr, flush=True)
    text = table(rows, "PostgreSQL" if chosen.postgresql else "SQLite")
    print(text)
    if chosen.write:
        page = ROOT / "docs" / "register-performance.md"
        said = page.read_text(encoding="utf-8")
        head, tail = said.partition(BEGIN)[0], said.partition(END)[2]
        page.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
