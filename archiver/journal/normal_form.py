"""Unicode normal forms in a time that grows with the text.

Signs over one letter are sorted by pairs, so half a megabyte of them keeps Python busy for an hour. Such a
text is nobody's: it is taken in pieces, which a text of letters does not notice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

_PIECE = 500
"""Characters normalized together; twice as many where no letter begins."""

Form = Literal["NFC", "NFD", "NFKC"]


def normalized(form: Form, text: str) -> str:
    """`text` in a normal form. Of a letter with hundreds of signs over it only stretches are in that form."""
    if len(text) <= _PIECE:
        return unicodedata.normalize(form, text)
    return "".join(unicodedata.normalize(form, piece) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    begin = 0
    while begin < len(text):
        end = min(begin + _PIECE, len(text))
        last = min(end + _PIECE, len(text))
        while end < last and not _begins(text[end]):
            end += 1
        yield text[begin:end]
        begin = end


def _begins(character: str) -> bool:
    """Whether a character never joins the one before it: all of Latin and Cyrillic but signs over letters."""
    return character < "\u0530" and not unicodedata.combining(character)
