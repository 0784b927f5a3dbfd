"""The Alembic tree of the register, inside the package so that an installed program can use it."""
