"""Names for files we write: readable Russian that every file system and every bag can hold.

The rule is BagIt's and Windows' together (design, «BagIt»): NFC, none of `<>:"|?*\\/`, no control
characters, no reserved device names, no dot or space at the ends, no two names that differ only
in case.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from archiver.journal.normal_form import normalized

_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"^(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_MAX_BYTES = 200  # ext4 holds 255 bytes; the rest is for extensions and temporary names
_DIGEST = 8
_MARKS = (6, 12, 24, 64)
"""Hex digits that tell colliding names apart: more only where so few do not."""


def safe_name(text: str, limit: int = 120) -> str:
    """`text` as one component of a path, without an extension; never empty, never «.» or «..».

    At most `limit` characters and 200 bytes of UTF-8; what is longer is cut and ends in eight hex
    digits of the whole text's SHA-256, so that two long names stay two. Applying it twice changes nothing.
    Names in bags are made so, one by one. Where all names of a folder are known together, `distinct_names`
    spares people the digits.
    """
    name = _allowed(text)
    if len(name) > limit or len(name.encode()) > _MAX_BYTES:
        name = f"{_shorten(name, limit - _DIGEST - 1, _MAX_BYTES - _DIGEST - 1)}-{_digits(text, _DIGEST)}"
    return name


def plain_name(text: str, limit: int = 120) -> str:
    """`text` as one component of a path, as `safe_name`, but what is too long is merely cut.

    At most twice `limit` bytes of UTF-8 too, so that there is room for what is put around it.
    """
    return _shorten(_allowed(text), limit, _most_bytes(limit))


def distinct_names(texts: Iterable[str], limit: int = 120) -> dict[str, str]:
    """The `plain_name` of each text; of those that would get one name, each ends in digits of its own text.

    «ТМ-21-1 (3f9a2c)»; they are told apart also for a disk that ignores case. What a text gets depends on
    which texts there are, never on their order.
    """
    names = {text: plain_name(text, limit) for text in texts}
    for digits in _MARKS:
        counts = Counter(map(folded, names.values()))
        collide = [text for text, name in names.items() if counts[folded(name)] > 1]
        if not collide:
            break
        for text in collide:
            mark = f" ({_digits(text, digits)})"
            room = _most_bytes(limit) - len(mark)
            names[text] = f"{_shorten(_allowed(text), limit - len(mark), room)}{mark}"
    return names


def _allowed(text: str) -> str:
    """`text` without what a file system refuses, however long."""
    spaced = _SPACES.sub(" ", normalized("NFC", text))
    visible = _SPACES.sub(" ", _INVISIBLE.sub("", spaced))  # what stood between two spaces is gone
    name = _FORBIDDEN.sub("-", visible).strip(" .")
    name = normalized("NFC", name)
    if not name:
        name = "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    return name


def _shorten(name: str, limit: int, most_bytes: int) -> str:
    cut = name[: max(limit, 1)].encode()[: max(most_bytes, 4)].decode("utf-8", "ignore")
    return cut.rstrip(" .")


def _most_bytes(limit: int) -> int:
    return min(2 * limit, _MAX_BYTES)


def _digits(text: str, count: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:count]


class UniqueNames:
    """Hands out names of one folder so that no two are equal, also where case does not count."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str, suffix: str = "", limit: int = 120) -> str:
        """`plain_name(text) + suffix`, or with « (2)», « (3)» … before the suffix if that is taken."""
        base = plain_name(text, limit)
        name, count = base + suffix, 1
        while folded(name) in self._taken:
            count += 1
            name = f"{base} ({count}){suffix}"
        self._taken.add(folded(name))
        return name


def folded(name: str) -> str:
    """What two names have in common that are one name on a disk that ignores case or composition."""
    return normalized("NFC", normalized("NFD", name).casefold())
