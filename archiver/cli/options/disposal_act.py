"""The act that a command of `archiver disposal` is about: its number, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.locale import _

if TYPE_CHECKING:
    from retention.act import DestructionAct

act_argument = click.argument("act", metavar=_("ACT"))


def tell(act: DestructionAct) -> None:
    """Print where an act stands."""
    from archiver.archive.disposal.words import act_line

    click.echo(act_line(act))
