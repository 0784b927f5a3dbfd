"""Takes from a run the turn it holds, as another run does once the first has been stopped for too long."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.register.register import Register
from archiver.register.tables.turns import turns


def steal(register: Register) -> None:
    """Give every turn that is held to somebody else."""
    with register.engine.begin() as connection:
        taken = sa.update(turns).where(turns.c.until.is_not(None)).values(token=turns.c.token + 1)
        assert connection.execute(taken).rowcount
