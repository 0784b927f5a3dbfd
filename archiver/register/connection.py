"""Engines: SQLite with its pragmas on every connection, PostgreSQL as it comes.

Transactions on SQLite are begun by us: `BEGIN IMMEDIATE` for those that write, so that two writers wait for
each other at the start instead of failing in the middle, and plain `BEGIN` for those that read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from archiver.disk.plain_files import refuse_impossible, refuse_other_than_file
from archiver.disk.private import FILE, FOLDER, allow, made_private, user_data
from archiver.errors import RegisterFailed
from archiver.locale import _
from archiver.register.address import FILE_NAME
from archiver.wording.causes import cause
from storage.errors import StorageError
from storage.file_system import file_system_of
from storage.surface import NETWORK_SYSTEMS

BUSY_MILLISECONDS = 30_000
"""How long a writer waits for another one before it says that the register is in use."""

WRITING = {"archiver_begin": "BEGIN IMMEDIATE"}
"""Execution options of a connection that will write."""


def default_url() -> str:
    """The SQLite file in the user's data folder."""
    return f"sqlite:///{user_data(FILE_NAME)}"


def parse_url(text: str) -> sa.URL:
    """The address of a register, `text` or by default the user's own; raises RegisterFailed with advice."""
    try:
        url = sa.make_url(text or default_url())
    except (sa.exc.ArgumentError, ValueError) as error:
        # The address itself is not shown: it may hold a password.
        raise RegisterFailed(
            _(
                "The address of the register (archive.register_url) cannot be read. Write it like "
                "sqlite:////srv/archive/register.db or postgresql+psycopg://user@server/archive."
            )
        ) from error
    kind = url.get_backend_name()
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise RegisterFailed(
            _(
                "The register can be kept in SQLite or PostgreSQL, not in «{kind}»; "
                "correct archive.register_url in archiver.toml."
            ).format(kind=kind)
        )
    if not url.database or not Path(url.database).is_absolute():
        raise RegisterFailed(
            _(
                "{url}: write the whole path of the register's file, with four slashes: "
                "sqlite:////srv/archive/register.db."
            ).format(url=shown(url))
        )
    try:
        refuse_impossible(Path(url.database))
        refuse_other_than_file(Path(url.database))
    except OSError as error:
        raise RegisterFailed(
            _(
                "The register {url} cannot be opened: {cause}. Check archive.register_url in archiver.toml."
            ).format(url=shown(url), cause=cause(error))
        ) from error
    return url


def shown(url: sa.URL) -> str:
    """The address for messages, without its password; a file by its path."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True).replace("postgresql+psycopg://", "postgresql://")


def sqlite_file(url: sa.URL) -> Path | None:
    """The file of an SQLite register; None for PostgreSQL."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


_NETWORK = NETWORK_SYSTEMS - {"9p", "virtiofs"}
"""Of those, two also carry a virtual machine's own disk, which no other computer writes to."""


def refuse_network(url: sa.URL) -> None:
    """Raise RegisterFailed for an SQLite file in a network folder.

    SQLite's locks do not reach through one, and its log (WAL) needs memory that both computers share: two who
    write at once would spoil the file (sqlite.org/wal.html, sqlite.org/useovernet.html).
    """
    file = sqlite_file(url)
    if file is None:
        return
    try:
        kind = file_system_of(next(above for above in file.parents if above.is_dir())).kind
    except (StorageError, StopIteration, OSError):
        return  # told by who opens it
    if kind in _NETWORK:
        raise RegisterFailed(
            _(
                "The register {url} lies in a network folder ({kind}), and SQLite must not: its locks do not "
                "reach through the network, and two who write at once spoil the file. Move it to a disk of "
                "one computer, or keep the register in PostgreSQL (archive.register_url)."
            ).format(url=shown(url), kind=kind)
        )


def make_engine(url: sa.URL) -> sa.Engine:
    """An engine with what the archive needs of each database; raises RegisterFailed without its driver."""
    if sqlite_file(url) is None:
        return _postgresql(url)
    engine = sa.create_engine(url)
    sa.event.listen(engine, "connect", _on_sqlite_connect)
    sa.event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    try:
        engine = sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ImportError as error:
        raise RegisterFailed(
            _(
                "PostgreSQL needs the package psycopg. Install archiver with it: "
                "pip install 'college-archiver[postgresql]'."
            )
        ) from error
    sa.event.listen(engine, "connect", _on_postgresql_connect)
    return engine


def _on_postgresql_connect(connection: Any, _record: Any) -> None:
    """Let the server notice within a minute that a computer is gone, with the locks of its transaction."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        for setting, value in (("idle", 15), ("interval", 10), ("count", 3)):
            cursor.execute(f"SET tcp_keepalives_{setting} = {value}")
    connection.autocommit = False


def _on_sqlite_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _on_sqlite_begin alone
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",  # first: the next ones may already have to wait
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # names that are erased must not stay in free pages
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("archiver_begin", "BEGIN"))


def make_private(file: Path) -> None:
    """Make an empty file that only the user can read: names of minors will be in it. Raises OSError.

    So are the folders made for it, and the program's own; another folder that is there stays as it is.
    """
    made_private(file.parent)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, FILE))
    keep_private(file)


def keep_private(file: Path) -> None:
    """Take from others the register that lies at `file`, and its logs, whose rights SQLite takes from it."""
    if file.parent == user_data():
        allow(file.parent, FOLDER)
    for suffix in ("", "-wal", "-shm", "-journal"):
        log = Path(f"{file}{suffix}")
        if log.is_file():
            allow(log, FILE)
