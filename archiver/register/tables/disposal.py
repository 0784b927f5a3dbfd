"""Holds, destruction acts, and what proves them; rows, steps and proofs are append-only."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.disposal import ActState
from archiver.register.tables.base import METADATA, identity, reference, text
from archiver.register.tables.types import Moment, Word, Words

holds = sa.Table(
    "holds",
    METADATA,
    identity(),
    reference("file_id", "files"),
    text("document"),
    text("author"),
    sa.Column("placed_at", Moment, nullable=False),
    text("reason"),
    sa.Column("lifted_at", Moment),
    sa.Column("lifted_by", sa.String),
    sa.Column("lifted_document", sa.String),
    sa.Index(None, "file_id"),
    sqlite_autoincrement=True,
)
sa.Index(
    "ix_holds_active",
    holds.c.file_id,
    sqlite_where=holds.c.lifted_at.is_(None),
    postgresql_where=holds.c.lifted_at.is_(None),
)

destruction_acts = sa.Table(
    "destruction_acts",
    METADATA,
    identity(),
    sa.Column("number", sa.String, nullable=False, unique=True),
    sa.Column("drawn_on", sa.Date, nullable=False),
    text("author"),
    text("basis"),
    text("digest"),
    text("place"),
    text("fund"),
    sa.Column("state", Word(ActState), nullable=False),
    sqlite_autoincrement=True,
)

act_rows = sa.Table(
    "act_rows",
    METADATA,
    sa.Column(
        "act_id", sa.Integer, sa.ForeignKey("destruction_acts.id"), primary_key=True, autoincrement=False
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    reference("file_id", "files"),
    text("index"),
    text("title"),
    text("years"),
    text("inventory"),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("sheets", sa.Integer, nullable=False),
    text("period"),
    text("mandate"),
    sa.Column("closed_on", sa.Date, nullable=False),
    sa.Column("keep_until", sa.Date, nullable=False),
    sa.Column("copies", Words, nullable=False),
    text("note"),
    sa.Index(None, "file_id"),
)

act_steps = sa.Table(
    "act_steps",
    METADATA,
    identity(),
    reference("act_id", "destruction_acts"),
    sa.Column("state", Word(ActState), nullable=False),
    text("person"),
    sa.Column("at", Moment, nullable=False),
    text("document"),
    text("reason"),
    sa.Index(None, "act_id"),
    sqlite_autoincrement=True,
)

proofs = sa.Table(
    "proofs",
    METADATA,
    identity(),
    reference("act_id", "destruction_acts"),
    reference("file_id", "files"),
    text("what"),
    text("where"),
    text("method"),
    sa.Column("at", Moment, nullable=False),
    text("actor"),
    reference("copy_id", "copies", nullable=True),
    reference("paper_id", "paper_copies", nullable=True),
    text("digest_before"),
    text("answer"),
    sa.Index(None, "act_id"),
    sa.Index(None, "file_id"),
    sa.UniqueConstraint("act_id", "copy_id"),
    sa.UniqueConstraint("act_id", "paper_id"),
    sqlite_autoincrement=True,
)
