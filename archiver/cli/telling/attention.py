"""Files with one copy and bags that nobody registered, told beside whatever a command was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from archiver.archive.custody.attention import Attention
    from archiver.counter.session import Session


def tell_attention(session: Session) -> Attention:
    """Print what has to be looked at, if anything; it is given back for the exit code."""
    from archiver.archive.custody.attention import attention_lines, attention_of
    from archiver.cli.telling.remedies import command

    found = attention_of(session)
    for line in attention_lines(found, command):
        click.echo(line)
    return found
