"""Names for files we write: readable Russian that every file system and every bag can hold.

The rule is BagIt's and Windows' together (design, «BagIt»): NFC, none of `<>:"|?*\\/`, no control
characters, no reserved device names, no dot or space at the ends, no two names that differ only
in case.
"""

from __future__ import annotations

import hashlib
import re

from archiver.journal.normal_form import normalized

_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"^(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_MAX_BYTES = 200  # ext4 holds 255 bytes; the rest is for extensions and temporary names
_DIGEST = 8


def safe_name(text: str, limit: int = 120) -> str:
    """`text` as one component of a path, without an extension; never empty, never «.» or «..».

    At most `limit` characters and 200 bytes of UTF-8; what is longer is cut and ends in eight hex
    digits of the whole text's SHA-256, so that two long names stay two. Applying it twice changes nothing.
    """
    spaced = _SPACES.sub(" ", normalized("NFC", text))
    visible = _SPACES.sub(" ", _INVISIBLE.sub("", spaced))  # what stood between two spaces is gone
    name = _FORBIDDEN.sub("-", visible).strip(" .")
    name = normalized("NFC", name)
    if not name:
        name = "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    if len(name) > limit or len(name.encode()) > _MAX_BYTES:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
        name = f"{_shorten(name, limit - _DIGEST - 1)}-{digest}"
    return name


def _shorten(name: str, limit: int) -> str:
    cut = name[: max(limit, 1)].encode()[: _MAX_BYTES - _DIGEST - 1].decode("utf-8", "ignore")
    return cut.rstrip(" .")


class UniqueNames:
    """Hands out names of one folder so that no two are equal, also where case does not count."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str, suffix: str = "", limit: int = 120) -> str:
        """`safe_name(text) + suffix`, or with « (2)», « (3)» … before the suffix if that is taken."""
        base = safe_name(text, limit)
        name, count = base + suffix, 1
        while _folded(name) in self._taken:
            count += 1
            name = f"{base} ({count}){suffix}"
        self._taken.add(_folded(name))
        return name


def _folded(name: str) -> str:
    return normalized("NFC", normalized("NFD", name).casefold())
