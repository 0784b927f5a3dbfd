"""Versions of the retention schedule; triggers keep them as they were adopted."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.tables.base import METADATA, text
from archiver.register.tables.types import Moment

schedule_versions = sa.Table(
    "schedule_versions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("adopted_on", sa.Date, nullable=False),
    text("author"),
    text("document"),
    text("entered_by"),
    sa.Column("entered_at", Moment, nullable=False),
    text("content"),
)
