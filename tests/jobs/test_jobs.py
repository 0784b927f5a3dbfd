"""What becomes of jobs that are asked for, stopped, repeated, and of those that kill or stumble."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import random
import signal
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from workers import LONG, Workers, children, until

from archiver import clock
from archiver.errors import Busy
from archiver.jobs.kind import Lane
from archiver.jobs.presence import present
from archiver.jobs.standing import State
from archiver.jobs.words import remark


@pytest.fixture(autouse=True)
def at_work(workers: Workers) -> None:
    workers.start()


def test_a_job_is_done_and_tells_how(workers: Workers, tmp_path: Path) -> None:
    number = workers.ask("steps", folder=str(tmp_path / "out"), count=3)
    done = workers.ended(number)
    assert (done.state, done.how_far.done, done.how_far.total) == (State.DONE, 3, 3)
    assert done.lines == ("ТО-0: готово", "ТО-1: готово", "ТО-2: готово")
    assert done.order.by == "orlova"
    assert done.asked_at <= done.begun_at <= done.ended_at  # type: ignore[operator]
    assert workers.jobs.latest(1)[0].number == number


def test_asked_for_twice_it_is_one_job(workers: Workers, tmp_path: Path) -> None:
    number = workers.ask("still", pause=30)
    assert workers.ask("still", pause=30, by="petrov") == number
    assert workers.ask("still", pause=31) != number
    for one in workers.jobs.latest(2):
        workers.jobs.stop(one.number)
    assert workers.ask("still", pause=30) != number  # it is wanted no more
    workers.jobs.stop(workers.jobs.latest(1)[0].number)


def test_one_that_stands_still_moves_and_is_stopped(workers: Workers, tmp_path: Path) -> None:
    number = workers.ask("still", pause=120)
    workers.until(number, lambda one: one.how_far.total)
    moments = []
    while len(moments) < 3:
        seconds = workers.look(number).how_far.seconds
        moments += [seconds] if seconds not in moments else []
        time.sleep(0.1)
    assert all(later - before <= 2 for before, later in itertools.pairwise(moments)), moments
    asked = time.monotonic()
    workers.jobs.stop(number)
    after = workers.ask("steps", folder=str(tmp_path / "out"), count=0)
    assert workers.look(number).state is State.STOPPED
    workers.ended(after, 10)  # the hand has put down what it was at
    assert time.monotonic() - asked < 10


def test_one_that_waits_is_stopped_before_it_begins(workers: Workers, tmp_path: Path) -> None:
    running = workers.ask("still", pause=60)
    waiting = workers.ask("steps", folder=str(tmp_path / "out"), count=1)
    workers.until(running, lambda one: one.state is State.RUNNING)
    assert workers.look(waiting).state is State.WAITING
    workers.jobs.stop(waiting)
    workers.jobs.stop(running)
    workers.ended(workers.ask("steps", folder=str(tmp_path / "later"), count=1))
    assert workers.look(waiting).state is State.STOPPED
    assert not (tmp_path / "out").exists()


def test_a_failure_says_where_and_never_what(workers: Workers, tmp_path: Path) -> None:
    failed = workers.ended(workers.ask("steps", folder=str(tmp_path / "out"), count=3, stumble=1))
    assert failed.state is State.FAILED
    assert failed.outcome
    assert failed.outcome.fault[-1].endswith("_steps")
    told = remark(failed, worker=True)
    assert "LookupError" in told
    assert f"инцидент № {failed.number}" in told
    assert "Иванов" not in repr(failed)


def test_a_job_that_kills_its_hand_dies_three_deaths(workers: Workers, tmp_path: Path) -> None:
    failed = workers.ended(workers.ask("steps", folder=str(tmp_path / "out"), count=3, poison=1))
    assert failed.state is State.FAILED
    assert (tmp_path / "out" / "deaths").read_text() == "xxx"
    assert failed.attempts == 1  # the worker itself has outlived it
    assert workers.ended(workers.ask("steps", folder=str(tmp_path / "next"), count=1)).state is State.DONE


def test_one_that_another_run_is_in_the_way_of_waits_and_says_why(workers: Workers, tmp_path: Path) -> None:
    number = workers.ask("busy", Lane.MEDIA, late=str(tmp_path / "late"))
    waiting = workers.until(number, lambda one: one.how_far.note)
    assert (waiting.state, waiting.how_far.note) == (State.WAITING, "другой запуск пишет на носители")
    # The other lane goes on meanwhile.
    assert workers.ended(workers.ask("steps", folder=str(tmp_path / "out"), count=1)).state is State.DONE
    (tmp_path / "late").touch()
    assert workers.ended(number).state is State.REMARKS


def test_names_of_students_and_conductors_are_nowhere(workers: Workers, tmp_path: Path) -> None:
    workers.ended(workers.ask("steps", folder=str(tmp_path / "out"), count=2, stumble=1))
    database = sa.create_engine(workers.place.url)
    inspector = sa.inspect(database)
    schema = None if workers.place.file else "jobs"
    with database.connect() as connection:
        for name in inspector.get_table_names(schema):
            table = sa.Table(name, sa.MetaData(), schema=schema, autoload_with=connection)
            rows = repr(connection.execute(sa.select(table)).all())
            assert "Иванов" not in rows
            assert "pickle" not in rows
    database.dispose()
    if schema:
        assert not inspector.get_table_names("public")


def test_the_old_ones_are_forgotten(workers: Workers, tmp_path: Path) -> None:
    number = workers.ask("steps", folder=str(tmp_path / "out"), count=1)
    workers.ended(number)
    waiting = workers.ask("still", pause=60)
    assert workers.jobs.forget(clock.now() - dt.timedelta(days=1)) == 0
    assert workers.jobs.forget(clock.now() + dt.timedelta(days=1)) >= 1
    assert [one.number for one in workers.jobs.latest()] == [waiting]
    workers.jobs.stop(waiting)


def test_whatever_is_killed_nothing_is_finished_twice(workers: Workers, tmp_path: Path) -> None:
    """On SQLite `test_year_end_job` kills binders at work, which costs more; here it is for the long run."""
    kills, seed = 20 if LONG else 0 if workers.place.file else 2, random.randrange(10**9)
    chance = random.Random(seed)
    number = workers.ask("steps", folder=str(tmp_path / "out"), count=16, pause=0.4 if kills else 0)
    for kill in range(kills):
        workers.until(number, lambda one, far=16 * kill // kills: one.how_far.done >= far or one.outcome)
        time.sleep(chance.random())
        victims = [one for one in (workers.worker(), *children(workers.worker() or 0)) if one]
        if victims:
            os.kill(chance.choice(victims), signal.SIGKILL)
    done = workers.ended(number, 180)
    assert (done.state, done.how_far.done) == (State.DONE, 16), (seed, done)
    finished = (tmp_path / "out" / "log").read_text().split()
    assert len(finished) == len(set(finished)), seed
    assert len([*(tmp_path / "out").glob("*.pdf")]) == 16
    assert not [*(tmp_path / "out").glob("*.part")]


def test_a_worker_that_is_ended_puts_down_and_the_next_goes_on(workers: Workers, tmp_path: Path) -> None:
    number = workers.ask("steps", folder=str(tmp_path / "out"), count=10, pause=0.6)
    workers.until(number, lambda one: one.how_far.done >= 1)
    workers.end()
    put_down = workers.look(number)
    assert put_down.state is State.INTERRUPTED
    assert put_down.how_far.done < 10
    assert "следующий" in remark(put_down, worker=False)
    workers.start()
    done = workers.ended(number)
    assert (done.state, done.attempts) == (State.DONE, 2)
    assert sorted((tmp_path / "out" / "log").read_text().split(), key=int) == [str(one) for one in range(10)]
    hands = children(until(workers.worker))
    with pytest.raises(Busy), present(workers.place):
        pass  # there is one worker
    workers.end()
    assert not workers.jobs.worker_is_there()
    assert not [one for one in hands if Path(f"/proc/{one}").exists()]


def test_a_worker_that_the_server_has_forgotten_begins_anew(workers: Workers, tmp_path: Path) -> None:
    """The server was restarted: who was the worker is known no more, and another one could come."""
    if workers.place.file or not LONG:
        return  # the lock of a file stays; for the long run
    number = workers.ask("steps", folder=str(tmp_path / "out"), count=8, pause=2)
    workers.until(number, lambda one: one.how_far.done)
    database = sa.create_engine(workers.place.url, isolation_level="AUTOCOMMIT")
    with database.connect() as connection:
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        )
    database.dispose()
    assert workers.ended(number).attempts == 2
    assert workers.jobs.worker_is_there()
