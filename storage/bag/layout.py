"""What lies where in a bag, and in which order it is written.

`bagit.txt` is written last. Without it no BagIt tool takes a folder for a bag (RFC 8493, 2.1.1), so a bag
whose writing was interrupted never looks whole to anybody; everything before it has been read back by then.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.digests import ALGORITHMS
from storage.errors import BagRefused
from storage.keys import collision_in, offence_of

COMMIT = "bagit.txt"
COMMIT_CONTENT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO = "bag-info.txt"
READ_ME = "ЧИТАТЬ.txt"
PREMIS = "metadata/premis.xml"
PAYLOAD = "data/"
MANIFESTS = {algorithm: f"manifest-{algorithm}.txt" for algorithm in ALGORITHMS}
TAG_MANIFESTS = {algorithm: f"tagmanifest-{algorithm}.txt" for algorithm in ALGORITHMS}
SEALED = TAG_MANIFESTS["sha256"]
"""The file whose SHA-256 is the bag's seal: through it, it vouches for every byte of the bag."""
TAGS = (INFO, READ_ME, PREMIS, *MANIFESTS.values(), COMMIT)
"""The tag files, which the tag manifests list."""

MOST_FILES = 50_000
"""Files of a bag. Ours have dozens; the bound keeps a hostile medium from filling the memory."""
LARGEST_TAG = 16 << 20
"""Bytes of a tag file or manifest that are read; 50,000 lines of SHA-512 fit."""


def parity_prefix(prefix: str) -> str:
    """Where the parity of a bag lies: beside it, for nothing foreign may be in it."""
    return f"{prefix}.par2"


def offence_in(path: str) -> str | None:
    """The code of the rule a path of a bag breaks: the key rule, and no «%», which manifests would encode."""
    return "percent-sign" if "%" in path else offence_of(path)


def check_paths(paths: Iterable[str]) -> None:
    """Refuse payload paths (without «data/») that cannot stand in one bag; raises BagRefused."""
    documents = list(paths)
    paths = [PAYLOAD + path for path in documents]
    if not paths:
        raise BagRefused("data", "empty")
    if len(paths) > MOST_FILES:
        raise BagRefused("data", "too-many-files")
    for path in (*documents, *paths):
        if offence := offence_in(path):
            raise BagRefused(path, offence)
    if len(set(paths)) < len(paths):
        raise BagRefused(next(path for path in paths if paths.count(path) > 1), "named-twice")
    if collision := collision_in(paths):
        raise BagRefused(collision[1], "name-collision")
