"""Pages made from the code are up to date, and nothing the code offers is undocumented."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from archiver.cli.main import commands
from archiver.cli.main import main as cli
from archiver.errors import ArchiverError, ExitCode
from archiver.journal.codes import CODES
from archiver.settings.tables import Settings
from repository import ROOT, python


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_made_pages_are_up_to_date() -> None:
    done = python("tools/docs.py", "--check")
    assert done.returncode == 0, done.stderr


def _all_commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in commands():
        command = cli.get_command(context, name)
        assert command is not None
        yield from _with_children(name, command)


def _with_children(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for child, inner in command.commands.items():
            yield from _with_children(f"{name} {child}", inner)


def test_every_command_and_option_is_described_in_russian() -> None:
    page = _page("cli.md")
    for name, command in _all_commands():
        assert f"# archiver {name}\n" in page
        assert _is_russian(command.get_help(click.Context(command)).split("\n\n")[1]), name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert all(option in page for option in parameter.opts)
                assert parameter.help, f"{name} {parameter.name}"
                assert _is_russian(parameter.help), f"{name} {parameter.name}: {parameter.help}"


def _is_russian(text: str) -> bool:
    return sum("а" <= letter <= "я" for letter in text.lower()) > len(text) / 3


def test_every_exit_code_is_documented_and_used_by_one_class_at_most() -> None:
    page = _page("exit-codes.md")
    for code in ExitCode:
        assert f"| {code.value} |" in page
    used = [kind.exit_code for kind in ArchiverError.__subclasses__()]
    assert len(used) == len(set(used))


def test_every_finding_is_documented_in_russian() -> None:
    page = _page("findings.md")
    for name, code in CODES.items():
        assert f"| `{name}` |" in page
        assert _is_russian(code.title), name
        assert _is_russian(code.advice), name


def _fields(model: type) -> Iterator[tuple[str, object]]:
    from archiver.settings.problems import table_of

    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{name}", field
        inner = table_of(field.annotation)
        if inner:
            yield from _fields(inner)


def test_every_setting_is_described_in_russian() -> None:
    for name, field in _fields(Settings):
        assert field.description, name
        assert _is_russian(field.description), name


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "adr").glob("0*.md")), ids=lambda path: path.stem)
def test_decisions_are_short_and_whole(page: object) -> None:
    text = page.read_text(encoding="utf-8")
    assert 10 <= len(text.splitlines()) <= 80
    for section in ("## Context", "## Decision", "## Consequences"):
        assert section in text


def test_changelog_fragments_are_of_known_kinds_and_in_russian() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    kinds = {kind["directory"] for kind in settings["tool"]["towncrier"]["type"]}
    fragments = [path for path in (ROOT / "changelog.d").iterdir() if path.suffix == ".md"]
    assert fragments
    for path in fragments:
        assert path.stem.rpartition(".")[2] in kinds, path.name
        assert _is_russian(path.read_text(encoding="utf-8")), path.name
