"""Words of a line and the scripts in it: what stands by itself when letters are shaped.

The engine shapes each stretch of one script by itself (UAX 24), and nothing is kerned between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat

Key = tuple[str, str, tuple[int, ...]]
"""What a word is shaped by: the letter before it, the word with the space before it, places in it where the
script changes (0 is its begin). Nothing is kerned across these."""

_WORD = re.compile(" ?[^ ]+| ")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_OTHER_SCRIPT = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_PAIRED = {")": "(", "]": "[", "}": "{", ">": "<", "»": "«", "’": "‘", "”": "“", "›": "‹"}
_OPENING = frozenset(_PAIRED.values())


def keys_of(text: str) -> Iterable[Key]:
    """The words of `text` (single spaces only), each with what it is shaped by."""
    words = _WORD.findall(text)
    befores = ["", *[word[-1] for word in words]]
    if not is_mixed(text):
        return zip(befores, words, repeat(()), strict=False)
    scripts = Scripts()
    return [(before, word, scripts.edges(word)) for before, word in zip(befores, words, strict=False)]


def is_mixed(text: str) -> bool:
    """Whether `text` has letters of two scripts."""
    return _OTHER_SCRIPT.search(text) is not None and _CYRILLIC.search(text) is not None


class Scripts:
    """Where the script changes (UAX 24): letters decide, signs follow, brackets close as they opened.

    The engine shapes each stretch by itself, so nothing is kerned across these places. A line is told piece
    by piece, and no letter of it is looked at twice.
    """

    def __init__(self) -> None:
        self._current: int | None = None
        self._opened: list[tuple[str, int | None]] = []

    def edges(self, piece: str) -> tuple[int, ...]:
        """The places in `piece`, which follows the pieces told before, counted from its begin."""
        edges = []
        for at, letter in enumerate(piece):
            script = self._script(letter)
            if script is None or script == self._current:
                continue
            if self._current is not None:
                edges.append(at)
            else:
                # Brackets opened before the first letter take its script.
                self._opened = [(sign, script) for sign, _none in self._opened]
            self._current = script
        return tuple(edges)

    def _script(self, letter: str) -> int | None:
        """The script of a letter, or of what a bracket closes; None for what follows its neighbours."""
        if _CYRILLIC.match(letter):
            return 1
        if _OTHER_SCRIPT.match(letter):
            return 2
        opened = self._opened
        if letter in _OPENING:
            opened.append((letter, self._current))
        elif letter in _PAIRED:
            while opened and opened[-1][0] != _PAIRED[letter]:
                opened.pop()
            return opened.pop()[1] if opened else None
        return None
