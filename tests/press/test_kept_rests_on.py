"""Forms and plates that are kept are named by all the code that made and proved them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import archiver
from archiver.press import rests
from archiver.press.engine import Paper
from archiver.press.plates import plates
from archiver.press.section import forms

ROOT = Path(archiver.__file__).parents[1]
OURS = ("archiver", "templates", "retention", "storage")
PAPER = Paper(True, 25.0)


def text_of(module: str) -> Path | None:
    """The file of a module or package of ours, None for what is neither."""
    place = ROOT.joinpath(*module.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


def imported(text: Path) -> Iterator[str]:
    """What a module imports when it runs, in functions too."""
    todo: list[ast.AST] = [ast.parse(text.read_text("utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            todo += node.orelse
            continue
        todo += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rested_on(*starts: str) -> set[Path]:
    """Every file of ours that is run when these modules are used, packages above them included."""
    found: set[Path] = set()
    todo = list(starts)
    while todo:
        name = todo.pop()
        text = text_of(name)
        if name.split(".")[0] not in OURS or text is None or text in found:
            continue
        found.add(text)
        todo += imported(text)
        todo += [name.rsplit(".", count)[0] for count in range(1, name.count(".") + 1)]
    return found


def test_the_walk_sees_what_functions_import() -> None:
    assert text_of("archiver.press.section.proof") in rested_on("archiver.press.section.forms")
    assert find_spec("archiver.press.section.proof") is not None


@pytest.mark.parametrize("start", ["archiver.press.section.forms", "archiver.press.plates.plates"])
def test_no_module_is_forgotten(start: str) -> None:
    named = {text_of(name.removesuffix(".__init__")) for name in rests._texts()}
    assert rested_on(start, "archiver.press.section.laying") - named == set()


@pytest.mark.parametrize(
    "module",
    [
        "archiver.press.text.letters",
        "archiver.press.section.slots",
        "archiver.press.plates.words",
        "templates",
    ],
)
def test_a_change_of_any_of_them_is_another_name(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = names()
    name = f"{module}.__init__" if module == "templates" else module
    texts = rests._texts()
    monkeypatch.setattr(rests, "_texts", lambda: texts | {name: texts[name] + b"#"})
    after = names()
    monkeypatch.undo()
    assert (before[0] != after[0], before[1] != after[1]) == (True, True)
    assert names() == before


def names() -> tuple[str, Path]:
    """What a form and the plates of a template are kept as."""
    rests.code_digest.cache_clear()
    plates._shelf.cache_clear()
    return forms._digest(PAPER), plates._shelf("reports/document.html", PAPER)._folder
