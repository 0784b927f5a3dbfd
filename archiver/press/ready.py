"""What was made ready when the program was set up: fonts cut, forms and plates read back and proven.

Most of the first binder of a new machine was spent on what is the same on every machine with these versions.
Set-up makes it once (`tools/make_ready.py`) and leaves it here, under the digests of all it rests on; what
has changed since is not found, and is made anew in the user's cache. It is no part of the wheel: the subsets
of the fonts must not be distributed (ADR 0007).
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_name("made")
"""Laid out as the user's cache folder is; it may not be there."""


def place(*names: str) -> Path:
    """Where what is called so would lie."""
    return FOLDER.joinpath(*names)
