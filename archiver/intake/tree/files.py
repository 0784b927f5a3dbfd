"""The exports as a tree of named files, wherever they lie: a folder, a zip or a single file.

Names are relative, posix, NFC and fit for a message; contents are read whole and only within
`Limits`. Nothing is ever unpacked to disk and no link leads out of the folder.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from archiver.intake.quarantine import apart
from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.intake.tree.directory_tree import DirectoryTree, unreadable
from archiver.intake.tree.zip_tree import ZipTree
from archiver.journal.findings import Finding
from archiver.locale import _
from archiver.settings.tables import Limits

__all__ = ["DirectoryTree", "FileRefused", "FileTree", "ZipTree", "open_tree", "opened_zip"]

_OPEN_DOCUMENT = {"mimetype", "content.xml"}


class FileTree(Protocol):
    """What a reader needs of the exports: the files as they were when it was opened.

    Implementations can be pickled; what has been changed or taken away since is refused, wherever it is read.
    """

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
        """The whole file; FileRefused when it is too large, encrypted, damaged, changed or unreadable."""

    def narrowed(self, names: Iterable[str]) -> Self:
        """These files alone; KeyError for an unknown name."""


def open_tree(path: Path, limits: Limits) -> FileTree:
    """The tree at `path`: a folder, a zip archive by content, or one file as a tree of one.

    Raises FileRefused when `path` cannot be opened at all, FileNotFoundError when it is not there.
    """
    if path.is_dir():
        return DirectoryTree(path, limits)
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for without end
        raise unreadable(clean_text(path.name)[0], _("not a regular file"))
    return opened_zip(path, limits) or DirectoryTree(path.parent, limits, only=path.name)


def opened_zip(path: Path, limits: Limits) -> ZipTree | None:
    """The zip of exports at `path`; None for anything else. A workbook is a zip too, but one file to us.

    Raises FileRefused for a damaged or too large file that is named as an archive.
    """
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return None
    except OSError:
        return None  # said when the file is read
    try:
        tree = apart(partial(ZipTree, path, limits), limits)
    except FileRefused:
        if path.suffix.lower() == ".zip":
            raise
        return None
    names = set(tree.names())
    return None if "[Content_Types].xml" in names or names >= _OPEN_DOCUMENT else tree
