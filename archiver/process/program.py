"""Which program this is: everything installed that decides what it makes of the same input."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from importlib.resources import files

_PACKAGES = ("archiver", "retention", "templates")
_PASSED_OVER = (".pyc", ".po")


@functools.cache
def program_digest() -> str:
    """Hex SHA-256 of the program's files, of the names and versions of what is installed, of the language.

    Its own version says less: of a working copy it stays the same while the code changes.
    """
    total = hashlib.sha256(f"{sys.version}\n{os.environ.get('ARCHIVER_LANG', '')}\n".encode())
    for name in _installed():
        total.update(f"{name}\n".encode("utf-8", "surrogateescape"))
    for package in _PACKAGES:
        root = str(files(package))
        for path in sorted(_files(root)):
            with open(path, "rb") as file:  # noqa: PTH123 - a thousand of them at every start
                text = file.read()
            total.update(f"{path[len(root) :]} {len(text)}\n".encode("utf-8", "surrogateescape"))
            total.update(text)
    return total.hexdigest()


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir():
                if one.name != "__pycache__":
                    yield from _files(one.path)
            elif not one.name.endswith(_PASSED_OVER):
                yield one.path


def _installed() -> list[str]:
    """«pydantic-2.11.1.dist-info», in order; what cannot be listed has nothing installed."""
    found = set[str]()
    for folder in sys.path:
        try:
            found.update(name for name in os.listdir(folder or ".") if name.endswith("-info"))  # noqa: PTH208
        except OSError:
            continue
    return sorted(found)
