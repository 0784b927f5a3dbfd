"""The calculator shares nothing with the program: what it judges must not be its own judge."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

READERS_OF_PAPERS = {"openpyxl", "pypdf"}
OWN = sorted(path for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_"))


def imported(path: Path) -> set[str]:
    """First words of everything the file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


def test_it_imports_nothing_of_ours() -> None:
    assert len(OWN) > 10
    allowed = set(sys.stdlib_module_names) - {"importlib", "runpy", "subprocess"}
    allowed |= READERS_OF_PAPERS | {path.stem for path in OWN}
    assert {path.name: imported(path) - allowed for path in OWN if imported(path) - allowed} == {}
    assert not any("__import__" in path.read_text(encoding="utf-8") for path in OWN)


def test_what_it_counts_from_reads_no_papers() -> None:
    """The two sides do not know each other: only `printed_*` read papers, and they count nothing."""
    for path in OWN:
        names = imported(path)
        if path.stem.startswith("printed_"):
            assert not any(name.startswith(("counted_", "raw_", "drawn_")) for name in names), path.name
        else:
            assert not names & READERS_OF_PAPERS, path.name
            assert not any(name.startswith("printed_") for name in names), path.name
