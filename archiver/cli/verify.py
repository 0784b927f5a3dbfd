"""`archiver verify`: what lies on the media, compared byte for byte with what was deposited."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.acting.user import os_login
from archiver.cli.budget import BudgetType
from archiver.cli.options import config_option
from archiver.errors import ArchiverError, ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.verify_report import VerifyReport
    from archiver.preservation.allowance import Allowance
    from archiver.preservation.verification import Verification
    from archiver.register.model.media import Medium
    from archiver.register.model.packages import Bag, Copy
    from archiver.register.register import Register


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
    type=BudgetType(),
    metavar=_("AMOUNT"),
    help=_("Stop after so much has been read or so long: 200GB, 90min, 4h."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the outcome as JSON."))
@config_option
@click.pass_context
def verify(
    context: click.Context,
    numbers: tuple[str, ...],
    everything: bool,
    bags: tuple[str, ...],
    allowance: Allowance | None,
    as_json: bool,
    config: Path | None,
) -> None:
    """Check what is asked for, say what was found, end with the worst of it."""
    from archiver.cli.opened import opened
    from archiver.cli.verify_report import VerifyReport
    from archiver.preservation.verification import Verification
    from archiver.preservation.watch import watch_on
    from archiver.turn import Turn, alone

    if everything and (numbers or bags):
        raise UsageError(_("--all means every medium: name no others beside it."))
    settings, register = opened(config)
    with register, watch_on() as watch:
        report = VerifyReport(None if as_json else watch.line)
        run = Verification(
            register,
            settings.archive,
            os_login(),
            watch=watch,
            allowance=allowance,
            told=report.copy_done,
        )
        try:
            with alone(register, Turn.CHECKING):
                if bags:
                    _bags(register, run, report, bags, numbers)
                else:
                    _media(register, run, report, numbers, everything=everything)
        except KeyboardInterrupt:
            click.echo(_("Stopped. What has been compared is kept; the same command goes on."), err=True)
            context.exit(ExitCode.INTERRUPTED)
    if as_json:
        from archiver.cli.output import write_json

        write_json(report.document())
    context.exit(report.exit_code)


def _media(
    register: Register,
    run: Verification,
    report: VerifyReport,
    numbers: tuple[str, ...],
    *,
    everything: bool,
) -> None:
    from archiver.preservation.selection import media_to_check

    with register.reading() as work:
        media = media_to_check(work, numbers, dt.date.today(), everything=everything)
        if not media:
            report.nothing_due(work.media.all(retired=False))
    for medium in media:
        if run.exhausted:
            report.not_begun(medium)
            continue
        try:
            report.medium(run.medium(medium))
        except ArchiverError as error:
            report.failed(medium, error)


def _bags(
    register: Register,
    run: Verification,
    report: VerifyReport,
    names: tuple[str, ...],
    numbers: tuple[str, ...],
) -> None:
    for medium, copy, bag in _places(register, names, numbers):
        if run.exhausted:
            report.not_begun(medium)
            continue
        try:
            report.copy(run.copy(medium, copy, bag))
        except ArchiverError as error:
            report.failed(medium, error)


def _places(
    register: Register, names: tuple[str, ...], numbers: tuple[str, ...]
) -> list[tuple[Medium, Copy, Bag]]:
    from archiver.preservation.selection import bag_of, copies_of, medium_of

    places = []
    with register.reading() as work:
        media = [medium_of(work, number) for number in numbers]
        for name in names:
            bag = bag_of(work, name)
            found = [place for place in copies_of(work, bag) if not media or place[0] in media]
            if not found:
                raise UsageError(
                    _("The bag {id} has no copy on a medium that is to be checked.").format(
                        id=bag.external_id
                    )
                )
            places += [(medium, copy, bag) for medium, copy in found]
    return places
