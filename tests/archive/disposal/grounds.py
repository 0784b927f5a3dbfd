"""The register as the adversary has it: copied, laid back, emptied, written past triggers."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg
import sqlalchemy as sa

from archiver.register.opening import open_url
from archiver.register.register import Register
from postgresql_cluster import Cluster

Row = tuple[Any, ...]


class Sql(Protocol):
    """Statements with `?` for values."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Any:
        """The cursor of a statement."""


class Ground(ABC):
    """A register that no connection of the program is open to when it is copied, laid back or emptied."""

    url: str

    @abstractmethod
    def copied(self) -> Any:
        """A copy of all of it."""

    @abstractmethod
    def lay(self, copy: Any) -> None:
        """A copy in its place."""

    @abstractmethod
    def empty(self) -> None:
        """A register without entries in its place."""

    @abstractmethod
    def writing(self) -> contextlib.AbstractContextManager[Sql]:
        """The database without its triggers, which are there again afterwards; all of it or nothing."""

    def rows(self, statement: str, *values: Any) -> list[Row]:
        """What a question to it gives."""
        with self.writing() as sql:
            return list(sql.execute(statement, values).fetchall())


class OnFile(Ground):
    """SQLite: a file."""

    def __init__(self, folder: Path) -> None:
        self.file, self._empty = folder / "register.db", folder / "empty.db"
        self.url = f"sqlite:///{self.file}"

    def copied(self) -> bytes:
        """Its bytes; the log has to be in it (Register.forget)."""
        return self.file.read_bytes()

    def lay(self, copy: bytes) -> None:
        """Write the bytes."""
        self._away()
        self.file.write_bytes(copy)

    def empty(self) -> None:
        """Take the empty one that lies beside."""
        self._away()
        shutil.copy(self._empty, self.file)

    def _away(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """By a connection of its own that waits for nobody long."""
        with closing(sqlite3.connect(self.file, isolation_level=None, timeout=1)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _sql in triggers:
                connection.execute(f'DROP TRIGGER "{name}"')
            yield connection
            for _name, sql in triggers:
                connection.execute(sql)
            connection.execute("COMMIT")

    def rows(self, statement: str, *values: Any) -> list[Row]:
        """A look changes nothing, so the triggers may stay."""
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(statement, values).fetchall()


class _OnServerSql:
    """Statements as SQLite has them, for psycopg."""

    def __init__(self, cursor: psycopg.Cursor[Row]) -> None:
        self._cursor = cursor

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> psycopg.Cursor[Row]:
        written = statement.replace("%", "%%").replace("?", "%s")
        return self._cursor.execute(
            written.encode(), [str(value) if value is not None else None for value in values]
        )


class OnServer(Ground):
    """PostgreSQL: a database, copied as a template; whoever has the superuser's password passes triggers."""

    def __init__(self, cluster: Cluster, start: str, empty: str) -> None:
        self._cluster, self._empty = cluster, empty
        self.url = cluster.new_database(database_of(start))

    def copied(self) -> str:
        """Another database."""
        return self._cluster.new_database(database_of(self.url))

    def lay(self, copy: str) -> None:
        """The database is thrown away and made from the copy under its own name."""
        name = database_of(self.url)
        engine = sa.create_engine(self._cluster.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {database_of(copy)}")
        engine.dispose()

    def empty(self) -> None:
        """Make it from the empty one."""
        self.lay(self._empty)

    @contextlib.contextmanager
    def writing(self) -> Iterator[_OnServerSql]:
        """By a connection of its own that waits for nobody long."""
        address = sa.make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as connection, connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL lock_timeout = '1s'")
            yield _OnServerSql(cursor)


WRITTEN_ABOUT = (sqlite3.Error, psycopg.Error)
"""What a database says to an adversary: what he wanted cannot be written."""


def database_of(url: str) -> str:
    """The name of a database on a server."""
    return sa.make_url(url).database or ""


def make_empty(url: str) -> Register:
    """A register with its tables, and nobody in it."""
    return open_url(url)
