"""Paper copies and their movements."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.paper import MovementKind, PaperState
from archiver.register.tables.base import METADATA, identity, reference, text
from archiver.register.tables.types import Moment, Word

paper_copies = sa.Table(
    "paper_copies",
    METADATA,
    identity(),
    reference("file_id", "files"),
    sa.Column("volume", sa.Integer, nullable=False),
    sa.Column("volumes", sa.Integer, nullable=False),
    sa.Column("sheets", sa.Integer, nullable=False),
    text("site"),
    sa.Column("registered_at", Moment, nullable=False),
    text("room"),
    text("shelf"),
    text("box"),
    text("custodian"),
    sa.Column("state", Word(PaperState), nullable=False),
    sa.UniqueConstraint("file_id", "volume"),
    sqlite_autoincrement=True,
)

movements = sa.Table(
    "movements",
    METADATA,
    identity(),
    reference("paper_id", "paper_copies"),
    sa.Column("kind", Word(MovementKind), nullable=False),
    sa.Column("at", Moment, nullable=False),
    text("actor"),
    text("place"),
    text("whom"),
    sa.Column("due_back", sa.Date),
    text("document"),
    sa.Index(None, "paper_id"),
    sqlite_autoincrement=True,
)
