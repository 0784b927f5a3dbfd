"""What is written in either keyboard's letters, compared as Russian: «H/A», «ЭKЗ.», «зачёт» and «зачет»."""

from __future__ import annotations

import unicodedata

from archiver.journal.normal_form import normalized

_LOOKALIKES = str.maketrans("aceopxyhkbmtё", "асеорхунквмте")


_ALL_CAPITALS = range(0x1C90, 0x1CC0)
"""Georgian capitals (Mtavruli), in which whole words are set, never a first letter; few faces have them."""


def capital(text: str) -> str:
    """`text` in capitals; Georgian letters stay as they are: no name in Georgian begins with a larger one."""
    return "".join(one if ord(big[0]) in _ALL_CAPITALS else big for one in text for big in [one.upper()])


def in_cyrillic(text: str) -> str:
    """`text` with Latin letters that look like Cyrillic ones made Cyrillic, in small letters.

    A text without any Cyrillic letter or number stays as it is: «Java» is meant to be Latin.
    """
    small = normalized("NFC", text).casefold()
    mixed = any("а" <= one <= "ё" or one.isdecimal() for one in small)
    return small.translate(_LOOKALIKES) if mixed else text


def folded(text: str) -> str:
    """`text` for comparing: composed, in small letters, е for ё, without what is invisible, all Cyrillic."""
    seen = (one for one in normalized("NFKC", text) if unicodedata.category(one) != "Cf")
    return "".join(seen).casefold().translate(_LOOKALIKES)
