"""`archiver get`: a file taken out of the archive, from the best copy that proves to be whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.query import query_options
from archiver.cli.options.targets import to_folder
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from archiver.counter.vocabulary import Query


@click.command(
    "get",
    help=_(
        "Copy the bag of a file out of the archive: from the best copy at hand, and only when every byte of "
        "it has the digest in the register; a damaged copy is passed over and marked for repair.\n\n"
        "TEXT and options are those of archiver find and must fit one file; with --all each of them is "
        "copied. A working copy holds personal data: destroy it when it is not needed any more.\n\n"
        "Exit codes: 0 done, 3 done, but a damaged copy was found, 2 several files fit or none, "
        "6 no medium with a copy is connected or the folder cannot be written, 9 no copy is whole or the "
        "folder is taken."
    ),
)
@click.argument("text", default="", metavar=_("[TEXT]"))
@query_options(limit=20)
@click.option("--all", "everything", is_flag=True, help=_("Every file that fits, not only one."))
@to_folder(_("Folder to put it in; every bag gets a folder of its own there."), name="to")
@session_options
@click.pass_context
def get(context: click.Context, text: str, query: Query, everything: bool, to: Path, door: Door) -> None:
    from archiver.archive.retrieval.best_copy import place_of
    from archiver.archive.retrieval.finding import meant
    from archiver.archive.retrieval.taking import get as take
    from archiver.cli.telling.progress import progress_on
    from archiver.wording.figures import sized

    damaged = False
    with door.open() as session, progress_on(results=True) as progress:
        for one in meant(session, query, text, everything=everything):
            taken = take(session, one, to, progress=progress)
            damaged = damaged or bool(taken.damaged)
            if taken.medium is None:
                click.echo(_("{folder}: it was there already, whole.").format(folder=taken.folder))
                continue
            click.echo(
                _("{folder}: {size}, from the medium {medium}; every digest agrees.").format(
                    folder=taken.folder, size=sized(taken.size), medium=place_of(taken.medium)
                )
            )
            for medium in taken.damaged:
                click.echo(
                    _("The copy on {medium} is damaged: archiver repair").format(medium=place_of(medium)),
                    err=True,
                )
    click.echo(_("This is a working copy with personal data: destroy it when it is not needed any more."))
    context.exit(ExitCode.FINDINGS if damaged else ExitCode.DONE)
