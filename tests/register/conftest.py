"""A register on each database; what could not be tested is said at the end of the run."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgresql_cluster import Cluster, running_cluster

from archiver.register.opening import open_url
from archiver.register.register import Register

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


class Clock:
    """A clock that the test sets; it moves on by a second at each look."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster | None]:
    """The PostgreSQL of this process of the run; None when it cannot be started."""
    try:
        running = running_cluster()
        started = running.__enter__()
    except (OSError, KeyError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield started
    finally:
        running.__exit__(None, None, None)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(
    request: pytest.FixtureRequest, tmp_path: Path, record_property: Callable[[str, object], None]
) -> Callable[[], str]:
    """Gives addresses of empty registers: files, or databases of the cluster.

    Without PostgreSQL its half runs on SQLite once more, so that nothing is skipped, and the summary says so.
    """
    cluster = None
    if request.param == "postgresql":
        cluster = request.getfixturevalue("cluster")
        if cluster is None:
            record_property(
                "not tested", "the register on PostgreSQL: no cluster starts here (Debian package postgresql)"
            )
    made = iter(range(100))
    if cluster is not None:
        return cluster.new_database
    return lambda: f"sqlite:///{tmp_path}/register-{next(made)}.db"


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(url: str, clock: Clock) -> Iterator[Register]:
    with open_url(url, clock=clock) as opened:
        yield opened
