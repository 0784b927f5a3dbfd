"""What Alembic runs: on the connection it was given, in that connection's transaction."""

from __future__ import annotations

from alembic import context

from archiver.register.schema import VERSION_TABLE
from archiver.register.tables import METADATA
from archiver.register.tables.base import say_partial_to_postgresql

say_partial_to_postgresql()
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
