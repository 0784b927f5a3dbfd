"""Files, the names in them, and the index that finds them.

A posting says that a file holds a term (a folded name). The primary key serves the search and the rosters
serve erasure, so nothing is kept twice but the key.
"""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.model.files import FileState
from archiver.register.tables.base import METADATA, identity, reference, text
from archiver.register.tables.types import Moment, Word, Words, key_text

files = sa.Table(
    "files",
    METADATA,
    identity(),
    sa.Column("external_id", sa.String, nullable=False, unique=True),
    text("series"),
    text("index"),
    text("title"),
    sa.Column("academic_year", sa.Integer, nullable=False),
    sa.Column("registered_at", Moment, nullable=False),
    text("college"),
    text("department"),
    text("group"),
    sa.Column("group_key", key_text(), nullable=False),
    sa.Column("opened_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    sa.Column("years", sa.Integer),
    text("mandate"),
    sa.Column("keep_until", sa.Date),
    sa.Column("appraisal", sa.Boolean, nullable=False),
    sa.Column("sheets", sa.Integer, nullable=False),
    sa.Column("volumes", sa.Integer, nullable=False),
    sa.Column("state", Word(FileState), nullable=False),
    reference("act_id", "destruction_acts", nullable=True),
    sa.Column("destroyed_at", Moment),
    sa.Column("digests", Words, nullable=False),
    sa.Index(None, "state", "keep_until", "series"),
    sa.Index(None, "group_key", "academic_year"),
    sa.Index(None, "academic_year"),
    sqlite_autoincrement=True,
)

rosters = sa.Table(
    "rosters",
    METADATA,
    sa.Column("file_id", sa.Integer, sa.ForeignKey("files.id"), primary_key=True, autoincrement=False),
    sa.Column("students", Words, nullable=False),
    sa.Column("subjects", Words, nullable=False),
    sa.Column("teachers", Words, nullable=False),
    sa.Column("terms", sa.JSON, nullable=False),
)

terms = sa.Table(
    "terms",
    METADATA,
    identity(),
    text("kind"),
    sa.Column("key", key_text(), nullable=False),
    sa.UniqueConstraint("kind", "key"),
    sqlite_autoincrement=True,
)

postings = sa.Table(
    "postings",
    METADATA,
    sa.Column("term_id", sa.Integer, sa.ForeignKey("terms.id"), primary_key=True, autoincrement=False),
    sa.Column("file_id", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""`file_id` carries no foreign key: checking it would need a second index as large as the table."""
