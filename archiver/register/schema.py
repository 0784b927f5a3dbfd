"""The tables' versions: making them, bringing them up to date, and telling what a database is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "register_version"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012")
"""Every revision in order; a test holds it equal to the migrations, so that opening needs no Alembic."""

APPLICATION_ID = 0x41524348
"""«ARCH» in the header of an SQLite file: by this it is known to be a register of ours."""

_LOCK = 0x41524348


def revision_of(connection: sa.Connection) -> str | None:
    """The revision the tables are at; None when there is no register in this database."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608


def is_empty(connection: sa.Connection) -> bool:
    """Whether there is nothing at all here, so that a register may be made."""
    return not sa.inspect(connection).get_table_names()


def upgrade(connection: sa.Connection, target: str = REVISIONS[-1]) -> None:
    """Bring the tables to `target` in the transaction of `connection`: all of it or nothing."""
    from alembic import command

    if connection.dialect.name == "postgresql":
        # Two programs started at once must not both make the tables.
        connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    command.upgrade(configuration(connection), target)


def configuration(connection: sa.Connection) -> Config:
    """Alembic's configuration for the tree in this package and an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
