"""`archiver paper`: the volumes on paper, where they stand and who has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY, YEAR, start_of
from archiver.cli.paper_check import check
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.custody.paper import OnShelf, Place
    from archiver.cli.options.collected import collected
from archiver.cli.options.door import Door

file_argument = click.argument("name", metavar=_("FILE"))
volume_option = click.option(
    "--volume", type=click.IntRange(min=1), help=_("This volume only; all of the file without it.")
)
document_option = click.option(
    "--document", default="", help=_("The paper behind it: act, slip, number, date.")
)
place_options = collected(
    "place",
    "archiver.archive.custody.paper:Place",
    click.option("--site", required=True, help=_("The building it stands in.")),
    click.option("--room", default="", help=_("Room.")),
    click.option("--shelf", default="", help=_("Shelf.")),
    click.option("--box", default="", help=_("Box.")),
    click.option("--custodian", default="", help=_("Who answers for it: post.")),
)

paper = click.Group(
    "paper",
    help=_(
        "The volumes on paper: a file is kept on both carriers, and its destruction waits for the last "
        "volume. FILE is an id, or a group's name while it has one file."
    ),
)
paper.add_command(check)


@paper.command(
    "add",
    short_help=_("Register volumes in their places"),
    help=_(
        "Register volumes in their places: all of the file that are not registered yet, or one. Sheets are "
        "those the binder was deposited with, unless --sheets says otherwise.\n\n"
        "Exit codes: 0 done, 9 not allowed, registered already, or the sheets are not known."
    ),
)
@file_argument
@volume_option
@click.option("--sheets", type=click.IntRange(min=1), help=_("How many sheets the volume has, counted."))
@place_options
@document_option
@session_options
def add(name: str, place: Place, door: Door, **counted: Any) -> None:
    from archiver.archive.custody.paper import add as register_paper

    with door.open() as session:
        file, added = register_paper(session, name, place, **counted)
    for copy in added:
        click.echo(
            _("{file}: volume {volume} of {volumes}, sheets: {sheets}.").format(
                file=file.external_id, volume=copy.volume, volumes=copy.volumes, sheets=copy.sheets
            )
        )


@paper.command(
    "move",
    short_help=_("Put volumes elsewhere, or into other hands"),
    help=_(
        "Put volumes elsewhere, or into other hands; every change is kept.\n\n"
        "Exit codes: 0 done, 9 not allowed, lent, or there is no such volume."
    ),
)
@file_argument
@volume_option
@place_options
@document_option
@session_options
def move(door: Door, **change: Any) -> None:
    from archiver.archive.custody.paper import move as put

    _tell(door, put, **change)


@paper.command(
    "lend",
    short_help=_("Give volumes out"),
    help=_(
        "Give volumes out until a day; archiver paper list --overdue says who has not brought them back.\n\n"
        "Exit codes: 0 done, 2 the day is over, 9 not allowed, lent already, or there is no such volume."
    ),
)
@file_argument
@volume_option
@click.option("--to", "whom", required=True, help=_("Who gets it: post, surname."))
@click.option("--until", "due_back", type=DAY, required=True, help=_("The day it is to be back."))
@document_option
@session_options
def lend(door: Door, **loan: Any) -> None:
    from archiver.archive.custody.paper import lend as give

    _tell(door, give, **loan)


@paper.command(
    "return",
    short_help=_("Take volumes back"),
    help=_(
        "Note that volumes are in their places again.\n\n"
        "Exit codes: 0 done, 9 not allowed, or they were not lent."
    ),
)
@file_argument
@volume_option
@document_option
@session_options
def take_back(door: Door, **loan: Any) -> None:
    from archiver.archive.custody.paper import take_back as back

    _tell(door, back, **loan)


@paper.command(
    "list",
    short_help=_("List volumes and loans"),
    help=_(
        "List the volumes of a file or a group, or all that are lent.\n\n"
        "Exit codes: 0 nothing is overdue, 3 something is."
    ),
)
@click.argument("name", metavar=_("[FILE]"), default="")
@click.option("--group", default="", help=_("All files of this group."))
@click.option("--year", type=YEAR, callback=start_of, help=_("Of the group, only this year: 2025/26."))
@click.option("--overdue", is_flag=True, help=_("Only what should have been brought back."))
@session_options
def list_paper(door: Door, **wanted: Any) -> None:
    from archiver.archive.custody.paper import shelves
    from archiver.archive.custody.shelf_words import shelf_row, shelf_titles
    from archiver.cli.telling.table import show_table

    with door.open() as session:
        today = session.today
        found = shelves(session, **wanted)
    if not found:
        click.echo(_("There are no such volumes."))
        return
    show_table(shelf_titles(), (shelf_row(one, today) for one in found))
    late = any(one.overdue(today) for one in found)
    click.get_current_context().exit(ExitCode.FINDINGS if late else ExitCode.DONE)


def _tell(door: Door, use_case: Callable[..., Iterable[OnShelf]], **change: Any) -> None:
    """Change, and say where the volumes are now."""
    from archiver.archive.custody.shelf_words import shelf_line

    with door.open() as session:
        for one in use_case(session, **change):
            click.echo(shelf_line(one, session.today))
