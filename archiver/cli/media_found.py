"""`archiver media unregistered | adopt | erase-duplicate | readmit`: what turned up unexpectedly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door

_number = click.argument("number", metavar=_("MEDIUM"))


@click.command(
    "unregistered",
    short_help=_("List bags on media that the register does not expect there"),
    help=_(
        "List the bags that the last look at each medium found where the register has none, and those that "
        "were destroyed and are back.\n\n"
        "Exit codes: 0 there are none, 3 there are."
    ),
)
@session_options
@click.pass_context
def unregistered(context: click.Context, door: Door) -> None:
    from archiver.archive.custody.attention import Advice, attention_of
    from archiver.archive.preservation.words import place_in_words
    from archiver.cli.telling.remedies import command

    with door.open() as session:
        seen = attention_of(session)
    found, called = seen.unregistered, Advice(command, seen.uncompared)
    for one in found:
        for place in one.places:
            click.echo(f"{one.medium}: {place_in_words(place, called)}")
        if one.count > len(one.places):
            click.echo(_("… and {count} more").format(count=one.count - len(one.places)))
    if not found:
        click.echo(_("No bag is known that is not registered."))
    context.exit(ExitCode.FINDINGS if found else ExitCode.DONE)


@click.command(
    "adopt",
    short_help=_("Take in bags on a medium that nobody registered"),
    help=_(
        "Take in the bag at FOLDER of a medium, or every bag there that is not registered: it is read whole "
        "and entered with its file, as an earlier version where there is a later one. What an act has "
        "destroyed is not taken in: archiver disposal finish-returned.\n\n"
        "Exit codes: 0 all are taken in, 3 some are not (each is named)."
    ),
)
@_number
@click.argument("place", default="", metavar=_("[FOLDER]"))
@session_options
@click.pass_context
def adopt(context: click.Context, number: str, place: str, door: Door) -> None:
    from archiver.archive.preservation.adopting import adopt as take_in
    from archiver.archive.preservation.adopting import adopted_lines
    from archiver.cli.telling.progress import progress_on
    from archiver.cli.telling.remedies import advice

    with door.open() as session, progress_on() as progress:
        done = take_in(session, number, progress, place=place)
    for line in adopted_lines(done):
        click.echo(line)
    for remedy in dict.fromkeys(one.remedy for one in done if one.remedy):
        click.echo(advice(remedy))
    if not done:
        click.echo(_("No bag is known that is not registered."))
    context.exit(ExitCode.FINDINGS if any(one.why for one in done) else ExitCode.DONE)


@click.command(
    "erase-duplicate",
    short_help=_("Erase a second copy of a bag on the same medium"),
    help=_(
        "Erase the bag at FOLDER of a medium when the same bag is registered at another place of this medium "
        "and is whole there; it is read first. The erasure is kept in the audit trail."
    ),
)
@_number
@click.argument("place", metavar=_("FOLDER"))
@session_options
def erase_duplicate(number: str, place: str, door: Door) -> None:
    from archiver.archive.preservation.adopting import erase_duplicate as erase

    with door.open() as session:
        bag = erase(session, number, place)
    click.echo(_("Erased: {place}. The bag {bag} stays where it is registered.").format(place=place, bag=bag))


@click.command(
    "readmit",
    short_help=_("Take a medium back into service that was lost or taken out"),
    help=_(
        "Take a medium back into service that was declared lost, or taken out, and is here again. It is "
        "looked through first: what acts have destroyed must not come back with it. Its check is due at "
        "once.\n\n"
        "Exit codes: 0 it is in service, 3 it is, and has bags that are not registered, 9 refused."
    ),
)
@_number
@click.option("--reason", required=True, help=_("Why: found again, and where it has been."))
@session_options
@click.pass_context
def readmit(context: click.Context, number: str, reason: str, door: Door) -> None:
    from archiver.archive.preservation.readmitting import readmit as take_back
    from archiver.cli.telling.remedies import advice
    from archiver.remedies import Deed, Remedy

    with door.open() as session:
        found = take_back(session, number, reason)
    click.echo(_("The medium {number} is in service again.").format(number=number))
    click.echo(advice(Remedy(Deed.CHECK_MEDIUM)))
    if found:
        click.echo(advice(Remedy(Deed.LIST_UNREGISTERED)))
    context.exit(ExitCode.FINDINGS if found else ExitCode.DONE)


COMMANDS = (unregistered, adopt, erase_duplicate, readmit)
