"""Words of a line and the scripts in it: what stands by itself when letters are shaped.

The engine shapes each stretch of one script by itself (UAX 24), and nothing is kerned between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    return list(zip(befores, words, _inside(words, edges_of(text)), strict=False))


def _inside(words: list[str], edges: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The edges in each of the words that follow each other, counted from its begin."""
    at = 0
    for word in words:
        yield tuple(edge - at for edge in edges if at <= edge < at + len(word))
        at += len(word)


def is_mixed(text: str) -> bool:
    """Whether `text` has letters of two scripts."""
    return _OTHER_SCRIPT.search(text) is not None and _CYRILLIC.search(text) is not None


def edges_of(text: str) -> tuple[int, ...]:
    """Where the script changes (UAX 24): letters decide, signs follow, brackets close as they opened.

    The engine shapes each stretch by itself, so nothing is kerned across these places.
    """
    current: int | None = None
    opened: list[tuple[str, int | None]] = []
    edges: list[int] = []
    for at, letter in enumerate(text):
        script: int | None = None
        if _CYRILLIC.match(letter):
            script = 1
        elif _OTHER_SCRIPT.match(letter):
            script = 2
        elif letter in _OPENING:
            opened.append((letter, current))
        elif letter in _PAIRED:
            while opened and opened[-1][0] != _PAIRED[letter]:
                opened.pop()
            script = opened.pop()[1] if opened else None
        if script is not None and script != current:
            if current is not None:
                edges.append(at)
            current = script
            # Brackets opened before the first letter take its script.
            opened = [(sign, script if known is None else known) for sign, known in opened]
    return tuple(edges)
