"""What a stranger sees of an archive: the bytes of folders and of the database, nothing the program says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

COMMIT, SEALED = "bagit.txt", "tagmanifest-sha256.txt"


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, links and leftovers of writers too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def bags_below(folder: Path, series: str) -> dict[str, dict[str, bytes]]:
    """The folders of a series on a medium, whole or not: what is in each, by its place on the medium."""
    found: dict[str, dict[str, bytes]] = {}
    for path, content in files_below(folder).items():
        parts = path.split("/")
        if parts[0] == series:
            found.setdefault("/".join(parts[:3]), {})["/".join(parts[3:])] = content
    return found


def seal_of(bag: Mapping[str, bytes]) -> str:
    """The SHA-256 that vouches for a bag."""
    return hashlib.sha256(bag[SEALED]).hexdigest()


def is_whole(bag: Mapping[str, bytes]) -> bool:
    """Whether a folder is a finished bag whose every payload file is as its manifest says."""
    if COMMIT not in bag or "manifest-sha256.txt" not in bag:
        return False
    lines = bag["manifest-sha256.txt"].decode().splitlines()
    told = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    payload = {
        path: hashlib.sha256(content).hexdigest() for path, content in bag.items() if path[:5] == "data/"
    }
    return told == payload


def names_in(database: Path, names: Iterable[str]) -> list[str]:
    """Which of the words stand anywhere in the files of a SQLite database, spelled or folded."""
    content = b"".join(
        path.read_bytes() for path in database.parent.glob(f"{database.name}*") if path.is_file()
    )
    return [word for word in names if any(form.encode() in content for form in (word, word.casefold()))]
