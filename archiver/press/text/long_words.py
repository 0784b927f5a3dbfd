"""Words that no language has: places to break put into them, so that a line of them costs what a line costs.

A word without a place to break is looked at whole for each line of it, and hyphenated in each way there is:
time grows with the cube of its length. Real words end long before; what is left are links, keys and
accidents, which any line may break.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from archiver.press.text.printable import printable

ZERO_SPACE = "\u200b"
"""Where a line may end without a sign; `printable` takes all others away, so these are the press's own."""

_LONGEST = 72
"""Letters without a place to break: more than a word of Russian has, or a SHA-256 (64), which stays whole."""

_PIECE = 4
"""Letters between the places put into such a word: too few for a hyphen, so none is looked for."""

_SPACES = re.compile("  +")
_SPACE = re.compile(r" (?=\w)(?<=[\w.,;:!?] )")
"""Spaces after which a line may end, whatever stands around; at others a bracket or a dash may forbid it."""


@functools.lru_cache(maxsize=20_000)
def settable(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` as it is set on paper, and the characters that no face shows (see `printable`)."""
    shown, missing = printable(text)
    return eased(shown), missing


def eased(text: str) -> str:
    """`text` with places to break where it has none for longer than a word can be."""
    if _sure(text):
        return text
    text = _SPACES.sub(" ", text)  # which is how it is printed
    if _sure(text):
        return text
    from archiver.press.text.breaks import unicode_breaks

    places = [0, *unicode_breaks(text), len(text)]
    return "".join(
        text[first:last] if last - first <= _LONGEST else ZERO_SPACE.join(_pieces(text[first:last]))
        for first, last in pairwise(places)
    )


def _sure(text: str) -> bool:
    """Whether it is plain that no word of the text is too long."""
    return len(text) <= _LONGEST or max(map(len, _SPACE.split(text))) < _LONGEST


def _pieces(word: str) -> Iterator[str]:
    """The word cut after its spaces, and what is still too long between them into short pieces."""
    for part in _BETWEEN_SPACES.findall(word):
        if len(part) <= _LONGEST:
            yield part
            continue
        begin = 0
        for at in range(_PIECE, len(part)):
            # A sign over a letter stays with it, and so do the spaces after a word.
            if at - begin >= _PIECE and not unicodedata.combining(part[at]) and part[at] not in " \u00a0":
                yield part[begin:at]
                begin = at
        yield part[begin:]


_BETWEEN_SPACES = re.compile("[^ \u00a0]*[ \u00a0]+|[^ \u00a0]+")
