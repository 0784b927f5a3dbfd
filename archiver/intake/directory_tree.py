"""A folder of exports as a tree of files; links never lead out of it."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from archiver.causes import cause
from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.journal.findings import Finding, Place, Severity
from archiver.locale import _
from archiver.settings import Limits

MAX_FILES = 200_000
_MEGABYTE = 1024 * 1024
_SYSTEM_FOLDERS = {"__MACOSX", "$RECYCLE.BIN", "System Volume Information"}


class DirectoryTree:
    """Regular files under `root`; hidden ones and the systems' own are passed over in silence.

    With `only`, a tree of that single file. The list is taken once, at opening.
    """

    def __init__(self, root: Path, limits: Limits, only: str | None = None) -> None:
        self._root = root
        self._limits = limits
        self._only = only
        self._problems: list[Finding] = []
        self._paths: dict[str, Path] = {}
        for path in [root / only] if only is not None else sorted(self._walk(root)):
            if len(self._paths) >= MAX_FILES:
                raise FileRefused(
                    "file.too-many",
                    _("Folder {folder} holds more than {count} files.").format(
                        folder=self.label, count=MAX_FILES
                    ),
                    _("Name the folder that holds only the exports."),
                )
            self._paths[self._displayed(path)] = path
        self._names = tuple(sorted(self._paths))

    def __getstate__(self) -> tuple[Path, Limits, str | None]:
        return self._root, self._limits, self._only

    def __setstate__(self, state: tuple[Path, Limits, str | None]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    @property
    def label(self) -> str:
        """The folder's name, or the file's for a tree of one."""
        return clean_text(os.fsencode(self._only or self._root.resolve().name).decode("utf-8", "replace"))[0]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Links that lead outside and folders that cannot be listed."""
        return tuple(self._problems)

    def names(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return self._names

    def path(self, name: str) -> Path:
        """Where the file lies on disk; KeyError for an unknown name."""
        return self._paths[name]

    def size(self, name: str) -> int:
        """Bytes on disk; 0 when the file has gone since."""
        try:
            return self._paths[name].stat().st_size
        except OSError:
            return 0

    def read(self, name: str) -> bytes:
        """The whole file; FileRefused when it is too large or cannot be read."""
        path = self._paths[name]
        allowed = self._limits.max_file_mb * _MEGABYTE
        try:
            with path.open("rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise unreadable(name, _("not a regular file"))
                data = file.read(allowed + 1) if os.fstat(file.fileno()).st_size <= allowed else None
        except OSError as error:
            raise unreadable(name, cause(error)) from error
        if data is None or len(data) > allowed:
            raise too_large(name, self._limits)
        return data

    def _walk(self, root: Path) -> Iterator[Path]:
        def refused(error: OSError) -> None:
            name = self._displayed(Path(error.filename))
            self._problems.append(unreadable(name, cause(error)).finding(name))

        for folder, folders, files in os.walk(root, onerror=refused, followlinks=False):
            here = Path(folder)
            folders[:] = sorted(
                name for name in folders if not _hidden(name) and not (here / name).is_symlink()
            )
            for name in files:
                path = here / name
                if _hidden(name) or not self._inside(path):
                    continue
                if path.is_file():
                    yield path

    def _inside(self, path: Path) -> bool:
        if not path.is_symlink():
            return True
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            target = None
        if target is not None and target.is_relative_to(self._root.resolve()):
            return True
        name = self._displayed(path)
        self._problems.append(
            Finding(
                "file.link",
                Severity.WARNING,
                _("{file} is a link that leads out of the folder; it was not followed.").format(file=name),
                _("If it is an export, put the file itself into the folder."),
                place=Place(file=name),
            )
        )
        return False

    def _displayed(self, path: Path) -> str:
        """The name as it is shown: UTF-8, NFC, without control characters, and unlike all others."""
        raw = os.fsencode(path.relative_to(self._root).as_posix()).decode("utf-8", "replace")
        base = name = unicodedata.normalize("NFC", clean_text(raw)[0])
        count = 1
        while name in self._paths:
            count += 1
            name = f"{base} ({count})"
        return name


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _SYSTEM_FOLDERS


def too_large(name: str, limits: Limits) -> FileRefused:
    """The refusal of a file over `limits.max_file_mb`."""
    return FileRefused(
        "file.too-large",
        _("File {file} is larger than {limit} MB and was not read.").format(
            file=name, limit=limits.max_file_mb
        ),
        _("Check that it is an export of one group; the limit is [limits] max_file_mb in archiver.toml."),
    )


def unreadable(name: str, reason: str) -> FileRefused:
    """The refusal of a file the system does not let us read."""
    return FileRefused(
        "file.unreadable",
        _("File {file} cannot be read: {reason}.").format(file=name, reason=reason),
        _("Check the rights to the file and that the medium is in order, then run again."),
    )
