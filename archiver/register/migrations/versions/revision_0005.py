"""Acts as retention's values: whole, frozen as text, with what a database can enforce beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

APPEND_ONLY = ("act_rows", "act_steps", "act_copies", "intents", "proofs", "tombstones")
FROM_FILES = "fk_files_act_id_destruction_acts"
SAME = {
    "act_rows": "act_id = NEW.act_id AND position = NEW.position",
    "act_steps": "act_id = NEW.act_id AND position = NEW.position",
    "act_copies": "act_id = NEW.act_id AND copy = NEW.copy",
    "intents": "act_id = NEW.act_id AND copy = NEW.copy",
    "proofs": "act_id = NEW.act_id AND copy = NEW.copy",
    "tombstones": "file_id = NEW.file_id",
}
"""What a row added would replace: SQLite's REPLACE deletes without calling triggers of deletion."""


def upgrade() -> None:
    """Replace the tables of acts, which no command could fill until now."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.drop_constraint(FROM_FILES, "files", type_="foreignkey")
    for table in ("proofs", "act_steps", "act_rows", "destruction_acts"):
        op.drop_table(table)
    _acts()
    _of_act("act_rows", sa.Column("position", sa.Integer(), nullable=False), file=True)
    _of_act("act_steps", sa.Column("position", sa.Integer(), nullable=False))
    for table in ("act_copies", "intents", "proofs"):
        _of_act(table, sa.Column("copy", sa.String(), nullable=False))
    _ends()
    if postgresql:
        op.create_foreign_key(FROM_FILES, "files", "destruction_acts", ["act_id"], ["id"])
    for table in APPEND_ONLY:
        _append_only(table, postgresql=postgresql)


def _acts() -> None:
    op.create_table(
        "destruction_acts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_acts")),
        sa.UniqueConstraint("number", name=op.f("uq_destruction_acts_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "act_files",
        sa.Column("file_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        _to_files("act_files"),
        _to_acts("act_files"),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_act_files")),
    )
    op.create_index(op.f("ix_act_files_act_id"), "act_files", ["act_id"], unique=False)


def _of_act(table: str, key: sa.Column[object], *, file: bool = False) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        key,
        *([sa.Column("file_id", sa.Integer(), nullable=False), _to_files(table)] if file else []),
        sa.Column("value", sa.String(), nullable=False),
        _to_acts(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("act_id", key.name, name=op.f(f"uq_{table}_act_id_{key.name}")),
        sqlite_autoincrement=True,
    )
    if file:
        op.create_index(op.f(f"ix_{table}_file_id"), table, ["file_id"], unique=False)


def _ends() -> None:
    op.create_table(
        "tombstones",
        sa.Column("file_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        _to_files("tombstones"),
        _to_acts("tombstones"),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_tombstones")),
    )
    op.create_index(op.f("ix_tombstones_act_id"), "tombstones", ["act_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("act_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prepared", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kept_as", sa.Integer(), nullable=True),
        _to_files("evidence"),
        _to_acts("evidence"),
        sa.ForeignKeyConstraint(["kept_as"], ["files.id"], name=op.f("fk_evidence_kept_as_files")),
        sa.PrimaryKeyConstraint("act_id", "file_id", name=op.f("pk_evidence")),
    )


def _to_files(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f(f"fk_{table}_file_id_files"))


def _to_acts(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_act_id_destruction_acts")
    return sa.ForeignKeyConstraint(["act_id"], ["destruction_acts.id"], name=name)


def _append_only(table: str, *, postgresql: bool) -> None:
    if postgresql:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION register_append_only()"
        )
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added'); END"
    for change in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {refuse}")
    same = f"id = NEW.id OR ({SAME[table]})" if table != "tombstones" else SAME[table]
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - names of our own
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
    )
