"""bag-info.txt: what the bag is, in labels and values (RFC 8493, 2.2.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from storage.bag.layout import INFO
from storage.errors import BagRefused

OXUM = "Payload-Oxum"
"""Bytes and number of payload files, «bytes.files»; written by us, never taken from the caller."""
WIDTH = 79
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")

Pairs = Sequence[tuple[str, str]]


def encode(pairs: Pairs, *, size: int, count: int) -> bytes:
    """The file, in the caller's order, with the oxum at its end; white space in values is made single spaces.

    Raises BagRefused for labels and values that could be read as something else: bad-label, empty-value,
    control-character, not-nfc.
    """
    lines = []
    for label, value in pairs:
        if not _LABEL.fullmatch(label) or label.casefold() == OXUM.casefold():
            raise BagRefused(f"{INFO}: {label}", "bad-label")
        lines += _folded(label, _checked(label, value))
    lines.append(f"{OXUM}: {size}.{count}")
    return "".join(f"{line}\n" for line in lines).encode()


def _checked(label: str, value: str) -> list[str]:
    if not unicodedata.is_normalized("NFC", value):
        raise BagRefused(f"{INFO}: {label}", "not-nfc")
    words = value.split()
    if not words:
        raise BagRefused(f"{INFO}: {label}", "empty-value")
    if not all(word.isprintable() for word in words):  # split at all white space: what is left are controls
        raise BagRefused(f"{INFO}: {label}", "control-character")
    return words


def _folded(label: str, words: list[str]) -> list[str]:
    lines = [f"{label}: {words[0]}"]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    return lines


def parse(content: bytes) -> tuple[tuple[str, str], ...]:
    """Labels and unfolded values in order; raises BagRefused (malformed) when it is no such file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BagRefused(INFO, "not-utf-8") from None
    pairs = []
    for line in re.sub(r"\r?\n[ \t]+", " ", text).splitlines():
        label, colon, value = line.partition(":")
        if not colon:
            raise BagRefused(INFO, "malformed")
        pairs.append((label.strip(), value.strip()))
    return tuple(pairs)


def value_of(pairs: Pairs, label: str) -> str | None:
    """The first value of a label."""
    return next((value for name, value in pairs if name.casefold() == label.casefold()), None)


def oxum_of(pairs: Pairs) -> tuple[int, int] | None:
    """Bytes and files the bag says it has, or None when it says nothing that can be read."""
    found = re.fullmatch(r"(\d{1,18})\.(\d{1,9})", value_of(pairs, OXUM) or "")
    return (int(found[1]), int(found[2])) if found else None
