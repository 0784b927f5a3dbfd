"""Bags, what is in them, and their copies."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.packages import BagState, CopyState
from archiver.register.tables.base import METADATA, identity, partial_index, reference, text
from archiver.register.tables.types import Digest, Moment, Word

bags = sa.Table(
    "bags",
    METADATA,
    identity(),
    reference("file_id", "files"),
    sa.Column("external_id", sa.String, nullable=False, unique=True),
    sa.Column("digest", Digest, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("files", sa.BigInteger, nullable=False),
    sa.Column("bagged_on", sa.Date, nullable=False),
    sa.Column("state", Word(BagState), nullable=False),
    text("placement"),
    sa.Index(None, "file_id"),
    sa.Index(None, "state", "placement"),
    sqlite_autoincrement=True,
)
"""`placement` lists the media with a registered copy («3 7»): few different ones, so a million bags are
summed up by one index. Only the repository of copies writes it."""

bag_contents = sa.Table(
    "bag_contents",
    METADATA,
    identity(),
    reference("bag_id", "bags"),
    text("path"),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", Digest, nullable=False),
    sa.Column("sha512", Digest, nullable=False),
    text("kind"),
    sa.Column("format", sa.String),
    sa.UniqueConstraint("bag_id", "path"),
    sqlite_autoincrement=True,
)
partial_index("ix_bag_contents_unknown", bag_contents.c.bag_id, bag_contents.c.format.is_(None))

copies = sa.Table(
    "copies",
    METADATA,
    identity(),
    reference("bag_id", "bags"),
    reference("medium_id", "media"),
    text("prefix"),
    sa.Column("state", Word(CopyState), nullable=False),
    sa.Column("registered_at", Moment),
    sa.Column("verified_at", Moment),
    text("read_back"),
    sa.Column("locked_until", Moment),
    text("lock_mode"),
    sa.Column("legal_hold", sa.Boolean, nullable=False),
    sa.UniqueConstraint("bag_id", "medium_id"),
    sa.CheckConstraint("state <> 'registered' OR read_back <> ''", name="read_back"),
    sa.Index(None, "medium_id", "state", "verified_at"),
    sqlite_autoincrement=True,
)
partial_index("ix_copies_troubled", copies.c.state, copies.c.state.in_(["writing", "damaged", "missing"]))
