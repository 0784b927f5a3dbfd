"""`archiver hold`: the destruction of files suspended by documents, and released again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.door import session_options
from archiver.cli.options.options import YEAR, start_of
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.archive.custody.holding import Meant
    from archiver.cli.options.door import Door

meant_options = collected(
    "meant",
    "archiver.archive.custody.holding:Meant",
    click.argument("names", nargs=-1, metavar=_("[FILE…]")),
    click.option("--group", default="", help=_("All files of this group.")),
    click.option("--year", type=YEAR, callback=start_of, help=_("Of the group, only this year: 2025/26.")),
)


@click.group(
    "hold",
    help=_(
        "Holds: a court, a prosecutor's request, an appeal or an inspection suspends the destruction of "
        "files. Any number may lie on a file; each is lifted by its own document. In buckets a held file is "
        "under legal hold."
    ),
)
def hold() -> None:
    """The group of commands about holds."""


@hold.command(
    "place",
    short_help=_("Suspend the destruction of files"),
    help=_(
        "Suspend the destruction of files, by a document. FILE is an id, or a group's name while it has one "
        "file; --group and --year name all files of a group. Calling it again changes nothing.\n\n"
        "Exit codes: 0 done, 3 a bucket could not be reached (archiver retention sync), 9 not allowed, no "
        "such file, or it is destroyed."
    ),
)
@meant_options
@click.option("--document", required=True, help=_("The document that asks for it: kind, number, date."))
@click.option("--reason", default="", help=_("What it is about; no names of students."))
@session_options
@click.pass_context
def place(context: click.Context, meant: Meant, document: str, reason: str, door: Door) -> None:
    from archiver.archive.custody.holding import place as suspend
    from archiver.cli.telling.buckets import exit_with

    with door.open() as session:
        done = suspend(session, meant, document, reason)
    numbers = {hold.file_id: hold.id for hold in done.holds}
    for file in done.files:
        if file.id in numbers:
            click.echo(
                _("{file}: hold № {number} is placed.").format(file=file.external_id, number=numbers[file.id])
            )
        else:
            click.echo(_("{file}: it is held by this document already.").format(file=file.external_id))
    exit_with(context, done.told)


@hold.command(
    "lift",
    short_help=_("Lift holds by their numbers"),
    help=_(
        "Lift holds, by their numbers (archiver hold list) and by a document. Other holds on the same file "
        "stay; the last one releases the legal hold in buckets.\n\n"
        "Exit codes: 0 done, 3 a bucket could not be reached (archiver retention sync), 9 not allowed, no "
        "such hold, or it is lifted already."
    ),
)
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar=_("NUMBER…"))
@click.option("--document", required=True, help=_("The document by which it is lifted: kind, number, date."))
@session_options
@click.pass_context
def lift(context: click.Context, numbers: tuple[int, ...], document: str, door: Door) -> None:
    from archiver.archive.custody.holding import lift as release
    from archiver.cli.telling.buckets import exit_with

    with door.open() as session:
        done = release(session, numbers, document)
    lifted = done.holds
    click.echo(
        ngettext("{count} hold is lifted.", "{count} holds are lifted.", len(lifted)).format(
            count=len(lifted)
        )
    )
    for file, others in done.left:
        if others:
            click.echo(
                _("{file} stays held: {holds}.").format(
                    file=file.external_id, holds=", ".join(f"№ {one.id}" for one in others)
                )
            )
    exit_with(context, done.told)


@hold.command(
    "list",
    short_help=_("List holds"),
    help=_("List the holds in force: all, of one file, or of a group; lifted ones too with --all."),
)
@meant_options
@click.option("--all", "everything", is_flag=True, help=_("Lifted ones too."))
@session_options
def list_holds(meant: Meant, everything: bool, door: Door) -> None:
    from archiver.archive.custody.holding import holds
    from archiver.archive.custody.words import hold_rows
    from archiver.cli.telling.table import show_table

    with door.open() as session:
        found = holds(session, meant, lifted=everything)
    if not found:
        click.echo(_("There are no holds."))
        return
    show_table(
        (_("№"), _("File"), _("Document"), _("Placed"), _("By whom"), _("Lifted")),
        hold_rows(found),
    )
