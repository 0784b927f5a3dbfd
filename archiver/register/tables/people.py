"""Persons."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.people import Role
from archiver.register.tables.base import METADATA, identity, text
from archiver.register.tables.types import Moment, Words

persons = sa.Table(
    "persons",
    METADATA,
    identity(),
    sa.Column("login", sa.String, nullable=False, unique=True),
    text("name"),
    text("post"),
    sa.Column("roles", Words(Role), nullable=False),
    sa.Column("password_hash", sa.String),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("registered_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
