"""Exports opened before: which groups there are follows from the files that opening looks into (ADR 0054).

A snapshot is opened by its lists, a folder of reports by every file; where all of them are what they were,
and so are the names of all others, what was found is taken from the memory. What reads them is then not even
loaded before a group is read.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from archiver.disk.memory import Memory
from archiver.intake.exports import Exports, GroupExport, Reading
from archiver.intake.file_tree import FileTree
from archiver.intake.fingerprint import UnknownValueError, fingerprint
from archiver.intake.quarantine import QuarantinedTree
from archiver.intake.refusal import FileRefused
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import AcademicYear
from archiver.process.program import program_digest
from archiver.settings.tables import Settings


@dataclass(frozen=True, slots=True)
class Kept:
    """What a child of this process has read of some files, packed for a later one: the files say the same."""

    packed: Mapping[str, bytes] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Opening:
    """The memory of how exports were opened, and the name this opening has in it."""

    memory: Memory
    name: str

    @classmethod
    def of(
        cls, memory: Memory, tree: FileTree, settings: Settings, year: AcademicYear | None
    ) -> Opening | None:
        """That of `tree`; None where it cannot be named."""
        try:
            digest = fingerprint(
                program_digest(), settings, year, tree.label, tree.names(), list(tree.problems)
            )
        except UnknownValueError:
            return None
        return cls(memory, f"opening-{digest}")

    def recall(self, tree: FileTree) -> Exports | None:
        """What was found before, with the files of `tree`; None where it may be something else now."""
        data = self.memory.recall(self.name)
        if data is None:
            return None
        looked_into, groups, findings, account, taken = pickle.loads(data)  # noqa: S301 - sealed, in a folder of the user's own
        try:
            if any(tree.digest(name) != digest for name, digest in looked_into):
                return None
        except (FileRefused, KeyError):
            return None
        later = (replace(one, tree=tree, read=Later(data, tree.narrowed(one.files))) for one, data in groups)
        return Exports(tuple(later), findings, tree, account, taken)

    def remember(self, found: Exports, looked_into: Iterable[str]) -> None:
        """Remember what was found, if it follows from these files."""
        tree = found.tree
        if any(_is_of_the_day(one) for one in found.findings):
            return
        if isinstance(tree, QuarantinedTree) and tree.condemned:
            return
        if any(group.tree is None or not group.told for group in found.groups):
            return
        try:
            there = set(tree.names()).intersection(looked_into)
            seen = [(name, tree.digest(name)) for name in sorted(there)]
        except FileRefused:
            return
        groups = [
            (replace(group, read=_unread, tree=None), _without_files(group.read)) for group in found.groups
        ]
        told = (seen, groups, found.findings, found.account, found.taken)
        self.memory.remember(self.name, pickle.dumps(told, pickle.HIGHEST_PROTOCOL))


@dataclass(frozen=True, slots=True)
class Later:
    """The reading of a group as it was remembered, of the files as they are now."""

    data: bytes
    tree: FileTree

    def __call__(self) -> Reading:
        """Read the group."""
        read = _Reader(io.BytesIO(self.data), self.tree).load()
        reading: Reading = read()
        return reading


def told_of(group: GroupExport) -> str:
    """The digest of all that reading a group follows from, but for its files; "" where it cannot be told."""
    try:
        return fingerprint(group)
    except UnknownValueError:
        return ""


def _is_of_the_day(found: Finding) -> bool:
    """Whether a finding may be gone the next time though no file is another: rights, limits, a medium."""
    return found.code.startswith("file.") and found.severity is Severity.BLOCKING


def _unread() -> Reading:
    raise TypeError("a remembered group is read by its Later")


class _Writer(pickle.Pickler):
    """Leaves out files and what was read of them."""

    def persistent_id(self, value: Any) -> Any:
        if type(value) is QuarantinedTree:
            return value.names()
        return () if type(value) is Kept else None


class _Reader(pickle.Unpickler):
    """Puts in the files as they are now."""

    def __init__(self, file: io.BytesIO, tree: FileTree) -> None:
        super().__init__(file)
        self.tree = tree

    def persistent_load(self, names: Any) -> Any:
        return self.tree.narrowed(names) if names else Kept()


def _without_files(read: object) -> bytes:
    file = io.BytesIO()
    _Writer(file, pickle.HIGHEST_PROTOCOL).dump(read)
    return file.getvalue()
