"""What is written in either keyboard's letters, compared as Russian: «H/A», «ЭKЗ.», «зачёт» and «зачет»."""

from __future__ import annotations

import unicodedata

from archiver.journal.normal_form import normalized

_LOOKALIKES = str.maketrans("aceopxyhkbmtё", "асеорхунквмте")


def folded(text: str) -> str:
    """`text` for comparing: composed, in small letters, е for ё, without what is invisible, all Cyrillic."""
    seen = (one for one in normalized("NFKC", text) if unicodedata.category(one) != "Cf")
    return "".join(seen).casefold().translate(_LOOKALIKES)
