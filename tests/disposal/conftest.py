"""An archive on each database, with two folders as media."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archive_for_disposal import Archive

from archiver.register.opening import open_url
from postgresql_cluster import Cluster, running_cluster


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


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register without entries: copying it is faster than making its tables."""
    path = tmp_path_factory.mktemp("template") / "register.db"
    open_url(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def url(tmp_path: Path, empty_register: Path) -> str:
    """The address of an empty register in a file."""
    path = tmp_path / "register.db"
    path.write_bytes(empty_register.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql(cluster: Cluster | None, record_property: Callable[[str, object], None], url: str) -> str:
    """The same on PostgreSQL; without one the file serves once more, and the summary says so."""
    if cluster is None:
        record_property("not tested", "disposal on PostgreSQL: no cluster starts here (package postgresql)")
        return url
    return cluster.new_database()


@pytest.fixture
def archive(url: str, tmp_path: Path) -> Iterator[Archive]:
    made = Archive.at(url, tmp_path)
    yield made
    made.register.close()
