"""`archiver media change`: the card of a medium after it was moved, handed over, or a register rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.media_card import card_options, number_argument
from archiver.errors import UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door


@click.command(
    "change",
    short_help=_("Correct the card of a medium"),
    help=_(
        "Correct the card of a medium: what is given is changed, all else stays. A new address is taken only "
        "when this very medium is found there.\n\n"
        "Exit codes: 0 done, 6 nothing is there, 9 another medium is there, or it holds what it could not "
        "hold then."
    ),
)
@number_argument
@click.option("--address", help=_("The folder or bucket it is found at now: the disk is mounted elsewhere."))
@card_options(new=False)
@click.option("--for-any", is_flag=True, help=_("For any record series and year again."))
@click.option(
    "--write-once/--rewritable", default=None, help=_("Whether it cannot be rewritten, or can after all.")
)
@click.option(
    "--replaced", is_flag=True, help=_("What is at the new address is a clone that has replaced the medium.")
)
@session_options
def change(
    number: str,
    address: str | None,
    card: dict[str, Any],
    for_any: bool,
    write_once: bool | None,
    replaced: bool,
    door: Door,
) -> None:
    from archiver.archive.media.card import lines
    from archiver.archive.media.changing import change_medium
    from archiver.archive.media.listing import card_of

    if for_any:
        card = dict.fromkeys(("series", "destruction_year", "academic_year")) | card
    if address is not None:
        card["address"] = address
    if write_once is not None:
        card["rewritable"] = not write_once
    if not card:
        raise UsageError(_("Say what is to be changed: archiver media change --help."))
    with door.open() as session:
        change_medium(session, number, card, replaced=replaced)
        for name, value in lines(card_of(session, number)):
            click.echo(f"{name}: {value}")
