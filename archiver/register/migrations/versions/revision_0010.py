"""Holds are never deleted and never changed, but for being lifted once: triggers."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

SAME = ("id", "file_id", "document", "author", "placed_at", "reason")
"""What no statement may change of a hold."""


def upgrade() -> None:
    """Make the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in SAME)
        op.execute(
            "CREATE OR REPLACE FUNCTION register_hold_lifted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL OR {changed} THEN "
            "RAISE EXCEPTION 'holds: a hold is only lifted, once'; END IF; RETURN NEW; END $$"
        )
        for name in ("holds_only_lifted", "holds_no_delete"):
            op.execute(f"DROP TRIGGER IF EXISTS {name} ON holds")
        op.execute(
            "CREATE TRIGGER holds_only_lifted BEFORE UPDATE ON holds "
            "FOR EACH ROW EXECUTE FUNCTION register_hold_lifted()"
        )
        op.execute(
            "CREATE TRIGGER holds_no_delete BEFORE DELETE OR TRUNCATE ON holds "
            "FOR EACH STATEMENT EXECUTE FUNCTION register_append_only()"
        )
        return
    for name in ("holds_only_lifted", "holds_no_delete", "holds_no_replace"):
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in SAME)
    op.execute(
        "CREATE TRIGGER holds_only_lifted BEFORE UPDATE ON holds "
        f"WHEN OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL OR {changed} "
        "BEGIN SELECT RAISE(ABORT, 'holds: a hold is only lifted, once'); END"
    )
    refuse = "BEGIN SELECT RAISE(ABORT, 'holds: rows are only added'); END"
    op.execute(f"CREATE TRIGGER holds_no_delete BEFORE DELETE ON holds {refuse}")
    op.execute(
        "CREATE TRIGGER holds_no_replace BEFORE INSERT ON holds "  # noqa: S608 - names of our own
        f"WHEN EXISTS (SELECT 1 FROM holds WHERE id = NEW.id) {refuse}"
    )
