"""Opening exports as a tree of files: a folder, a zip, or a single file."""

from __future__ import annotations

import stat
from functools import partial
from pathlib import Path

from archiver.intake.file_tree import FileTree
from archiver.intake.quarantine import apart
from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.intake.tree.directory_tree import DirectoryTree, unreadable
from archiver.intake.tree.zip_tree import ZipTree
from archiver.locale import _
from archiver.settings.tables import Limits

_OPEN_DOCUMENT = {"mimetype", "content.xml"}


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
