"""The form in which names are searched: what a reader takes for the same name is the same text."""

from __future__ import annotations

import unicodedata

from archiver.journal.collation import plain_text
from archiver.journal.normal_form import normalized


def folded(text: str) -> str:
    """`text` without what does not matter to a search: ё and case, й, NFD, quotes, kinds of dash and space.

    All marks over letters go, so «Ё» and «Е», «Й» and «И» meet whichever way they were typed.
    """
    letters = normalized("NFD", plain_text(text).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.split())  # a mark may have stood over a space
