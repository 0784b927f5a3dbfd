"""Holds, rows, steps and proofs of acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("lifted_document", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_holds_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_holds_active",
        "holds",
        ["file_id"],
        unique=False,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_index(op.f("ix_holds_file_id"), "holds", ["file_id"], unique=False)
    op.create_table(
        "act_rows",
        sa.Column("act_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("years", sa.String(), nullable=False),
        sa.Column("inventory", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("copies", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"], ["destruction_acts.id"], name=op.f("fk_act_rows_act_id_destruction_acts")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_act_rows_file_id_files")),
        sa.PrimaryKeyConstraint("act_id", "position", name=op.f("pk_act_rows")),
    )
    op.create_index(op.f("ix_act_rows_file_id"), "act_rows", ["file_id"], unique=False)
    op.create_table(
        "act_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"], ["destruction_acts.id"], name=op.f("fk_act_steps_act_id_destruction_acts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act_steps")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_act_steps_act_id"), "act_steps", ["act_id"], unique=False)
    op.create_table(
        "proofs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("where", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("copy_id", sa.Integer(), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("digest_before", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"], ["destruction_acts.id"], name=op.f("fk_proofs_act_id_destruction_acts")
        ),
        sa.ForeignKeyConstraint(["copy_id"], ["copies.id"], name=op.f("fk_proofs_copy_id_copies")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_proofs_file_id_files")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper_copies.id"], name=op.f("fk_proofs_paper_id_paper_copies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
        sa.UniqueConstraint("act_id", "copy_id", name=op.f("uq_proofs_act_id_copy_id")),
        sa.UniqueConstraint("act_id", "paper_id", name=op.f("uq_proofs_act_id_paper_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proofs_act_id"), "proofs", ["act_id"], unique=False)
    op.create_index(op.f("ix_proofs_file_id"), "proofs", ["file_id"], unique=False)
