"""Turns: what only one run may do at a time, held for a short while and renewed (ADR 0032)."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.tables.base import METADATA, PASSING, text
from archiver.register.tables.types import Moment

turns = sa.Table(
    "turns",
    METADATA,
    sa.Column("turn", sa.String, primary_key=True),
    sa.Column("token", sa.BigInteger, nullable=False),
    text("login"),
    text("computer"),
    text("process"),
    text("machine"),
    sa.Column("pid", sa.BigInteger, nullable=False),
    sa.Column("started", sa.BigInteger, nullable=False),
    sa.Column("since", Moment, nullable=True),
    sa.Column("until", Moment, nullable=True),
    sa.Column("until_uptime", sa.BigInteger, nullable=False),
    info={PASSING: True},
)
"""A row stays when its turn is given back (`until` NULL), so that no `token` is ever given twice.

`until` is by the clock of the database's computer; `until_uptime` is the same in milliseconds since the
computer `machine` was started, which nobody can set: on SQLite it decides.
"""
