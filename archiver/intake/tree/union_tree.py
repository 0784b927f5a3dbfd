"""A folder of exports with the zips in it opened in their places: «ИС-21.zip/services/…»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.intake.file_tree import FileTree
from archiver.intake.refusal import FileRefused
from archiver.intake.tree.directory_tree import DirectoryTree
from archiver.intake.tree.opening import open_tree, opened_zip
from archiver.journal.findings import Finding
from archiver.settings.tables import Limits


@dataclass(frozen=True, slots=True)
class UnionTree:
    """Trees side by side: the names of each begin with its prefix. Values only, so it can be pickled."""

    label: str
    trees: tuple[tuple[str, FileTree], ...]
    problems: tuple[Finding, ...]
    left_out: frozenset[str] = frozenset()

    def names(self) -> tuple[str, ...]:
        """Every file of every tree, sorted; the zips themselves are not among them."""
        found = (prefix + name for prefix, tree in self.trees for name in tree.names())
        return tuple(sorted(name for name in found if name not in self.left_out))

    def size(self, name: str) -> int:
        """Bytes as declared."""
        tree, inner = self._find(name)
        return tree.size(inner)

    def read(self, name: str) -> bytes:
        """The whole file; FileRefused as the tree it lies in says."""
        tree, inner = self._find(name)
        return tree.read(inner)

    def digest(self, name: str) -> str:
        """As the tree it lies in says."""
        tree, inner = self._find(name)
        return tree.digest(inner)

    def narrowed(self, names: Iterable[str]) -> UnionTree:
        """These files alone; KeyError for an unknown name."""
        wanted: dict[int, list[str]] = {}
        for name in names:
            at, inner = self._locate(name)
            wanted.setdefault(at, []).append(inner)
        trees = tuple((self.trees[at][0], self.trees[at][1].narrowed(wanted[at])) for at in sorted(wanted))
        return UnionTree(self.label, trees, (), self.left_out if len(trees) > 1 else frozenset())

    def _find(self, name: str) -> tuple[FileTree, str]:
        at, inner = self._locate(name)
        return self.trees[at][1], inner

    def _locate(self, name: str) -> tuple[int, str]:
        for at in reversed(range(len(self.trees))):
            prefix = self.trees[at][0]
            if name.startswith(prefix) and (prefix or name not in self.left_out):
                return at, name[len(prefix) :]
        raise KeyError(name)


def open_exports_tree(path: Path, limits: Limits) -> FileTree:
    """The tree at `path`; a folder's zips are opened in place, one level deep.

    Raises FileRefused and FileNotFoundError like `open_tree`. A zip that cannot be opened is one of
    `problems`, and none of `names()`.
    """
    outer = open_tree(path, limits)
    if not isinstance(outer, DirectoryTree):
        return outer
    trees: list[tuple[str, FileTree]] = [("", outer)]
    problems = list(outer.problems)
    zips = []
    for name in outer.names():
        try:
            inner = opened_zip(outer.path(name), limits)
        except FileRefused as refused:
            problems.append(refused.finding(name))
            zips.append(name)
            continue
        if inner is not None:
            zips.append(name)
            trees.append((f"{name}/", inner))
            problems += _inside(name, inner.problems)
    return UnionTree(outer.label, tuple(trees), tuple(problems), frozenset(zips)) if zips else outer


def _inside(name: str, problems: Sequence[Finding]) -> list[Finding]:
    """Problems of a zip's members, placed at the zip as the folder names it."""
    return [replace(one, place=replace(one.place, file=name)) for one in problems]
