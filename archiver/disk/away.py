"""How a file that the program keeps for itself goes: its name alone, or its bytes before it."""

from __future__ import annotations

import os
from collections.abc import Callable

Away = Callable[[int, str], object]
"""Removes a file of an open folder by its name; raises OSError."""


def unlinked(folder: int, name: str) -> None:
    """Only the name goes."""
    os.unlink(name, dir_fd=folder)
