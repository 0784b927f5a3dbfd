"""Which commands ask nobody who acts, each with its reason; every other one has --as and opens a session."""

from __future__ import annotations

from collections.abc import Iterator

import click

from archiver.cli.main import commands
from archiver.cli.main import main as group

EXPORTS = "works on exports: files of whoever can read them (ADR 0033)"
MACHINE = "looks at this computer and its settings, not at the archive"
WITHOUT = {
    "cache clear": MACHINE,
    "cache show": MACHINE,
    "check": EXPORTS,
    "config init": MACHINE,
    "config show": MACHINE,
    "config validate": MACHINE,
    "control": EXPORTS,
    "convert": EXPORTS,
    "deadlines": EXPORTS,
    "doctor": MACHINE,
    "fetch": "takes exports from the module, by an account of the module",
    "hours": EXPORTS,
    "jobs work": "does what others have asked for, each in their name (ADR 0057)",
    "preview": EXPORTS,
    "sample": "writes a fictional college",
    "scholarship": EXPORTS,
    "serve": "lets in whoever signs in, each with a session of their own (ADR 0059)",
    "statement": EXPORTS,
    "year-end": EXPORTS,
}


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for child, one in command.commands.items():
            yield from leaves(one, f"{name} {child}")
    else:
        yield name, command


def test_every_command_of_the_archive_says_who_acts() -> None:
    without = set()
    for first in commands():
        command = group.get_command(click.Context(group), first)
        assert command is not None
        for name, one in leaves(command, first):
            if not any(parameter.name == "as_login" for parameter in one.params):
                without.add(name)
    assert without == set(WITHOUT)
