"""A zip of exports as a tree of files, read in place: nothing is ever unpacked to disk."""

from __future__ import annotations

import copy
import hashlib
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self
from zipfile import ZipFile, ZipInfo

from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.intake.tree.directory_tree import MAX_FILES, changed, gone, too_large, unreadable
from archiver.intake.tree.hidden import SYSTEM_FOLDERS, hidden_finding, is_hidden, may_be_export
from archiver.intake.tree.zip_gaps import holds_unlisted
from archiver.journal.findings import Finding
from archiver.journal.normal_form import normalized
from archiver.locale import _
from archiver.settings.tables import Limits
from archiver.wording.causes import cause

_MEGABYTE = 1024 * 1024
_UTF8 = 0x800
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"^[A-Za-z]:")


class _Member(NamedTuple):
    """Where a member stands among those that the archive lists, and its unpacked bytes as declared there.

    A `ZipInfo` costs ten times as much to hand to another process.
    """

    place: int
    size: int


class ZipTree:
    """The members of the archive at `path`; FileRefused when it is damaged or would unpack too large."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path.absolute()  # workers may stand in another folder
        self._limits = limits
        self._members: dict[str, _Member] = {}
        self._problems: list[Finding] = []
        self._seen = self._stamp()
        archive = self._archive()
        self._list(archive.infolist())
        if holds_unlisted(archive):
            raise _unlisted(self.label)
        self._names = tuple(sorted(self._members))

    def narrowed(self, names: Iterable[str]) -> Self:
        """These members alone; KeyError for an unknown name."""
        tree = copy.copy(self)
        tree._members = {name: self._members[name] for name in names}
        tree._names = tuple(sorted(tree._members))
        tree._problems = []
        return tree

    @property
    def label(self) -> str:
        """The archive's file name."""
        return clean_text(os.fsencode(self._path.name).decode("utf-8", "replace"))[0]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Members whose name is refused."""
        return tuple(self._problems)

    def names(self) -> tuple[str, ...]:
        """Every member that is a file, sorted."""
        return self._names

    def size(self, name: str) -> int:
        """Unpacked bytes as the archive declares them."""
        return self._members[name].size

    def digest(self, name: str) -> str:  # noqa: ARG002 - whichever
        """Hex SHA-256 of the archive: its members are looked at by a child alone (ADR 0031)."""
        try:
            if self._stamp() != self._seen:
                raise changed(self.label)
            return _digest(self._path, self._seen)
        except FileNotFoundError as error:
            raise gone(self.label) from error
        except OSError as error:
            raise unreadable(self.label, cause(error)) from error

    def read(self, name: str) -> bytes:
        """The whole member; FileRefused when encrypted, damaged, or larger than allowed or declared."""
        place = self._members[name].place
        archive = self._archive()
        member = archive.infolist()[place]
        if member.flag_bits & _ENCRYPTED:
            raise FileRefused(
                "file.encrypted",
                _("File {file} in archive {archive} is protected by a password.").format(
                    file=name, archive=self.label
                ),
                _("Pack the exports again without a password."),
            )
        allowed = self._limits.max_file_mb * _MEGABYTE
        if member.file_size > allowed:
            raise too_large(name, self._limits)
        try:
            with archive.open(member) as file:
                data = file.read(allowed + 1)
        except (FileRefused, MemoryError):
            raise
        except OSError as error:
            if error.errno is None:  # lzma's and bz2's word for damage
                raise _damaged(name, self.label) from error
            raise unreadable(name, cause(error)) from error
        except Exception as error:  # every method of packing has errors of its own
            raise _damaged(name, self.label) from error
        if len(data) > allowed:
            raise too_large(name, self._limits)
        if len(data) != member.file_size:
            raise _damaged(name, self.label)
        return data

    def _stamp(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_size, found.st_mtime_ns

    def _archive(self) -> ZipFile:
        """The open archive, which must still be the one whose members were listed."""
        try:
            if self._stamp() != self._seen:
                raise changed(self.label)
            return _opened(self._path, self._seen, os.getpid())
        except FileNotFoundError as error:
            raise gone(self.label) from error
        except OSError as error:
            if error.errno is not None:
                raise unreadable(self.label, cause(error)) from error
            raise _broken(self.label) from error
        except (FileRefused, MemoryError):
            raise
        except Exception as error:  # a directory of members can be wrong in more ways than zipfile foresees
            raise _broken(self.label) from error

    def _list(self, members: list[ZipInfo]) -> None:
        declared = sum(member.file_size for member in members)
        if declared > self._limits.max_unpacked_mb * _MEGABYTE or len(members) > MAX_FILES:
            raise FileRefused(
                "file.too-large",
                _("Archive {archive} would unpack to {size} MB in {count} files and was not opened.").format(
                    archive=self.label, size=declared // _MEGABYTE, count=len(members)
                ),
                _("If the archive is right, raise [limits] max_unpacked_mb in archiver.toml."),
            )
        hidden = []
        for place, member in enumerate(members):
            name = member_name(member)
            if _passed_over(name):
                if self._may_be_export(name, member):
                    hidden.append(name)
                continue
            if name.endswith("/"):
                if member.file_size:
                    self._problems.append(_damaged(clean_text(name)[0], self.label).finding(self.label))
                continue
            if not _acceptable(name, member) or name in self._members:
                self._problems.append(self._refused_name(name))
            else:
                self._members[name] = _Member(place, member.file_size)
        if hidden:
            self._problems.append(hidden_finding(hidden))

    def _may_be_export(self, name: str, member: ZipInfo) -> bool:
        """Whether a hidden member may be an export; what cannot be looked into is nobody's."""
        if SYSTEM_FOLDERS & set(name.split("/")) or clean_text(name) != (name, False):
            return False
        try:
            with self._archive().open(member) as file:
                return may_be_export(name, file.read(64))
        except Exception:
            return False

    def _refused_name(self, name: str) -> Finding:
        shown = clean_text(name)[0][:120]
        return FileRefused(
            "file.name",
            _("Archive {archive} holds a file whose name is not acceptable: «{file}».").format(
                archive=self.label, file=shown
            ),
            _("Such names lead out of the archive or occur twice. Pack the exports again from their folder."),
        ).finding(self.label)


def member_name(member: ZipInfo) -> str:
    """The name as its packer meant it: names without the UTF-8 flag are UTF-8 or, from Windows, cp866.

    `zipfile` has decoded them as cp437, which loses nothing and is undone here.
    """
    name = member.filename
    if not member.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866", "replace")
    return normalized("NFC", name.replace("\\", "/")).removeprefix("./")


def _acceptable(name: str, member: ZipInfo) -> bool:
    parts = name.split("/")
    plain = not name.startswith("/") and not _DRIVE.match(name) and ".." not in parts and "" not in parts
    is_link = (member.external_attr >> 28) == 0xA  # S_IFLNK: its content is a path, not an export
    return plain and not is_link and "\0" not in member.orig_filename and clean_text(name) == (name, False)


def _passed_over(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" in parts[:-1] or any(
        is_hidden(part) and part not in (".", "..") for part in parts if part not in SYSTEM_FOLDERS
    )


def _damaged(name: str, archive: str) -> FileRefused:
    return FileRefused(
        "file.broken",
        _("File {file} in archive {archive} is damaged.").format(file=name, archive=archive),
        _("Copy or download the archive again."),
    )


def _unlisted(archive: str) -> FileRefused:
    return FileRefused(
        "file.broken",
        _("Archive {archive} holds files that its own list does not name.").format(archive=archive),
        _("Pack the exports again: an archive put together from two is read by no program to its end."),
    )


def _broken(archive: str) -> FileRefused:
    return FileRefused(
        "file.broken",
        _("Archive {archive} is damaged or not complete.").format(archive=archive),
        _("Copy or download the archive again."),
    )


@lru_cache(maxsize=2)
def _opened(path: Path, stamp: tuple[int, int], process: int) -> ZipFile:  # noqa: ARG001 - parts of the key
    """The archive, its directory read once a process: a forked one would share the file's position."""
    return ZipFile(path)


@lru_cache(maxsize=64)
def _digest(path: Path, stamp: tuple[int, int]) -> str:  # noqa: ARG001 - a part of the key
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
