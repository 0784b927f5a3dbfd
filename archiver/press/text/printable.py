"""Text as it can be printed: composed letters, and every character that no face shows made visible."""

from __future__ import annotations

import functools
import re
import unicodedata

from archiver.journal.normal_form import normalized
from archiver.press import fonts

# Invisible on paper by their nature: soft hyphen, zero-width space, word joiner, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_STACKED = 4
"""Signs over one letter that are set: Vietnamese and the phonetic alphabets have three at most."""
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


@functools.lru_cache(maxsize=20_000)
def printable(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` for the page, and the characters no shipped face shows, each once, in order.

    Letters are composed (NFC: «и» and a breve become «й»); line breaks and tabs become spaces; what
    cannot be shown becomes ⟨U+4E2D⟩, so that nothing of a source is lost or turned into a box.
    Control and direction characters are among those: they could make a page say something else; so are
    signs over a letter that has many: they would cover the lines above it.
    """
    if not _unusual().search(text):
        return text, ()
    composed = _INVISIBLE.sub("", _SPACES.sub(" ", normalized("NFC", text)))
    unshown = _unshown().findall(composed)
    if not unshown:
        return composed, ()
    return _unshown().sub(_name, composed), tuple(dict.fromkeys(unshown))


def _name(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"


@functools.cache
def _unshown() -> re.Pattern[str]:
    known = [chr(point) for point in sorted(fonts.repertoire())]
    shown = "".join(map(re.escape, known))
    signs = "".join(sign for sign in known if unicodedata.combining(sign))
    return re.compile(f"[^{shown}]|(?<=[{signs}]{{{_STACKED}}})[{signs}]")


@functools.cache
def _unusual() -> re.Pattern[str]:
    """What is not a letter or sign that stands for itself, whatever letters stand beside it."""
    itself = (
        chr(point)
        for point in fonts.repertoire()
        if unicodedata.category(chr(point))[0] not in "MC" and unicodedata.is_normalized("NFC", chr(point))
    )
    return re.compile(f"[^{''.join(map(re.escape, sorted(itself)))}]")
