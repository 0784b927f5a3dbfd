"""The text of an HTML export, whatever encoding it was saved in.

What the file says of itself comes first; but office programs save cp1251 under a heading that says
UTF-8, so the first reading in which the report's own word «Предмет» appears wins.
"""

from __future__ import annotations

import codecs
import json
import re

_META = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "utf-7")
_WORD = "предмет"
_HEAD = 4096


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding it was read in if that is not what the file says of itself."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), None
    wide = json.detect_encoding(data[:4])  # by the zeros of «<»
    if wide != "utf-8":
        return data.decode(wide, "replace"), None
    declared = _declared(data)
    candidates = dict.fromkeys(name for name in (declared, *_GUESSES) if name)
    readings: list[tuple[str, str]] = []
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _WORD in text.casefold():
            return text, None if encoding == (declared or encoding) else encoding
        readings.append((text, encoding))
    # One broken byte must not turn a whole page of UTF-8 into nonsense.
    for encoding in filter(None, (declared, "utf-8", "cp1251")):
        text = data.decode(encoding, "replace")
        if _WORD in text.casefold():
            return text, None if encoding == (declared or encoding) else encoding
    # The word itself may be what is broken: then the rest is still best read as the file says.
    if declared or not readings:
        return data.decode(declared or "cp1251", "replace"), None
    return readings[0][0], None


def _declared(data: bytes) -> str | None:
    found = _META.search(data[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        return None
    # A single-byte heading cannot say UTF-16, and codecs such as «base64» are no text.
    return None if name.startswith(("utf-16", "utf-32")) or not _is_text(name) else name


def _is_text(name: str) -> bool:
    try:
        return isinstance(b"".decode(name), str) and "ascii" not in name
    except (LookupError, ValueError):
        return False
