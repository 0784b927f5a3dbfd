"""Media and their checks."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.checks import CheckOutcome
from archiver.register.model.media import Condition, MediumKind
from archiver.register.tables.base import METADATA, identity, partial_index, reference, text
from archiver.register.tables.types import Faults, Moment, Word

media = sa.Table(
    "media",
    METADATA,
    identity(),
    sa.Column("inventory_number", sa.String, nullable=False, unique=True),
    sa.Column("kind", Word(MediumKind), nullable=False),
    sa.Column("identity", sa.String, nullable=False, unique=True),
    text("address"),
    text("site"),
    sa.Column("registered_on", sa.Date, nullable=False),
    text("serial"),
    text("filesystem"),
    sa.Column("capacity", sa.BigInteger),
    text("room"),
    text("threat"),
    text("custodian"),
    sa.Column("series", sa.String),
    sa.Column("destruction_year", sa.Integer),
    sa.Column("rewritable", sa.Boolean, nullable=False),
    sa.Column("condition", Word(Condition), nullable=False),
    sa.Column("academic_year", sa.Integer),
    sa.Column("last_checked", sa.Date),
    sa.Column("next_check_due", sa.Date),
    sa.Column("probe", sa.JSON(none_as_null=True)),
    sa.Column("probed_on", sa.Date),
    sa.Column("retired_on", sa.Date),
    text("retired_reason"),
    sqlite_autoincrement=True,
)

fixity_checks = sa.Table(
    "fixity_checks",
    METADATA,
    identity(),
    reference("medium_id", "media"),
    reference("copy_id", "copies", nullable=True),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    text("cursor"),
    sa.Column("files", sa.BigInteger, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("outcome", Word(CheckOutcome), nullable=False),
    sa.Column("faults", Faults, nullable=False),
    sa.Index(None, "medium_id", "started_at"),
    sa.Index(None, "copy_id"),
    sqlite_autoincrement=True,
)
partial_index(
    "ix_fixity_checks_single",
    fixity_checks.c.finished_at,
    sa.and_(fixity_checks.c.copy_id.is_not(None), fixity_checks.c.finished_at.is_not(None)),
)
