"""Persons, and the passwords that were tried of late."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.people import Role
from archiver.register.tables.base import METADATA, PASSING, identity, text
from archiver.register.tables.types import Moment, Words

persons = sa.Table(
    "persons",
    METADATA,
    identity(),
    sa.Column("login", sa.String, nullable=False, unique=True),
    text("name"),
    text("post"),
    sa.Column("roles", Words(Role), nullable=False),
    sa.Column("groups", Words(), nullable=False),
    sa.Column("password_hash", sa.String),
    text("password_set_by"),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("registered_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

attempts = sa.Table(
    "attempts",
    METADATA,
    identity(),
    text("whose"),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "whose"),
    sqlite_autoincrement=True,
    info={PASSING: True},
)
"""Passwords that were tried. `whose` is the SHA-256 of the login: people type passwords there by mistake."""
