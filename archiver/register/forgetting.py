"""Ridding a database's files of rows that were deleted, and seeing that it was done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from archiver.errors import RegisterFailed
from archiver.locale import _
from archiver.register.connection import shown

WITH_NAMES = ("rosters", "postings", "terms", "evidence")
"""The tables that hold names."""


def empty_log(connection: sa.Connection, url: sa.URL) -> None:
    """Move SQLite's log into its file and cut it to nothing; refused while somebody reads the older state."""
    busy, _pages, _moved = (
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    )
    if busy:
        raise RegisterFailed(
            _(
                "The log of the register {url} could not be emptied: another program reads it, and erased "
                "names stay in it until then. Wait until it has finished, and repeat."
            ).format(url=shown(url))
        )


def vacuum(connection: sa.Connection, tables: Iterable[str], url: sa.URL) -> None:
    """Write PostgreSQL's tables anew without their deleted rows.

    The server only warns where it passes over a table, as it does for a role that does not own it.
    """
    connection.execution_options(isolation_level="AUTOCOMMIT")
    driver: Any = connection.connection.driver_connection
    warned: list[str] = []

    def heard(told: Any) -> None:
        if told.severity_nonlocalized == "WARNING":
            warned.append(told.message_primary or "")

    driver.add_notice_handler(heard)
    passed_over: dict[str, str] = {}
    try:
        for table in tables:
            warned.clear()
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")
            if warned:
                passed_over[table] = warned[0]
    finally:
        driver.remove_notice_handler(heard)
    if passed_over:
        role = connection.exec_driver_sql("SELECT current_user").scalar_one()
        raise RegisterFailed(
            _(
                "Erased names stay in the files of the register {url}: the server did not let {role} rid the "
                "tables {tables} of them ({cause}). Let their owner do it: VACUUM (FULL) {tables}; or make "
                "{role} their owner, and repeat."
            ).format(
                url=shown(url),
                role=role,
                tables=", ".join(passed_over),
                cause=next(iter(passed_over.values())),
            )
        )
