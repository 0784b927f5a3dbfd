"""How fast the register answers with a million files of sixty colleges, on SQLite and on PostgreSQL.

    .venv/bin/python benchmarks/register.py [--groups 84] [--only sqlite] [--write]

Makes the archive in bulk in a temporary folder (about 10 GB free are needed; PostgreSQL is started by the
tests' own means), asks what `find` (with every copy of what is found), `media due`, `level` and the disposal
ask, and prints a Markdown table; with --write it goes into docs/register-performance.md. Each figure is the
slowest of five calls, and in brackets the one before them, which finds the disk cold; planner statistics are
those a register has in use (none on SQLite, on PostgreSQL those of its autovacuum).
"""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from register_college import STUDENTS, Colleges

from archiver.archive.level.matrix import judge
from archiver.archive.retrieval.finding import find as find_files
from archiver.register.finding import Query
from archiver.register.opening import open_url
from archiver.register.register import Register
from archiver.register.tables import METADATA
from archiver.register.work import Work

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
TODAY = dt.date(2026, 11, 24)
FIRST = dt.date(2008, 2, 1)
"""The year in which the first journals may be destroyed, and no others yet: an ordinary year's work."""

ORDER = ("media", "files", "rosters", "terms", "postings", "bags", "bag_contents", "copies", "events")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def load_sqlite(path: Path, colleges: Colleges) -> None:
    """Fill the tables of an SQLite register past its checks."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -800000", "foreign_keys = OFF"):
        database.execute(f"PRAGMA {pragma}")
    for table in ORDER:
        database.execute("BEGIN")
        marks = ", ".join("?" * len(METADATA.tables[table].columns))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", getattr(colleges, table)())
        if table == "events":
            database.execute(HEAD)
        database.execute("COMMIT")
        print(f"  {table}", file=sys.stderr, flush=True)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


HEAD = """UPDATE chain_head SET sequence = (SELECT max(sequence) FROM events),
digest = (SELECT digest FROM events ORDER BY sequence DESC LIMIT 1)"""


def load_postgresql(register: Register, colleges: Colleges) -> None:
    """Fill the tables of a PostgreSQL register past its checks."""
    raw = register.engine.raw_connection()
    connection = raw.driver_connection
    assert connection is not None
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in ORDER:
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in getattr(colleges, table)():
                    copy.write_row(row)
            print(f"  {table}", file=sys.stderr, flush=True)
        cursor.execute(HEAD)
        connection.commit()
        connection.autocommit = True
        cursor.execute("VACUUM ANALYZE")
        connection.autocommit = False
    raw.close()


@contextmanager
def archives(place: Path, colleges: Colleges, only: str | None) -> Iterator[dict[str, Register]]:
    """The registers asked for, filled."""
    from postgresql_cluster import running_cluster

    if only != "postgresql":
        path = place / "register.db"
        open_url(f"sqlite:///{path}").close()
        load_sqlite(path, colleges)
    if only == "sqlite":
        with open_url(f"sqlite:///{path}") as sqlite:
            yield {"SQLite": sqlite}
        return
    with (
        running_cluster("shared_buffers=512MB", "max_wal_size=8GB", "checkpoint_timeout=1h") as cluster,
        open_url(cluster.new_database()) as postgresql,
    ):
        load_postgresql(postgresql, colleges)
        found = {"PostgreSQL": postgresql}
        if only is None:
            found = {"SQLite": open_url(f"sqlite:///{path}"), **found}
        yield found


Question = Callable[[Register], object]


def questions(colleges: Colleges) -> dict[str, Question]:
    """What is asked, in the words of the table, through what the commands call."""
    someone = colleges.student(colleges.first_student(30, 12, 5) + 3)

    def find(text: str = "", **fields: object) -> Question:
        return lambda register: _count(*find_files(register, Query(**fields), text))  # type: ignore[arg-type]

    def ask(question: Callable[[Work], object]) -> Question:
        def asked(register: Register) -> object:
            with register.reading() as work:
                return question(work)

        return asked

    return {
        "find: один студент по фамилии, имени и отчеству": find(student=someone),
        "find: все студенты с одной фамилией": find(student=someone.split()[0] + " "),
        "find: группа": find(group="ИС-1301"),
        "find: группа и год": find(group="ис-1301", academic_year=2013),
        "find: предмет, который есть в каждом деле": find(subject="математика"),
        "find: редкий предмет": find(subject="предмет 77 особый"),
        "find: студент и предмет": find(student=someone.split()[0] + " ", subject="предмет 77"),
        "find: предмет каждого дела, самый старый год, колледж": find(
            subject="математика", academic_year=2001, college="Колледж 7"
        ),
        "find: предмет, которого у группы нет": find(group="ИС-1301", subject="предмет 77 особый"),
        "find: ничего не найдено": find(student="Несуществующий"),
        "find: слово, которое может быть чем угодно": find("ис-1301"),
        "find: фамилия как слово, которое может быть чем угодно": find(someone.split()[0]),
        "due: всё, что ждёт": ask(lambda work: work.due(TODAY).short),
        "media due": ask(lambda work: len(work.media_due(TODAY).overdue)),
        "level: матрица NDSA": ask(lambda work: sum(cell.met for cell in judge(work.facts(TODAY)).cells)),
        "подлежащие уничтожению: итоги": ask(lambda work: work.eligibility(TODAY).total),
        "подлежащие уничтожению: каждое дело за один год": ask(
            lambda work: sum(1 for _ in work.eligible(FIRST))
        ),
        "подлежащие уничтожению: каждое дело за 19 лет сразу": ask(
            lambda work: sum(1 for _ in work.eligible(TODAY))
        ),
    }


def _count(found: Sequence[object], more: bool) -> str:
    return f"{len(found)}{'+' if more else ''}"


def timed(register: Register, ask: Question, times: int = 5) -> tuple[str, object]:
    """The slowest of some calls after the first, and the first, which finds the disk cold; the answer."""
    taken, answer = [], None
    for _number in range(times + 1):
        begun = time.perf_counter()
        answer = ask(register)
        taken.append((time.perf_counter() - begun) * 1000)
    first, *others = taken
    return f"{max(others):.0f} мс (первый раз {first:.0f})", answer


def verify(register: Register) -> str:
    """Events per second of checking the chain, and the memory it took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, worked = time.perf_counter(), time.process_time()
    with register.reading() as work:
        report = work.trail.verify()
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    assert report.whole, report
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    speeds = (
        f"{_spaced(report.events / seconds)} событий/с ({_spaced(report.events / worked)} на секунду ядра)"
    )
    return f"{speeds}, +{grown:.0f} МБ"


def _spaced(number: float) -> str:
    """A number as Russian papers write it."""
    return f"{number:,.0f}".replace(",", " ")


def main() -> None:
    """Make, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--groups", type=int, default=84, help="groups of one course in a college")
    arguments.add_argument("--only", choices=("sqlite", "postgresql"))
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    colleges = Colleges(chosen.groups)
    place = Path(tempfile.mkdtemp(prefix="register-"))
    try:
        with archives(place, colleges, chosen.only) as registers:
            names = list(registers)
            chains = [verify(register) for register in registers.values()]
            rows = []
            for title, ask in questions(colleges).items():
                cells = [timed(register, ask) for register in registers.values()]
                shown = " | ".join(shown for shown, _answer in cells)
                rows.append(f"| {title} | {cells[0][1]} | {shown} |")
                print(rows[-1], flush=True)
            rows.append(f"| проверка цепочки событий | {colleges.files_count} | {' | '.join(chains)} |")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    table = "\n".join(
        [
            f"Дел: {_spaced(colleges.files_count)}, в каждом {STUDENTS} студентов и 12 предметов; "
            f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.",
            "",
            f"| Вопрос | Ответ | {' | '.join(names)} |",
            f"|---|---|{'---|' * len(names)}",
            *rows,
        ]
    )
    print(table)
    if chosen.write:
        page = ROOT / "docs" / "register-performance.md"
        text = page.read_text(encoding="utf-8")
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        page.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
