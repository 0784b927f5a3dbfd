"""Who holds a turn, in words, and a refusal while anybody does."""

from __future__ import annotations

import sqlalchemy as sa

from archiver.errors import Busy
from archiver.locale import _
from archiver.register.model.turns import Standing
from archiver.register.refusals import explained
from archiver.register.turns import TurnTable


def told(what: str, standing: Standing) -> str:
    """`what` is under way, who does it, and what to do about that."""
    holder = standing.holder
    who = _(
        "It is «{process}» (process {pid}) of the user {login} on the computer {computer}, since {since}."
    ).format(
        process=holder.process,
        pid=holder.pid,
        login=holder.login,
        computer=holder.computer,
        since=f"{standing.since.astimezone():%d.%m.%Y %H:%M}",
    )
    wait = _(
        "Wait until it has finished, and repeat. Should that run be gone, its turn ends by itself within a "
        "minute."
    )
    return f"{what} {who} {wait}"


def refuse_while_held(url: sa.URL) -> None:
    """Raise Busy while any run holds a turn of the register: it would go on with what is no more there."""
    table = TurnTable(url)
    try:
        with explained(url):
            standing = table.standing()
    finally:
        table.close()
    if standing is not None:
        raise Busy(told(_("Another run is working with this register."), standing))
