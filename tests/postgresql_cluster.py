"""A PostgreSQL cluster of the tests' own: on a temporary directory, reached by a socket only."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

_ROOT = Path("/usr/lib/postgresql")


def find_binaries() -> Path | None:
    """The newest PostgreSQL of this machine, None when there is none."""
    found = sorted(
        (path.parent for path in _ROOT.glob("*/bin/initdb")),
        key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0),
    )
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _as_ordinary_user() -> list[str]:
    """initdb refuses root; as root it is run as the user its Debian package made."""
    if os.getuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


class Cluster:
    """A running cluster; each database of it is empty and thrown away with it."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket}"

    def new_database(self, template: str = "template0") -> str:
        """The URL of a new database: empty, or a copy of another one."""
        name = f"register_{uuid.uuid4().hex[:12]}"
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}")
        engine.dispose()
        return self.url(name)


@contextmanager
def running_cluster(*settings: str) -> Iterator[Cluster]:
    """A cluster for the length of the block; raises OSError or CalledProcessError when it cannot start."""
    binaries = find_binaries()
    if binaries is None:
        raise FileNotFoundError("initdb: install the Debian package postgresql")
    place = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the path of a socket has 107 bytes
    user = _as_ordinary_user()
    try:
        if user:
            owner = pwd.getpwnam("postgres")
            os.chown(place, owner.pw_uid, owner.pw_gid)
        _run([*user, str(binaries / "initdb"), "-D", str(place / "data"), "-U", "postgres", "-A", "trust",
              "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
        options = " ".join(
            f"-c {setting}"
            for setting in ("listen_addresses=", f"unix_socket_directories={place}", "fsync=off",
                            "max_connections=40", *settings)
        )  # fmt: skip
        control = [*user, str(binaries / "pg_ctl"), "-D", str(place / "data"), "-w"]
        _run([*control, "-l", str(place / "log"), "-o", options, "start"])
        try:
            yield Cluster(place)
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _run(arguments: list[str]) -> None:
    # Its output goes to no pipe: the server would inherit it and keep it open.
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


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
