"""One run at a time: two that write to the same media, or compare one medium, would mislead each other.

A turn is a row of the register, so it is one for all accounts and computers that work with it (ADR 0032).
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from archiver.errors import Busy
from archiver.locale import _
from archiver.register.busy import told
from archiver.register.holder import this_process
from archiver.register.lease import HeldTurn
from archiver.register.model.turns import HeldByAnother, Standing
from archiver.register.register import Register
from archiver.register.turns import LEASE, TurnTable


class Turn(StrEnum):
    """What only one run of a register may do at a time."""

    WRITING = "deposit"
    """Writing to media, or erasing from them: a repair must not put back what an act has just erased."""
    CHECKING = "check"
    """Comparing media: two checks of one medium would count its copies twice."""


@contextlib.contextmanager
def alone(register: Register, turn: Turn, *, lease: dt.timedelta = LEASE) -> Iterator[HeldTurn]:
    """Hold `turn` for this run alone; raises Busy when another run has it, RegisterFailed.

    Inside, every unit of work of `register` and every `register.ask_turn` raise TurnLost once the turn is not
    this run's any more; so does the end of the block. `lease` is the time without renewal after which a run
    that was stopped has lost it.
    """
    with contextlib.ExitStack() as stack:
        table = TurnTable(register.url, lease)
        stack.callback(table.close)
        try:
            held = stack.enter_context(HeldTurn(table, turn.value, this_process()))
        except HeldByAnother as error:
            raise Busy(_taken(turn, error.standing)) from error
        stack.enter_context(register.holding(held))
        yield held


def _taken(turn: Turn, standing: Standing) -> str:
    what = (
        _("A check of the media is under way already.")
        if turn is Turn.CHECKING
        else _("Another run is writing to the media already (a deposit, a repair or a destruction).")
    )
    return told(what, standing)
