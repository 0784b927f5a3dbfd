"""The exports as a tree of named files, wherever they lie: a folder, a zip or a single file.

Names are relative, posix, NFC and fit for a message; contents are read whole and only within
`Limits`. Nothing is ever unpacked to disk and no link leads out of the folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from archiver.intake.directory_tree import DirectoryTree
from archiver.intake.refusal import FileRefused
from archiver.intake.zip_tree import ZipTree
from archiver.journal.findings import Finding
from archiver.settings import Limits

__all__ = ["DirectoryTree", "FileRefused", "FileTree", "ZipTree", "is_plain_zip", "open_tree"]


class FileTree(Protocol):
    """What a reader needs of the exports. Implementations can be pickled and reopen themselves."""

    @property
    def label(self) -> str:
        """How the user knows the tree: the last part of the path given."""

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Files left out of `names()` because their name or place is not acceptable."""

    def names(self) -> tuple[str, ...]:
        """Every file, sorted; the same name always means the same file."""

    def size(self, name: str) -> int:
        """Bytes of the file as declared, before reading it; KeyError for an unknown name."""

    def read(self, name: str) -> bytes:
        """The whole file; FileRefused when it is too large, encrypted, damaged or unreadable."""


def open_tree(path: Path, limits: Limits) -> FileTree:
    """The tree at `path`: a folder, a zip archive by content, or one file as a tree of one.

    Raises FileRefused when `path` cannot be opened at all, FileNotFoundError when it is not there.
    """
    if path.is_dir():
        return DirectoryTree(path, limits)
    path.stat()  # a path that is not there must not be taken for a file that is no export
    if is_plain_zip(path, limits):
        return ZipTree(path, limits)
    return DirectoryTree(path.parent, limits, only=path.name)


def is_plain_zip(path: Path, limits: Limits) -> bool:
    """Whether the file is a zip of exports; a workbook (.xlsx) is a zip too, but one file to us."""
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return False
    except OSError:
        return False  # said when the file is read
    try:
        names = ZipTree(path, limits).names()
    except FileRefused:
        return path.suffix.lower() == ".zip"
    return "[Content_Types].xml" not in names
