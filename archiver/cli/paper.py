"""`archiver paper`: the volumes on paper, where they stand and who has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY, YEAR, start_of
from archiver.cli.paper_check import check
from archiver.errors import ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.custody.paper import OnShelf, Place
    from archiver.archive.custody.volumes import Put, Shelf
    from archiver.cli.options.collected import collected
    from archiver.counter.session import Session
from archiver.cli.options.door import Door

file_argument = click.argument("name", metavar=_("FILE"))
optional_file = click.argument("name", metavar=_("[FILE]"), default="")
many_options = (
    click.option("--group", default="", help=_("All files of this group.")),
    click.option("--year", type=YEAR, callback=start_of, help=_("All files of this academic year: 2025/26.")),
    click.option("--series", default="", help=_("Only this record series: 05-11.")),
)
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
        "Register volumes in their places: all of the file that are not registered yet, or one. With "
        "--group, --year or both: those of all their journals in one go (--series for others). Sheets are "
        "those the binder was deposited with, unless --sheets says otherwise.\n\n"
        "Exit codes: 0 done, 3 some files were left out, 9 not allowed, registered already, or the sheets "
        "are not known."
    ),
)
@optional_file
@collected("many", dict, *many_options)
@volume_option
@click.option("--sheets", type=click.IntRange(min=1), help=_("How many sheets the volume has, counted."))
@place_options
@document_option
@session_options
def add(name: str, many: dict[str, Any], place: Place, document: str, door: Door, **counted: Any) -> None:
    from archiver.archive.custody.paper import add as register_paper
    from archiver.archive.custody.volumes import FilesOfPaper, add_many

    asked = FilesOfPaper(name=name, **many)
    if asked != FilesOfPaper(name=name):
        _refuse_volume(**counted)
        _tell_many(door, lambda session: add_many(session, asked, place, document))
        return
    with door.open() as session:
        file, added = register_paper(session, _one(name), place, document=document, **counted)
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
        "Put volumes elsewhere, or into other hands; every change is kept. With --group, --year or both: all "
        "volumes of their files; with --from-shelf and the like: all that stand there.\n\n"
        "Exit codes: 0 done, 3 lent volumes were left out, 9 not allowed, lent, or there is no such volume."
    ),
)
@optional_file
@collected("many", dict, *many_options)
@collected(
    "standing",
    "archiver.archive.custody.volumes:shelf_now",
    click.option("--from-site", default="", help=_("All that stand in this building now.")),
    click.option("--from-room", default="", help=_("All that stand in this room now.")),
    click.option("--from-shelf", default="", help=_("All that stand on this shelf now.")),
    click.option("--from-box", default="", help=_("All that stand in this box now.")),
)
@volume_option
@place_options
@document_option
@session_options
def move(
    name: str,
    many: dict[str, Any],
    standing: Shelf,
    place: Place,
    document: str,
    volume: int | None,
    door: Door,
) -> None:
    from archiver.archive.custody.paper import move as put
    from archiver.archive.custody.volumes import FilesOfPaper, move_many

    asked = FilesOfPaper(name=name, **many)
    if asked != FilesOfPaper(name=name) or standing.named:
        _refuse_volume(volume=volume)
        _tell_many(door, lambda session: move_many(session, asked, place, document, shelf=standing))
        return
    _tell(door, put, name=_one(name), volume=volume, place=place, document=document)


@paper.command(
    "none",
    short_help=_("State that files have no paper"),
    help=_(
        "State of a file, or of all of a group, a year or both, that it has no volume on paper, and why. A "
        "destruction act asks for the paper of each file: entered, or stated to be none. What has registered "
        "volumes is left out.\n\n"
        "Exit codes: 0 done, 9 not allowed, or all of them have paper."
    ),
)
@optional_file
@collected("many", dict, *many_options)
@click.option("--reason", required=True, help=_("Why there is none."))
@session_options
def none(name: str, many: dict[str, Any], reason: str, door: Door) -> None:
    from archiver.archive.custody.no_paper import none as state_none
    from archiver.archive.custody.volumes import FilesOfPaper

    with door.open() as session:
        files = state_none(session, FilesOfPaper(name=name, **many), reason)
    click.echo(_("Stated to be without paper: {count}.").format(count=len(files)))


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


def _one(name: str) -> str:
    """The file named; a command that is not told which has nothing to do."""
    if not name:
        from archiver.archive.custody.volumes import not_named

        raise not_named()
    return name


def _refuse_volume(**counted: object) -> None:
    if any(one is not None for one in counted.values()):
        raise UsageError(_("--volume and --sheets belong to one file."))


def _tell_many(door: Door, put: Callable[[Session], Put]) -> None:
    """Change many, say where they are now and what was left out."""
    from archiver.archive.custody.shelf_words import shelf_line

    with door.open() as session:
        done = put(session)
        for one in done.volumes:
            click.echo(shelf_line(one, session.today))
    click.echo(_("Volumes put in their places: {count}.").format(count=len(done.volumes)))
    for file, why in done.left:
        click.echo(_("Left out: {file}: {why}").format(file=file.title, why=why), err=True)
    click.get_current_context().exit(ExitCode.FINDINGS if done.left else ExitCode.DONE)


def _tell(door: Door, use_case: Callable[..., Iterable[OnShelf]], **change: Any) -> None:
    """Change, and say where the volumes are now."""
    from archiver.archive.custody.shelf_words import shelf_line

    with door.open() as session:
        for one in use_case(session, **change):
            click.echo(shelf_line(one, session.today))
