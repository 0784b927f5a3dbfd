"""The style the project keeps: ruff, mypy strict, file sizes, one direction of imports."""

from __future__ import annotations

import ast
import sys

import pytest

from repository import PACKAGES, ROOT, python, sources

LIMIT = 400


@pytest.mark.parametrize(
    "arguments",
    [
        ("-m", "ruff", "check", "--quiet"),
        ("-m", "ruff", "format", "--check", "--quiet"),
        ("-m", "mypy"),
        ("-m", "mypy", "--strict", "tools/docs.py", "tools/demo.py"),
        ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
    ],
    ids=["ruff check", "ruff format", "mypy", "mypy tools", "imports"],
)
def test_is_kept(arguments: tuple[str, ...]) -> None:
    done = python(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_are_short() -> None:
    long = {}
    for path in sources():
        if "cases" in path.parts:
            continue  # files of others, in encodings of theirs
        if path.suffix in {".py", ".html", ".css"} or path.name == "Makefile":
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LIMIT:
                long[path.relative_to(ROOT).as_posix()] = lines
    assert long == {}


def test_no_room_for_leftovers() -> None:
    names = {path.stem for path in sources() if path.suffix == ".py"}
    assert names & {"utils", "util", "helpers", "helper", "common", "manager", "misc"} == set()


def test_retention_needs_only_the_standard_library() -> None:
    strangers = set()
    for path in sorted((ROOT / "retention").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                strangers |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                strangers.add(node.module.split(".")[0])
    assert strangers - set(sys.stdlib_module_names) - {"retention"} == set()


def test_every_package_is_typed_and_described() -> None:
    for name in PACKAGES:
        tree = ast.parse((ROOT / name / "__init__.py").read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), name


def test_the_program_says_by_types_what_it_knows() -> None:
    asserting = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for name in PACKAGES
        for path in sorted((ROOT / name).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]
    assert asserting == []


def test_what_a_command_does_is_told_once_in_its_help() -> None:
    twice = [
        f"{path.name}: {node.name}"
        for path in sorted((ROOT / "archiver" / "cli").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any("command(" in ast.unparse(one) and "help=" in ast.unparse(one) for one in node.decorator_list)
        and len((ast.get_docstring(node) or "").splitlines()) > 1
    ]
    assert twice == []
