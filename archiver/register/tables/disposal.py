"""Holds, destruction acts, and what proves them.

Values of `retention` are kept whole as text (`retention.frozen`, columns `value`), with what a database can
enforce beside them: rows, steps, copies, intents, proofs and tombstones are append-only (triggers), a file
is in one open act (`act_files`), a copy has one proof.
"""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.tables.base import METADATA, identity, partial_index, reference, text
from archiver.register.tables.types import Moment, Word
from retention.steps import ActState

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
partial_index("ix_holds_active", holds.c.file_id, holds.c.lifted_at.is_(None))

destruction_acts = sa.Table(
    "destruction_acts",
    METADATA,
    identity(),
    sa.Column("number", sa.String, nullable=False, unique=True),
    sa.Column("state", Word(ActState), nullable=False),
    sa.Column("drawn_on", sa.Date, nullable=False),
    text("terms"),
    sqlite_autoincrement=True,
)

act_files = sa.Table(
    "act_files",
    METADATA,
    sa.Column("file_id", sa.Integer, sa.ForeignKey("files.id"), primary_key=True, autoincrement=False),
    reference("act_id", "destruction_acts"),
    sa.Index(None, "act_id"),
)
"""Files that are spoken for: one open act each. Rows go when the act is accounted or cancelled."""


def _of_act(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    """A table of values that belong to an act."""
    return sa.Table(
        name,
        METADATA,
        identity(),
        reference("act_id", "destruction_acts"),
        *columns,
        text("value"),
        sqlite_autoincrement=True,
    )


act_rows = _of_act(
    "act_rows",
    sa.Column("position", sa.Integer, nullable=False),
    reference("file_id", "files"),
    sa.Index(None, "file_id"),
    sa.UniqueConstraint("act_id", "position"),
)
act_steps = _of_act(
    "act_steps", sa.Column("position", sa.Integer, nullable=False), sa.UniqueConstraint("act_id", "position")
)
act_copies = _of_act("act_copies", text("copy"), sa.UniqueConstraint("act_id", "copy"))
"""Copies found after the act was drawn up; those known then are in its rows."""
intents = _of_act("intents", text("copy"), sa.UniqueConstraint("act_id", "copy"))
proofs = _of_act("proofs", text("copy"), sa.UniqueConstraint("act_id", "copy"))

tombstones = sa.Table(
    "tombstones",
    METADATA,
    sa.Column("file_id", sa.Integer, sa.ForeignKey("files.id"), primary_key=True, autoincrement=False),
    reference("act_id", "destruction_acts"),
    text("value"),
    sa.Index(None, "act_id"),
)

evidence = sa.Table(
    "evidence",
    METADATA,
    sa.Column(
        "act_id", sa.Integer, sa.ForeignKey("destruction_acts.id"), primary_key=True, autoincrement=False
    ),
    sa.Column("file_id", sa.Integer, sa.ForeignKey("files.id"), primary_key=True, autoincrement=False),
    text("prepared"),
    text("digest"),
    reference("kept_as", "files", nullable=True),
)
"""`prepared` holds names, so this table is not append-only: they go when the papers are deposited."""
