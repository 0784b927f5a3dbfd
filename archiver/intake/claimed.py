"""What files were found to be when they were looked into before, by their digests (ADR 0054)."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archiver.disk.memory import Memory
from archiver.intake.file_tree import FileTree
from archiver.intake.fingerprint import fingerprint
from archiver.intake.refusal import FileRefused
from archiver.process.program import program_digest


@dataclass(frozen=True, slots=True)
class Claimed:
    """The memory of the files of one folder that are looked into in one way, and its name."""

    memory: Memory
    name: str

    @classmethod
    def of(cls, memory: Memory, tree: FileTree, *how: object) -> Claimed:
        """That of `tree`, of files looked into as told."""
        return cls(memory, f"claimed-{fingerprint(program_digest(), tree.label, *how)}")

    def recall(self, tree: FileTree, names: Iterable[str]) -> dict[str, Any]:
        """What was found in those of the files that are what they were."""
        data = self.memory.recall(self.name)
        if data is None:
            return {}
        before: Mapping[str, tuple[str, Any]] = pickle.loads(data)  # noqa: S301 - sealed, the user's own
        found = {}
        for name in names:
            digest, told = before.get(name, ("", None))
            if digest and digest == _digest(tree, name):
                found[name] = told
        return found

    def remember(self, tree: FileTree, found: Mapping[str, Any]) -> None:
        """Remember what was found in each of these files."""
        told = {name: (_digest(tree, name), one) for name, one in found.items()}
        self.memory.remember(self.name, pickle.dumps(told, pickle.HIGHEST_PROTOCOL))


def _digest(tree: FileTree, name: str) -> str:
    try:
        return tree.digest(name)
    except FileRefused:
        return ""
