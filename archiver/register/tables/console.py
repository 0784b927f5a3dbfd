"""Sign-ins, kept forms and incidents of the console: of the moment, in no backup."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.tables.base import METADATA, PASSING, identity, reference, text
from archiver.register.tables.types import Moment

sign_ins = sa.Table(
    "sign_ins",
    METADATA,
    identity(),
    sa.Column("key", sa.String, nullable=False, unique=True),
    reference("person_id", "persons"),
    text("browser"),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("proved_at", Moment, nullable=False),
    sqlite_autoincrement=True,
    info={PASSING: True},
)

kept_forms = sa.Table(
    "kept_forms",
    METADATA,
    identity(),
    sa.Column("key", sa.String, nullable=False, unique=True),
    reference("person_id", "persons"),
    text("path"),
    sa.Column("fields", sa.JSON, nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
    sqlite_autoincrement=True,
    info={PASSING: True},
)

incidents = sa.Table(
    "incidents",
    METADATA,
    identity(),
    sa.Column("number", sa.String, nullable=False, unique=True),
    text("screen"),
    text("kind"),
    text("trace"),
    text("login"),
    sa.Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
    info={PASSING: True},
)
