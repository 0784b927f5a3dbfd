"""What lies in the jobs' tables: nothing of students, nothing that can be made to run, not for ever."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa
from workers import until

from archiver import clock
from archiver.errors import ExitCode, RegisterFailed
from archiver.jobs import engine
from archiver.jobs.engine import Jobs, serving
from archiver.jobs.kind import Lane
from archiver.jobs.order import Order
from archiver.jobs.place import Place
from archiver.jobs.run import Note, Wish
from archiver.jobs.standing import Outcome, State


@pytest.fixture
def place(tmp_path: Path) -> Place:
    file = tmp_path / "register-jobs.db"
    return Place(f"sqlite:///{file}", file)


@pytest.fixture
def jobs(place: Place) -> Iterator[Jobs]:
    with Jobs(place) as opened:
        yield opened


def test_the_file_is_its_owners_alone(place: Place, jobs: Jobs) -> None:
    assert jobs.latest() == ()
    assert place.empty  # looking makes nothing
    jobs.ask(Order("verify", {}, "orlova"), Lane.MEDIA)
    for own in place.url.removeprefix("sqlite:///"), f"{place.file}-wal":
        assert stat.S_IMODE(Path(own).stat().st_mode) == 0o600


def test_a_row_that_asks_to_be_unpickled_is_refused(place: Place, jobs: Jobs) -> None:
    number = jobs.ask(Order("verify", {}, "orlova"), Lane.MEDIA)
    with sqlite3.connect(str(place.file)) as database:
        database.execute("UPDATE workflow_input SET inputs = 'gASVBgAAAAAAAACMAmhpLg=='")
        database.execute("UPDATE workflow_status SET serialization = 'py_pickle'")
    standing = jobs.look(number)
    assert standing is not None
    assert standing.order.arguments == {}


def test_ten_thousand_old_jobs_are_listed_by_a_page(place: Place, jobs: Jobs) -> None:
    number = jobs.ask(Order("verify", {}, "orlova"), Lane.MEDIA)
    many(place, 10_000)
    asked: list[str] = []
    database = jobs._client()._sys_db.engine
    sa.event.listen(database, "after_cursor_execute", lambda *words: asked.append(words[2]))
    page = jobs.latest(50, 100)
    assert len(page) == 50
    assert {one.state for one in page} == {State.DONE}
    assert number not in {one.number for one in page}
    assert len([one for one in asked if not one.startswith("PRAGMA")]) <= 2
    assert jobs.forget(clock.now()) == 10_000
    assert [one.number for one in jobs.latest()] == [number]


def many(place: Place, count: int) -> None:
    """Copies of the one job that there is, each done a while ago."""
    numbers = f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})"
    told = {
        "workflow_uuid": "'old-' || n.n",
        "status": "'SUCCESS'",
        "deduplication_id": "NULL",
        "created_at": "created_at + 1000 + n.n",
        "completed_at": "created_at",
    }
    with sqlite3.connect(str(place.file)) as database:
        for table in ("workflow_status", "workflow_input"):
            columns = [name for _number, name, *_more in database.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(told.get(name, name) for name in columns)
            database.execute(
                f"{numbers} INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}, n"
            )
        outcome = json.dumps({"code": 0, "message": "", "fault": []})
        database.execute(
            f"{numbers} INSERT INTO workflow_output (workflow_uuid, output) SELECT 'old-' || n.n, ? FROM n",
            (outcome,),
        )


@pytest.mark.parametrize(
    "begun", sorted(Path(__file__).parent.glob("begun-by-*.sql")), ids=lambda path: path.stem
)
def test_a_job_begun_under_another_release_is_ended_by_this_one(place: Place, begun: Path) -> None:
    """The tables of each release of the engine that was ever shipped, with a job in them that was under way.

    With a new release of the engine its own comes beside the others: a worker that is killed leaves it.
    """
    with sqlite3.connect(str(place.file)) as database:
        database.executescript(begun.read_text(encoding="utf-8"))
    done: list[Order] = []

    def perform(order: Order, _wish: Wish, _note: Note) -> Outcome:
        done.append(order)
        return Outcome(ExitCode.DONE)

    told: list[str] = []
    with Jobs(place) as jobs, serving(place, perform, Event(), told.append, polling=0.1):
        ended = until(lambda: one if (one := jobs.latest(1)[0]).outcome else None)
    assert (ended.state, ended.attempts) == (State.DONE, 2)
    assert [order.kind for order in done] == ["steps"]
    assert told == []


def test_the_version_of_jobs_changes_with_their_steps_alone() -> None:
    """A job begun under another is never taken up: this line changes with a new form of `_declare`."""
    assert engine.VERSION == "jobs-1"


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    nowhere = Place(f"postgresql+psycopg://postgres@/nobody?host={tmp_path}")
    with pytest.raises(RegisterFailed):
        Jobs(nowhere).latest()
