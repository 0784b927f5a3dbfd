"""Events, the head of their chain, anchors, and measures; triggers keep all but the head append-only."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.trail import AnchorKind, MeasureKind
from archiver.register.tables.base import METADATA, identity, text
from archiver.register.tables.types import Moment, Word

events = sa.Table(
    "events",
    METADATA,
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    text("at"),
    text("actor"),
    text("software"),
    text("action"),
    text("object"),
    text("outcome"),
    text("detail"),
    text("previous"),
    text("digest"),
    sa.Index(None, "object"),
    sa.Index(None, "action"),
)

chain_head = sa.Table(
    "chain_head",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    text("digest"),
    sa.CheckConstraint("id = 1", name="one"),
)
"""One row; writers on PostgreSQL lock it, so events and rules are settled one writer at a time."""

anchors = sa.Table(
    "anchors",
    METADATA,
    identity(),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    text("digest"),
    sa.Column("kind", Word(AnchorKind), nullable=False),
    text("place"),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "sequence"),
    sqlite_autoincrement=True,
)

measures = sa.Table(
    "measures",
    METADATA,
    identity(),
    sa.Column("kind", Word(MeasureKind), nullable=False),
    sa.Column("stated_on", sa.Date, nullable=False),
    sa.Column("valid_until", sa.Date, nullable=False),
    text("document"),
    text("author"),
    sqlite_autoincrement=True,
)
