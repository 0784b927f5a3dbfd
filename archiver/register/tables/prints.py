"""Copies of volumes that were printed."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.tables.base import METADATA, identity, text

prints = sa.Table(
    "prints",
    METADATA,
    identity(),
    text("file"),
    text("group"),
    sa.Column("academic_year", sa.Integer, nullable=False),
    sa.Column("period", sa.Integer, nullable=False),
    sa.Column("volume", sa.Integer, nullable=False),
    sa.Column("copy", sa.Integer, nullable=False),
    text("identifier"),
    text("sha256"),
    sa.Column("sheets", sa.Integer, nullable=False),
    sa.Column("volumes", sa.JSON, nullable=False),
    sa.Column("terms", sa.JSON, nullable=False),
    sa.Column("subjects", sa.JSON, nullable=False),
    sa.Column("printed_on", sa.Date, nullable=False),
    sa.Column("certified_on", sa.Date),
    sa.Column("certified_sheets", sa.Integer),
    text("reason"),
    sa.UniqueConstraint("file", "period", "volume", "copy"),
    sa.Index(None, "academic_year"),
    sqlite_autoincrement=True,
)
"""`file` is no reference: volumes are printed before their file is deposited."""
