"""`archiver paper`: the volumes on paper, where they stand and who has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY, YearType
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.custody.paper import OnShelf
    from archiver.cli.options.door import Door
    from archiver.journal.model import AcademicYear

file_argument = click.argument("name", metavar=_("FILE"))
volume_option = click.option(
    "--volume", type=click.IntRange(min=1), help=_("This volume only; all of the file without it.")
)
document_option = click.option(
    "--document", default="", help=_("The paper behind it: act, slip, number, date.")
)


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where a volume stands."""
    for name, text in (
        ("--custodian", _("Who answers for it: post.")),
        ("--box", _("Box.")),
        ("--shelf", _("Shelf.")),
        ("--room", _("Room.")),
    ):
        command = click.option(name, default="", help=text)(command)
    return click.option("--site", required=True, help=_("The building it stands in."))(command)


@click.group(
    "paper",
    help=_(
        "The volumes on paper: a file is kept on both carriers, and its destruction waits for the last "
        "volume. FILE is an id, or a group's name while it has one file."
    ),
)
def paper() -> None:
    """The group of commands about paper."""


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
def add(
    name: str,
    volume: int | None,
    sheets: int | None,
    site: str,
    room: str,
    shelf: str,
    box: str,
    custodian: str,
    document: str,
    door: Door,
) -> None:
    """Register, and say which volumes with how many sheets."""
    from archiver.archive.custody.paper import Place
    from archiver.archive.custody.paper import add as register_paper
    from archiver.errors import UsageError

    if sheets is not None and volume is None:
        raise UsageError(_("--sheets belongs to --volume."))
    place = Place(site, room, shelf, box, custodian)
    with door.open() as session:
        file, added = register_paper(session, name, place, volume=volume, sheets=sheets, document=document)
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
def move(
    name: str,
    volume: int | None,
    site: str,
    room: str,
    shelf: str,
    box: str,
    custodian: str,
    document: str,
    door: Door,
) -> None:
    """Move the volumes."""
    from archiver.archive.custody.paper import Place
    from archiver.archive.custody.paper import move as put

    place = Place(site, room, shelf, box, custodian)
    with door.open() as session:
        _tell(put(session, name, volume, place, document), session.today)


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
def lend(
    name: str,
    volume: int | None,
    whom: str,
    due_back: dt.date,
    document: str,
    door: Door,
) -> None:
    """Lend the volumes."""
    from archiver.archive.custody.paper import lend as give

    with door.open() as session:
        _tell(give(session, name, volume, whom, due_back, document), session.today)


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
def take_back(name: str, volume: int | None, document: str, door: Door) -> None:
    """Take the volumes back."""
    from archiver.archive.custody.paper import take_back as back

    with door.open() as session:
        _tell(back(session, name, volume, document), session.today)


@paper.command(
    "list",
    short_help=_("List volumes and loans"),
    help=_(
        "List the volumes of a file or a group, or all that are lent.\n\n"
        "Exit codes: 0 nothing is overdue, 3 something is."
    ),
)
@click.argument("name", metavar=_("[FILE]"), required=False)
@click.option("--group", default="", help=_("All files of this group."))
@click.option("--year", type=YearType(), help=_("Of the group, only this year: 2025/26."))
@click.option("--overdue", is_flag=True, help=_("Only what should have been brought back."))
@session_options
@click.pass_context
def list_paper(
    context: click.Context,
    name: str | None,
    group: str,
    year: AcademicYear | None,
    overdue: bool,
    door: Door,
) -> None:
    """A table of volumes."""
    from archiver.archive.custody.paper import shelves
    from archiver.cli.telling.table import show_table

    with door.open() as session:
        today = session.today
        found = shelves(
            session, name=name or "", group=group, year=year.start if year else None, overdue=overdue
        )
    if not found:
        click.echo(_("There are no such volumes."))
        return

    def row(one: OnShelf) -> tuple[str, ...]:
        copy = one.copy
        place = ", ".join(filter(None, (copy.site, copy.room, copy.shelf, copy.box)))
        volume = f"{copy.volume}/{copy.volumes}"
        keeper = copy.custodian or "—"
        return one.file.external_id, volume, str(copy.sheets), place, keeper, _state(one, today)

    show_table((_("File"), _("Volume"), _("Sheets"), _("Place"), _("Custodian"), _("State")), map(row, found))
    context.exit(ExitCode.FINDINGS if any(one.overdue(today) for one in found) else ExitCode.DONE)


def _state(one: OnShelf, today: dt.date) -> str:
    from archiver.counter.vocabulary import PaperState

    if one.loan is None:
        return _("in its place") if one.copy.state is PaperState.STORED else _("destroyed already")
    until = f"{one.loan.due_back:%d.%m.%Y}"
    text = _("lent to {whom} until {day}").format(whom=one.loan.whom, day=until)
    return _("{text}, OVERDUE").format(text=text) if one.overdue(today) else text


def _tell(changed: Iterable[OnShelf], today: dt.date) -> None:
    """Say where the volumes are now."""
    for one in changed:
        place = ", ".join(filter(None, (one.copy.site, one.copy.room, one.copy.shelf, one.copy.box)))
        click.echo(
            _("{file}, volume {volume}: {place}; {state}.").format(
                file=one.file.external_id, volume=one.copy.volume, place=place, state=_state(one, today)
            )
        )
