"""One deposit at a time: the turn of those who write to media, by its earlier name."""

from __future__ import annotations

from contextlib import AbstractContextManager

from archiver.register.register import Register
from archiver.turn import Turn
from archiver.turn import alone as hold


def alone(register: Register) -> AbstractContextManager[None]:
    """Hold the turn of writing; see archiver.turn."""
    return hold(register, Turn.WRITING)
