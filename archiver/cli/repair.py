"""`archiver repair`: damaged and missing files put back from good copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door


@click.command(
    "repair",
    short_help=_("Put damaged files back from good copies"),
    help=_(
        "Put damaged and missing files back from copies on other media.\n\n"
        "Without anything, every bag with a copy that is known to be damaged or missing; with NUMBER those "
        "on this medium. What is right is decided by the digests signed off at the deposit. Every copy is "
        "compared before and after, a file is replaced only when the new one has been read back, and a "
        "stopped run is finished by the same command. Connect all media of the bags.\n\n"
        "Exit codes: 0 every copy is whole, 3 something could not be put back (it is named), 6 a medium "
        "with a damaged copy is not connected or fails, 9 the file was destroyed under an act."
    ),
)
@click.argument("numbers", nargs=-1, metavar=_("[NUMBER]…"))
@click.option(
    "--bag",
    "bags",
    multiple=True,
    metavar=_("ID"),
    help=_("This bag, or the bag of this file, whatever is known of it."),
)
@click.option(
    "--onto",
    metavar=_("MEDIUM"),
    help=_(
        "Instead, copy onto this medium what it lacks: bags with too few copies, or all of the media NUMBER, "
        "also retired ones. For a new disk in place of a lost or worn-out one."
    ),
)
@click.option(
    "--remove-foreign",
    is_flag=True,
    help=_(
        "Instead, remove from the bags' folders what is no file of theirs: Thumbs.db, desktop.ini, .DS_Store "
        "and whatever else was put there. Nothing of a bag is touched."
    ),
)
@click.option(
    "--from",
    "folder",
    type=click.Path(path_type=Path),
    metavar=_("FOLDER"),
    help=_(
        "Also take from this folder what no medium has whole: the folder that was deposited, or a copy that "
        "archiver get has made. The register's digests decide what is right."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the outcome as JSON."))
@session_options
@click.pass_context
def repair(
    context: click.Context,
    numbers: tuple[str, ...],
    bags: tuple[str, ...],
    onto: str | None,
    folder: Path | None,
    remove_foreign: bool,
    as_json: bool,
    door: Door,
) -> None:
    from archiver.archive.preservation.foreign import remove_foreign as take_away
    from archiver.archive.preservation.repair import copy_onto
    from archiver.archive.preservation.repair import repair as put_back
    from archiver.archive.preservation.repair_report import RepairReport
    from archiver.cli.telling.progress import progress_on
    from archiver.cli.telling.remedies import command
    from archiver.cli.telling.render import literally
    from archiver.errors import UsageError

    if numbers and bags:
        raise UsageError(_("Name media or bags, not both."))
    if sum((folder is not None, remove_foreign, onto is not None)) > 1:
        raise UsageError(_("--from, --remove-foreign and --onto are different things: give one."))
    with door.open() as session, progress_on(results=True) as progress:
        report = RepairReport(literally(progress.line, wanted=not as_json), command)
        try:
            if remove_foreign:
                for removed in take_away(session, media=numbers, bags=bags):
                    report.removed(removed)
            elif onto is None:
                for mended in put_back(session, progress, media=numbers, bags=bags, folder=folder):
                    report.bag(mended)
            else:
                for copied in copy_onto(session, onto, progress, media=numbers, bags=bags):
                    report.copied(onto, copied)
        except KeyboardInterrupt:
            click.echo(
                _("Stopped. What has been put back stays; run the same command to finish the rest."), err=True
            )
            context.exit(ExitCode.INTERRUPTED)
    if as_json:
        from archiver.cli.options.output import write_json

        write_json(report.document())
    elif remove_foreign:
        report.none_foreign()
    else:
        report.end(onto)
    context.exit(report.exit_code)
