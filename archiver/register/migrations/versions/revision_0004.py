"""Events, head, anchors and measures, append-only by triggers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ORIGIN = "0" * 64
APPEND_ONLY = ("events", "anchors", "measures", "act_rows", "act_steps", "proofs", "movements")

SQLITE_NEXT_EVENT = """
CREATE TRIGGER events_next BEFORE INSERT ON events
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM events)
  OR NEW.previous IS NOT
    coalesce((SELECT digest FROM events WHERE sequence = NEW.sequence - 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'events: only the next event of the chain can be added'); END
"""
SQLITE_HEAD = """
CREATE TRIGGER chain_head_last BEFORE UPDATE ON chain_head
WHEN NEW.id IS NOT OLD.id OR NEW.sequence IS NOT (SELECT max(sequence) FROM events)
  OR NEW.digest IS NOT (SELECT digest FROM events WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'chain_head: the head is the last event'); END
"""
POSTGRESQL = (
    """
CREATE FUNCTION register_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME; END $$
""",
    """
CREATE FUNCTION register_next_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_sequence bigint;
  last_digest text;
BEGIN
  SELECT sequence, digest INTO last_sequence, last_digest FROM events ORDER BY sequence DESC LIMIT 1;
  IF NEW.sequence <> coalesce(last_sequence, 0) + 1
     OR NEW.previous <> coalesce(last_digest, repeat('0', 64)) THEN
    RAISE EXCEPTION 'events: only the next event of the chain can be added';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE FUNCTION register_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id
     OR NEW.sequence IS DISTINCT FROM (SELECT max(sequence) FROM events)
     OR NEW.digest IS DISTINCT FROM (SELECT digest FROM events WHERE sequence = NEW.sequence) THEN
    RAISE EXCEPTION 'chain_head: the head is the last event';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER events_next BEFORE INSERT ON events
FOR EACH ROW EXECUTE FUNCTION register_next_event()
""",
    """
CREATE TRIGGER chain_head_last BEFORE UPDATE ON chain_head
FOR EACH ROW EXECUTE FUNCTION register_head()
""",
)


def upgrade() -> None:
    """Make the tables, their triggers and the empty head."""
    op.create_table(
        "events",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("software", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_action"), "events", ["action"], unique=False)
    op.create_index(op.f("ix_events_object"), "events", ["object"], unique=False)
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_chain_head_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )
    op.create_table(
        "anchors",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchors")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_anchors_sequence"), "anchors", ["sequence"], unique=False)
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO chain_head (id, sequence, digest) VALUES (1, 0, '{ORIGIN}')")  # noqa: S608
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgresql()


REPLACEABLE = {
    "anchors": "id = NEW.id",
    "measures": "id = NEW.id",
    "act_rows": "act_id = NEW.act_id AND position = NEW.position",
    "act_steps": "id = NEW.id",
    "proofs": "id = NEW.id OR (act_id = NEW.act_id AND (copy_id = NEW.copy_id OR paper_id = NEW.paper_id))",
    "movements": "id = NEW.id",
}
"""What a row added would replace: SQLite's REPLACE deletes without calling triggers of deletion."""


def _sqlite() -> None:
    op.execute(SQLITE_NEXT_EVENT)
    op.execute(SQLITE_HEAD)
    for table in (*APPEND_ONLY, "chain_head"):
        for change in ("UPDATE", "DELETE"):
            if (table, change) != ("chain_head", "UPDATE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added'); END"
                )
    for table, same in REPLACEABLE.items():
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - names of our own
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added'); END"
        )


def _postgresql() -> None:
    for statement in POSTGRESQL:
        op.execute(statement)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION register_append_only()"
        )
    op.execute(
        "CREATE TRIGGER chain_head_no_delete BEFORE DELETE OR TRUNCATE ON chain_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION register_append_only()"
    )
