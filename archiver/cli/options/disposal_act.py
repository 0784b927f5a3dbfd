"""The act that a command of `archiver disposal` is about: its number, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.locale import _

if TYPE_CHECKING:
    from retention.act import DestructionAct

number_argument = click.argument("number", metavar=_("NUMBER"))


def said(act: DestructionAct) -> None:
    """Print where an act stands."""
    from archiver.wording.retention_words import word

    click.echo(
        _("Act {number}: {state}. Files: {files}. SHA-256: {digest}").format(
            number=act.number, state=word(act.state, "state"), files=len(act.rows), digest=act.digest
        )
    )
