"""Texts longer than a page: printed in pieces.

The engine looks at the whole of what is left for each line, so their time would grow with the square of
their length.
"""

from __future__ import annotations

from collections.abc import Iterator

WHOLE = 4_000
"""Characters of a text that is printed in one piece; a page holds less of most."""

_PLACES = " \u200b"
"""After which a text may be cut without a trace: a line may end there, and nothing is drawn nearer."""


def pieces(text: str) -> Iterator[str]:
    """The text in its order, each piece of at most `WHOLE` characters ending where a line may."""
    begin = 0
    while len(text) - begin > WHOLE:
        end = max(text.rfind(place, begin, begin + WHOLE) for place in _PLACES) + 1
        if end <= begin:
            end = begin + WHOLE
        yield text[begin:end]
        begin = end
    yield text[begin:]
