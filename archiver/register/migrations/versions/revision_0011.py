"""The facts of a group's year: exports taken in, checks, binders, accepted findings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    _make(
        "taken_exports",
        "taken_at",
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("export", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
    )
    _make(
        "export_checks",
        "checked_at",
        sa.Column("export", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("blocking", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
    )
    _make(
        "made_binders",
        "made_at",
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("export", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("volumes", sa.JSON(), nullable=False),
    )
    _make(
        "acceptances",
        "accepted_at",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
    )


def _make(name: str, moment: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("academic_year", sa.Integer(), nullable=False),
        *columns,
        sa.Column(moment, sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    for column in ("academic_year", "file"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)
