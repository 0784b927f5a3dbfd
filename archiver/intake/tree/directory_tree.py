"""A folder of exports as a tree of files; links never lead out of it."""

from __future__ import annotations

import copy
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.intake.tree.hidden import hidden_at, hidden_finding, is_hidden
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.normal_form import normalized
from archiver.locale import _
from archiver.settings.tables import Limits
from archiver.wording.causes import cause

MAX_FILES = 200_000
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was seen: another size or time of change means that it is another file by now."""

    path: Path
    size: int
    changed: int  # nanoseconds; with the size -1 where the system did not tell

    @classmethod
    def at(cls, path: Path) -> _Seen:
        try:
            found = path.stat()
        except OSError:
            return cls(path, -1, -1)
        return cls(path, found.st_size, found.st_mtime_ns)

    @property
    def known(self) -> bool:
        return self.size >= 0

    def same(self, found: os.stat_result) -> bool:
        return (self.size, self.changed) == (found.st_size, found.st_mtime_ns)


class DirectoryTree:
    """Regular files under `root`; hidden ones and the systems' own are passed over, and named if need be.

    With `only`, a tree of that single file. The list is taken once, at opening.
    """

    def __init__(self, root: Path, limits: Limits, only: str | None = None) -> None:
        root = self._root = root.absolute()  # workers may stand in another folder
        self._limits = limits
        self._only = only
        self._problems: list[Finding] = []
        self._files: dict[str, _Seen] = {}
        self._digests: dict[str, str] = {}
        for path in [root / only] if only is not None else sorted(self._walk(root)):
            if len(self._files) >= MAX_FILES:
                raise FileRefused(
                    "file.too-many",
                    _("Folder {folder} holds more than {count} files.").format(
                        folder=self.label, count=MAX_FILES
                    ),
                    _("Name the folder that holds only the exports."),
                )
            self._files[self._displayed(path)] = _Seen.at(path)
        self._names = tuple(sorted(self._files))

    def narrowed(self, names: Iterable[str]) -> Self:
        """These files alone, as they were seen; KeyError for an unknown name."""
        tree = copy.copy(self)
        tree._files = {name: self._files[name] for name in names}
        tree._names = tuple(sorted(tree._files))
        tree._problems = []
        return tree

    def __getstate__(self) -> dict[str, object]:
        """Digests are shared by all that a tree was narrowed to; another process gets its own files'."""
        known = {name: self._digests[name] for name in self._files if name in self._digests}
        return {**self.__dict__, "_digests": known}

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
        return self._files[name].path

    def size(self, name: str) -> int:
        """Bytes on disk when the tree was opened."""
        return max(0, self._files[name].size)

    def digest(self, name: str) -> str:
        """Hex SHA-256 of the file's bytes."""
        if name not in self._digests:
            self._digests[name] = hashlib.sha256(self.read(name)).hexdigest()
        return self._digests[name]

    def read(self, name: str) -> bytes:
        """The whole file; FileRefused when it is too large, cannot be read or is not as it was seen."""
        seen = self._files[name]
        allowed = self._limits.max_file_mb * _MEGABYTE
        try:
            # Without waiting: a pipe may have taken the place of the file.
            with open(os.open(seen.path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # noqa: PTH123
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode):
                    raise unreadable(name, _("not a regular file"))
                if seen.known and not seen.same(found):
                    raise changed(name)
                if found.st_size > allowed:
                    raise too_large(name, self._limits)
                data = file.read(allowed + 1)
        except FileNotFoundError as error:
            if seen.known:
                raise gone(name) from error
            raise unreadable(name, cause(error)) from error
        except OSError as error:
            raise unreadable(name, cause(error)) from error
        if len(data) > allowed:
            raise too_large(name, self._limits)
        known = self._digests.get(name)
        if known is not None and hashlib.sha256(data).hexdigest() != known:
            raise changed(name)
        return data

    def _walk(self, root: Path) -> Iterator[Path]:
        def refused(error: OSError) -> None:
            path = Path(error.filename)
            name = self.label if path == root else self._displayed(path)
            self._problems.append(unreadable(name, cause(error)).finding(name))

        hidden: list[str] = []
        for folder, folders, files in os.walk(root, onerror=refused, followlinks=False):
            here = Path(folder)
            unseen = [name for name in (*folders, *files) if is_hidden(name)]
            hidden += [self._displayed(path) for name in unseen for path in hidden_at(here / name)]
            folders[:] = sorted(name for name in folders if not is_hidden(name) and not _is_link(here / name))
            for name in files:
                path = here / name
                if is_hidden(name) or not self._inside(path):
                    continue
                try:
                    regular = stat.S_ISREG(path.stat().st_mode)
                except OSError:
                    regular = True  # said when it is read
                if regular:
                    yield path
                else:
                    self._problems.append(_special(self._displayed(path)))
        if hidden:
            self._problems.append(hidden_finding(hidden))

    def _inside(self, path: Path) -> bool:
        if not _is_link(path):
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
        base = name = normalized("NFC", clean_text(raw)[0])
        count = 1
        while name in self._files:
            count += 1
            name = f"{base} ({count})"
        return name


def _is_link(path: Path) -> bool:
    """Whether it is a link; what the system does not tell is said when the file is read."""
    try:
        return path.is_symlink()
    except OSError:
        return False


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


def changed(name: str) -> FileRefused:
    """The refusal of a file that is another than the one looked at: what was judged must be printed."""
    return FileRefused(
        "file.changed",
        _("File {file} was changed while it was being worked on.").format(file=name),
        _("Run again when nobody writes to the folder any more."),
    )


def gone(name: str) -> FileRefused:
    """The refusal of a file that was there when the exports were looked at."""
    return FileRefused(
        "file.gone",
        _("File {file} was taken away while it was being worked on.").format(file=name),
        _("Put the file back into its place and run again."),
    )


def _special(name: str) -> Finding:
    return Finding(
        "file.special",
        Severity.WARNING,
        _("{file} is no file but a pipe, a socket or a device; it was not read.").format(file=name),
        _("If it is an export, put the file itself into the folder."),
        place=Place(file=name),
    )
