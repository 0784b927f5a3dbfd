"""`archiver verify`: what lies on the media, compared byte for byte with what was deposited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from archiver.cli.options.budget import BUDGET
from archiver.cli.options.door import session_options
from archiver.errors import ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.preservation.allowance import Allowance
    from archiver.cli.options.door import Door


@click.command(
    "verify",
    short_help=_("Compare the media with what was deposited"),
    help=_(
        "Compare every file on the media with its digests in the register, to the end, and name each one "
        "that is missing, extra or changed.\n\n"
        "NUMBER is a medium by its inventory number; without any, the media whose check is due "
        "(archiver media due). A check can be stopped, and ends by itself with --budget; the same command "
        "goes on where it stopped. A medium counts as checked when its check has come to its end.\n\n"
        "Exit codes: 0 all that was compared is whole, 3 something is not (it is named), 6 a medium is not "
        "connected or fails, 9 another medium is in its place."
    ),
)
@click.argument("numbers", nargs=-1, metavar=_("[NUMBER]…"))
@click.option("--all", "everything", is_flag=True, help=_("Every medium in service, due or not."))
@click.option(
    "--bag",
    "bags",
    multiple=True,
    metavar=_("ID"),
    help=_("Only this bag, or the bag of this file, on all its media or on those named."),
)
@click.option(
    "--budget",
    "allowance",
    type=BUDGET,
    metavar=_("AMOUNT"),
    help=_("Stop after so much has been read or so long: 200GB, 90min, 4h."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the outcome as JSON."))
@session_options
@click.pass_context
def verify(
    context: click.Context,
    numbers: tuple[str, ...],
    everything: bool,
    bags: tuple[str, ...],
    allowance: Allowance | None,
    as_json: bool,
    door: Door,
) -> None:
    from archiver.archive.custody.attention import advised
    from archiver.archive.preservation.verify import verify_bags, verify_media
    from archiver.archive.preservation.verify_report import VerifyReport
    from archiver.cli.telling.progress import progress_on
    from archiver.cli.telling.remedies import command
    from archiver.cli.telling.render import literally

    if everything and (numbers or bags):
        raise UsageError(_("--all means every medium: name no others beside it."))
    with door.open() as session, progress_on(results=True) as progress:
        told = literally(progress.line, wanted=not as_json)
        report = VerifyReport(told, literally(partial(click.echo, err=True)), advised(session, command))
        verify_these = (
            partial(verify_bags, bags=bags) if bags else partial(verify_media, everything=everything)
        )
        steps = verify_these(session, progress, numbers=numbers, allowance=allowance, told=report.copy_done)
        try:
            for step in steps:
                report.step(step)
        except KeyboardInterrupt:
            click.echo(_("Stopped. What has been compared is kept; the same command goes on."), err=True)
            context.exit(ExitCode.INTERRUPTED)
    if as_json:
        from archiver.cli.options.output import write_json

        write_json(report.document())
    context.exit(report.exit_code)
