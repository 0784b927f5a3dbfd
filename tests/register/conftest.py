"""A register on each database; what could not be tested is said at the end of the run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from archiver.register.opening import open_url
from archiver.register.register import Register
from postgresql_cluster import Cluster

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


class Clock:
    """A clock that the test sets; it moves on by a second at each look."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Cluster | None:
    """The cluster, or None for SQLite.

    Without PostgreSQL its half runs on SQLite once more, so that nothing is skipped, and the summary says so.
    """
    if request.param == "sqlite":
        return None
    started: Cluster | None = request.getfixturevalue("cluster")
    if started is None:
        record_property(
            "not tested", "the register on PostgreSQL: no cluster starts here (Debian package postgresql)"
        )
    return started


@pytest.fixture
def new_url(server: Cluster | None, tmp_path: Path) -> Callable[[], str]:
    """Gives addresses of empty registers: files, or databases of the cluster."""
    made = iter(range(100))
    if server is not None:
        return server.new_database
    return lambda: f"sqlite:///{tmp_path}/register-{next(made)}.db"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register without entries: copying it is faster than making its tables."""
    path = tmp_path_factory.mktemp("template") / "register.db"
    open_url(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgresql_template(cluster: Cluster | None) -> str:
    """The name of such a database."""
    assert cluster is not None
    url = cluster.new_database()
    open_url(url).close()
    return str(sa.make_url(url).database)


@pytest.fixture
def url(server: Cluster | None, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a register without entries."""
    if server is not None:
        return server.new_database(request.getfixturevalue("postgresql_template"))
    path = tmp_path / "register.db"
    path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(url: str, clock: Clock) -> Iterator[Register]:
    with open_url(url, clock=clock) as opened:
        yield opened
