"""A tree that notes which of its files were looked into: what was found follows from these alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from archiver.intake.wrapped_tree import WrappedTree


@dataclass(frozen=True, slots=True)
class NotingTree(WrappedTree):
    """`tree`, and the names of files whose size or content was asked for, of what is narrowed too."""

    noted: set[str] = field(default_factory=set)

    def size(self, name: str) -> int:
        """As the tree's."""
        self.noted.add(name)
        return self.tree.size(name)

    def read(self, name: str) -> bytes:
        """As the tree's."""
        self.noted.add(name)
        return self.tree.read(name)

    def digest(self, name: str) -> str:
        """As the tree's."""
        self.noted.add(name)
        return self.tree.digest(name)

    def narrowed(self, names: Iterable[str]) -> NotingTree:
        """These files alone."""
        return NotingTree(self.tree.narrowed(names), self.noted)
