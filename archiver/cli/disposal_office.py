"""What the commands of `archiver disposal` share: the group, the office in which somebody acts, options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.acting import acting_options
from archiver.cli.options import DAY, config_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.acting.who import Claim
    from archiver.disposal.office import Office
    from archiver.register.register import Register
    from archiver.settings import Settings
    from retention.act import DestructionAct

number_argument = click.argument("number", metavar=_("NUMBER"))
confirm_option = click.option(
    "--today",
    "today",
    type=DAY,
    help=_("The date on a calendar on the wall, when the program asks whether the clock is right."),
)


def acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that acts: who, the date, the settings."""
    return acting_options(confirm_option(config_option(command)))


def office_of(
    settings: Settings, register: Register, claim: Claim, today: dt.date | None, permission: str
) -> Office:
    """The office in which somebody with a permission acts; raises Refused for everybody else."""
    from archiver.cli.acting import identified
    from archiver.custody.identity import person_of
    from archiver.disposal.office import Office
    from archiver.permissions import Permission

    acting = identified(register, claim)
    acting.require(Permission(permission))
    return Office(register, settings, person_of(acting.known()), today)


def said(act: DestructionAct) -> None:
    """Print where an act stands."""
    from archiver.refusal_words import word

    click.echo(
        _("Act {number}: {state}. Files: {files}. SHA-256: {digest}").format(
            number=act.number, state=word(act.state, "state"), files=len(act.rows), digest=act.digest
        )
    )
