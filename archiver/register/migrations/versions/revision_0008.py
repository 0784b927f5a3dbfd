"""Groups of curators, who set a password, and the passwords that were tried."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns, filled from the trail where it tells, and make the table."""
    op.add_column("persons", sa.Column("groups", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("persons", sa.Column("password_set_by", sa.String(), nullable=False, server_default=""))
    _tell_who_set_passwords()
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attempts_whose"), "attempts", ["whose"], unique=False)


def _tell_who_set_passwords() -> None:
    """The last event that changed a password names who did it; without one it was given at the entry."""
    connection = op.get_bind()
    of_person = "SELECT actor, action, detail FROM events WHERE object = :object ORDER BY sequence"
    with_password = "SELECT id FROM persons WHERE password_hash IS NOT NULL"  # noqa: S105 - a query
    for person in connection.execute(sa.text(with_password)).scalars().all():
        setter = ""
        for actor, action, detail in connection.execute(sa.text(of_person), {"object": f"person:{person}"}):
            changed = action == "person.changed" and "password_hash" in json.loads(detail).get("fields", ())
            if action == "person.registered" or changed:
                setter = actor
        connection.execute(
            sa.text("UPDATE persons SET password_set_by = :setter WHERE id = :person"),
            {"setter": setter, "person": person},
        )
