"""The metadata all tables belong to, and columns that many have."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_PARTIAL = "partial"
"""In `Index.info`: what rows the index is of."""

PASSING = "passing"
"""In `Table.info`: what holds for the moment and is no part of the archive; in no backup, never restored."""


def lasting_tables() -> list[sa.Table]:
    """The tables that a backup holds, in an order that keeps references whole."""
    return [table for table in METADATA.sorted_tables if PASSING not in table.info]


def identity() -> sa.Column[int]:
    """The primary key; numbers are never used twice, because events go on naming them."""
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def text(name: str) -> sa.Column[str]:
    """A text that may be empty but is never absent."""
    return sa.Column(name, sa.String, nullable=False)


def reference(name: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    """A reference to another table's `id`."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{target}.id"), nullable=nullable)


def partial_index(name: str, column: sa.Column[Any], where: sa.ColumnElement[bool]) -> sa.Index:
    """An index of the rows that satisfy `where`; `say_partial_to_postgresql` tells that database of it."""
    return sa.Index(name, column, sqlite_where=where, info={_PARTIAL: where})


def say_partial_to_postgresql() -> None:
    """Tell partial indexes to PostgreSQL, before tables are made or compared there.

    Not where they are declared: SQLAlchemy would load all of PostgreSQL's dialect to check the word, at each
    start of each command of an archive kept in SQLite.
    """
    for table in METADATA.tables.values():
        for index in table.indexes:
            if _PARTIAL in index.info:
                index.kwargs["postgresql_where"] = index.info[_PARTIAL]
