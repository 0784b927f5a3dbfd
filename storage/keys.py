"""The one rule for names under which bytes are stored, on every medium and in every bag.

A name has to survive ext4, NTFS, exFAT, ISO 9660 with Joliet, a bucket, a ZIP, and `sha256sum -c`; so
what any of them cannot carry is refused everywhere. Offences have stable codes:

    empty, absolute, dot-segment, empty-segment, too-long, segment-too-long, not-nfc, forbidden-character,
    control-character, trailing-dot-or-space, leading-space, device-name, reserved,
    undecodable, name-collision
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

from storage.errors import KeyRefused

LONGEST = 240
"""Characters of a key: Windows allows a path of 259, and the drive and the prefix need some."""
LONGEST_BYTES = 1000
"""Bytes of a key in UTF-8: S3 allows 1024 with the store's own prefix."""
LONGEST_SEGMENT = 240
"""Bytes of one name: ext4 allows 255."""
RESERVED = ".archiver-"
"""How names begin that stores use for what is not finished yet."""
_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [port + number for port in ("com", "lpt") for number in "0123456789¹²³"]
)


@functools.lru_cache(1024)  # of one file it is asked again and again: planned, written, read back
def offence_of(key: str) -> str | None:
    """The code of the first rule that `key` breaks, or None when it may be used."""
    if not key:
        return "empty"
    if key.startswith("/"):
        return "absolute"
    strange = not key.isprintable()  # nearly none is: no character of theirs needs a look
    if strange and any("\ud800" <= character <= "\udfff" for character in key):
        return "undecodable"
    if len(key) > LONGEST or len(key.encode()) > LONGEST_BYTES:
        return "too-long"
    if strange and any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in key):
        return "control-character"
    if not _FORBIDDEN.isdisjoint(key):
        return "forbidden-character"
    if not unicodedata.is_normalized("NFC", key):
        return "not-nfc"
    return next(filter(None, map(_offence_of_segment, key.split("/"))), None)


def _offence_of_segment(segment: str) -> str | None:
    if not segment:
        return "empty-segment"
    if segment in {".", ".."}:
        return "dot-segment"
    if len(segment.encode()) > LONGEST_SEGMENT:
        return "segment-too-long"
    if segment[-1] in ". ":
        return "trailing-dot-or-space"
    if segment[0] == " ":
        return "leading-space"
    if segment.split(".", maxsplit=1)[0].rstrip().casefold() in _DEVICES:
        return "device-name"
    if segment.casefold().startswith(RESERVED):
        return "reserved"
    return None


def checked(key: str) -> str:
    """`key` itself; raises KeyRefused with the offence."""
    if offence := offence_of(key):
        raise KeyRefused(key, offence)
    return key


def joined(prefix: str, path: str) -> str:
    """The key of `path` under `prefix` («» is the root of the store)."""
    return f"{prefix}/{path}" if prefix else path


def folded(key: str) -> str:
    """What two keys share when some file system takes them for one name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", key).casefold())


def collision_in(keys: Iterable[str]) -> tuple[str, str] | None:
    """The first two names that some file system takes for one, or None.

    Folders count too: «A/x» beside «a/y» is a collision, and so is «a» beside «a/y». Plainly equal
    keys are not reported.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    known: set[str] = set()
    for key in keys:
        parts = key.split("/")
        for length in range(1, len(parts)):
            folder = "/".join(parts[:length])
            if folder in known:
                continue
            known.add(folder)
            fold = folded(folder)
            if (other := folders.setdefault(fold, folder)) != folder or (other := files.get(fold, "")):
                return other, key
        fold = folded(key)
        if (other := files.setdefault(fold, key)) != key or (other := folders.get(fold, "")):
            return other, key
    return None
