"""`archiver media parity`: PAR2 beside the bags of a medium, for damage that no other copy can mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.media_card import number_argument
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door


@click.command(
    "parity",
    short_help=_("Add PAR2 parity to a medium"),
    help=_(
        "Put PAR2 parity beside every bag of a medium that has none yet: should the same file be damaged on "
        "all media, archiver repair gives it back as long as the damage is smaller than the parity. It takes "
        "about so many per cent more room. Every bag is compared first. A stopped run is finished by the "
        "same command.\n\n"
        "Exit codes: 0 done, 3 a bag is damaged (repair it first), 6 the medium is not connected or full, "
        "7 par2 is not installed (extra “parity”)."
    ),
)
@number_argument
@click.option(
    "--redundancy",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help=_("Parity in per cent of the bag."),
)
@session_options
@click.pass_context
def parity(context: click.Context, number: str, redundancy: int, door: Door) -> None:
    from archiver.archive.preservation.protecting import protect_medium
    from archiver.cli.telling.progress import progress_on
    from archiver.cli.telling.remedies import command
    from archiver.remedies import Deed

    with door.open() as session, progress_on(results=True) as progress:
        done = protect_medium(session, number, redundancy=redundancy, progress=progress)
    for bag in done.damaged:
        told = _("{bag}: not whole. Repair it: {command}")
        click.echo(told.format(bag=bag, command=command(Deed.REPAIR_BAG, bag)))
    click.echo(
        _("{number}: parity made for {made} bags, {there} had it already.").format(
            number=number, made=done.made, there=done.there
        )
    )
    context.exit(ExitCode.FINDINGS if done.damaged else ExitCode.DONE)
