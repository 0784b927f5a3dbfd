"""What buckets answered to locks and holds, and the code that a command ends with for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from archiver.cli.telling.remedies import command
from archiver.errors import ExitCode
from archiver.locale import _
from archiver.remedies import Deed

if TYPE_CHECKING:
    from archiver.archive.custody.projection import Projected


def exit_with(context: click.Context, told: Sequence[Projected]) -> None:
    """Say what became of locks and holds, and end: with FINDINGS when some are left for later."""
    from archiver.archive.custody.words import failures, projected

    for line in projected(told):
        click.echo(line)
    failed = failures(told)
    for message in failed:
        click.echo(_("Attention: {text}").format(text=message), err=True)
    if failed:
        click.echo(_("The rest is done by: {command}").format(command=command(Deed.SYNC_BUCKETS)), err=True)
    context.exit(ExitCode.FINDINGS if failed else ExitCode.DONE)
