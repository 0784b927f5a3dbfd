"""Exports taken in, checks, binders and accepted findings: the facts of a group's year.

`file` is no reference: all of this comes before the file is deposited. Rows are never changed, but for an
acceptance that is withdrawn.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from archiver.register.tables.base import METADATA, identity, text
from archiver.register.tables.types import Moment


def _table(name: str, moment: str, *columns: sa.Column[Any]) -> sa.Table:
    return sa.Table(
        name,
        METADATA,
        identity(),
        text("file"),
        sa.Column("academic_year", sa.Integer, nullable=False),
        *columns,
        sa.Column(moment, Moment, nullable=False),
        sa.Index(None, "academic_year"),
        sa.Index(None, "file"),
        sqlite_autoincrement=True,
    )


taken_exports = _table(
    "taken_exports",
    "taken_at",
    text("group"),
    text("export"),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("subjects", sa.JSON, nullable=False),
)
export_checks = _table(
    "export_checks",
    "checked_at",
    text("export"),
    text("rules"),
    sa.Column("blocking", sa.Integer, nullable=False),
    sa.Column("warnings", sa.Integer, nullable=False),
)
made_binders = _table(
    "made_binders",
    "made_at",
    sa.Column("period", sa.Integer, nullable=False),
    text("export"),
    text("rules"),
    text("identity"),
    sa.Column("volumes", sa.JSON, nullable=False),
)
acceptances = _table(
    "acceptances",
    "accepted_at",
    text("code"),
    text("reason"),
    text("decided_by"),
    sa.Column("withdrawn_at", Moment),
)
