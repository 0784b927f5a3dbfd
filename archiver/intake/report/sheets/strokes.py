"""Letters that are struck out: a stroke stands behind each in the text, so that none is taken for live."""

from __future__ import annotations

from collections.abc import Iterable

STROKE = "\N{COMBINING LONG STROKE OVERLAY}"


def stroked(text: str) -> str:
    """The text with every letter struck out; spaces stay."""
    return "".join(letter if letter.isspace() else letter + STROKE for letter in text)


def joined(runs: Iterable[tuple[str, bool]]) -> str | None:
    """The text of runs of letters (text, whether struck); None where nothing of it is struck."""
    pieces = list(runs)
    if not any(struck and text.strip() for text, struck in pieces):
        return None
    return "".join(stroked(text) if struck else text for text, struck in pieces)
