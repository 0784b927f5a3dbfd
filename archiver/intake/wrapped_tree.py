"""A tree around another one: what it has nothing to say about is as the inner tree's."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.intake.file_tree import FileTree
from archiver.journal.findings import Finding


@dataclass(frozen=True, slots=True)
class WrappedTree:
    """The questions that no tree around `tree` answers otherwise."""

    tree: FileTree

    @property
    def label(self) -> str:
        """As the tree's."""
        return self.tree.label

    @property
    def problems(self) -> tuple[Finding, ...]:
        """As the tree's."""
        return self.tree.problems

    def names(self) -> tuple[str, ...]:
        """As the tree's."""
        return self.tree.names()
