"""Hidden files that may be exports: passed over like all hidden ones, but named, for nobody sees them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import ngettext

SYSTEM_FOLDERS = frozenset({"__MACOSX", "$RECYCLE.BIN", "System Volume Information"})

_SUFFIXES = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".html", ".htm", ".mht", ".json", ".zip"})
# Locks of offices («~$…», with the name of who opened it) and AppleDouble files («._…») begin otherwise.
_STARTS = (b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"), b"{", b"[", b"<")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OWN = ".archiver-"
"""What the program itself leaves: the record of a sample, unfinished files of a run that was killed."""
_HEAD = 64
_MOST = 2_000
_NAMED = 5


def is_hidden(name: str) -> bool:
    """Whether a file or folder is hidden, a lock of an office, or a system's own."""
    return name.startswith((".", "~$")) or name in SYSTEM_FOLDERS


def may_be_export(name: str, head: bytes) -> bool:
    """Whether a file of this name that begins so may be an export."""
    if PurePosixPath(name).name.startswith(_OWN):
        return False
    for mark in _MARKS:
        head = head.removeprefix(mark)
    start = head.replace(b"\0", b"").lstrip()
    return PurePosixPath(name).suffix.lower() in _SUFFIXES and start.startswith(_STARTS)


def hidden_at(path: Path) -> Iterator[Path]:
    """The hidden file at `path` if it may be an export; of a hidden folder the first such file."""
    if path.name in SYSTEM_FOLDERS:
        return
    for file in islice(_files(path), _MOST):
        try:
            with file.open("rb") as opened:
                head = opened.read(_HEAD)
        except OSError:
            continue
        if may_be_export(file.name, head):
            yield file
            return


def _files(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        return
    if path.is_file():
        yield path
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith(".git"))
        yield from (Path(folder) / name for name in sorted(files) if (Path(folder) / name).is_file())


def hidden_finding(names: Iterable[str]) -> Finding:
    """The one note about them."""
    every = sorted(names)
    shown = ", ".join(every[:_NAMED]) + (" …" if len(every) > _NAMED else "")
    message = ngettext(
        "{count} hidden file or folder looks like an export and was not read: {files}.",
        "{count} hidden files and folders look like exports and were not read: {files}.",
        len(every),
    ).format(count=len(every), files=shown)
    return finding("file.hidden", message, place=Place(file=every[0]))
