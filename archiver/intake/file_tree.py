"""The exports as a tree of named files, wherever they lie: a folder, a zip or a single file.

Names are relative, posix, NFC and fit for a message; contents are read whole and only within
`Limits`. Nothing is ever unpacked to disk and no link leads out of the folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self, runtime_checkable

from archiver.journal.findings import Finding


@runtime_checkable
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

    def digest(self, name: str) -> str:
        """By what the file is known again, without looking into it: hex SHA-256 of its bytes, or of the
        archive it lies in. From then on other bytes are a changed file. FileRefused as `read`.
        """

    def narrowed(self, names: Iterable[str]) -> Self:
        """These files alone; KeyError for an unknown name."""
