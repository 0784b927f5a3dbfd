"""Bags, copies, fixity checks and paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bags",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("files", sa.BigInteger(), nullable=False),
        sa.Column("bagged_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("placement", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_bags_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bags")),
        sa.UniqueConstraint("external_id", name=op.f("uq_bags_external_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_bags_file_id"), "bags", ["file_id"], unique=False)
    op.create_index(op.f("ix_bags_state_placement"), "bags", ["state", "placement"], unique=False)
    op.create_table(
        "bag_contents",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("bag_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("sha512", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["bag_id"], ["bags.id"], name=op.f("fk_bag_contents_bag_id_bags")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bag_contents")),
        sa.UniqueConstraint("bag_id", "path", name=op.f("uq_bag_contents_bag_id_path")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_bag_contents_unknown",
        "bag_contents",
        ["bag_id"],
        unique=False,
        sqlite_where=sa.text("format IS NULL"),
        postgresql_where=sa.text("format IS NULL"),
    )
    op.create_table(
        "copies",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("bag_id", sa.Integer(), nullable=False),
        sa.Column("medium_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_back", sa.String(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lock_mode", sa.String(), nullable=False),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["bag_id"], ["bags.id"], name=op.f("fk_copies_bag_id_bags")),
        sa.ForeignKeyConstraint(["medium_id"], ["media.id"], name=op.f("fk_copies_medium_id_media")),
        sa.CheckConstraint("state <> 'registered' OR read_back <> ''", name=op.f("ck_copies_read_back")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copies")),
        sa.UniqueConstraint("bag_id", "medium_id", name=op.f("uq_copies_bag_id_medium_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_copies_medium_id_state_verified_at"),
        "copies",
        ["medium_id", "state", "verified_at"],
        unique=False,
    )
    op.create_index(
        "ix_copies_troubled",
        "copies",
        ["state"],
        unique=False,
        sqlite_where=sa.text("state IN ('writing', 'damaged', 'missing')"),
        postgresql_where=sa.text("state IN ('writing', 'damaged', 'missing')"),
    )
    op.create_table(
        "fixity_checks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("medium_id", sa.Integer(), nullable=False),
        sa.Column("copy_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("files", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["copy_id"], ["copies.id"], name=op.f("fk_fixity_checks_copy_id_copies")),
        sa.ForeignKeyConstraint(["medium_id"], ["media.id"], name=op.f("fk_fixity_checks_medium_id_media")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixity_checks")),
        sqlite_autoincrement=True,
    )
    single = sa.text("copy_id IS NOT NULL AND finished_at IS NOT NULL")
    op.create_index(
        "ix_fixity_checks_single",
        "fixity_checks",
        ["finished_at"],
        unique=False,
        sqlite_where=single,
        postgresql_where=single,
    )
    op.create_index(op.f("ix_fixity_checks_copy_id"), "fixity_checks", ["copy_id"], unique=False)
    op.create_index(
        op.f("ix_fixity_checks_medium_id_started_at"),
        "fixity_checks",
        ["medium_id", "started_at"],
        unique=False,
    )
    op.create_table(
        "paper_copies",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("volumes", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("shelf", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("custodian", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_paper_copies_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_copies")),
        sa.UniqueConstraint("file_id", "volume", name=op.f("uq_paper_copies_file_id_volume")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "movements",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("due_back", sa.Date(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper_copies.id"], name=op.f("fk_movements_paper_id_paper_copies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_movements_paper_id"), "movements", ["paper_id"], unique=False)
