"""`archiver repair`: damaged and missing files put back from good copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.acting.user import os_login
from archiver.cli.options import config_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archiver.preservation.copying import Copied
    from archiver.preservation.mending import Mending
    from archiver.preservation.watch import Watch
    from archiver.register.model.packages import Bag
    from archiver.register.register import Register
    from archiver.settings import Settings


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
@click.option("--json", "as_json", is_flag=True, help=_("Print the outcome as JSON."))
@config_option
@click.pass_context
def repair(
    context: click.Context,
    numbers: tuple[str, ...],
    bags: tuple[str, ...],
    onto: str | None,
    as_json: bool,
    config: Path | None,
) -> None:
    """Repair what is asked for, say what became of every bag."""
    from archiver.cli.opened import opened
    from archiver.cli.repair_report import RepairReport
    from archiver.errors import UsageError
    from archiver.preservation.mending import Mending
    from archiver.preservation.watch import watch_on
    from archiver.turn import Turn, alone

    if numbers and bags:
        raise UsageError(_("Name media or bags, not both."))
    settings, register = opened(config)
    with register, watch_on() as watch:
        report = RepairReport(None if as_json else watch.line)
        run = Mending(register, settings.archive, os_login(), watch=watch)
        try:
            with alone(register, Turn.WRITING), alone(register, Turn.CHECKING):
                if onto is not None:
                    for copied in _copied(register, settings, watch, onto, numbers, bags):
                        report.copied(onto, copied)
                else:
                    for bag in _chosen(register, run, numbers, bags):
                        report.bag(run.bag(bag))
        except KeyboardInterrupt:
            click.echo(
                _("Stopped. What has been put back stays; run the same command to finish the rest."), err=True
            )
            context.exit(ExitCode.INTERRUPTED)
    if as_json:
        from archiver.cli.output import write_json

        write_json(report.document())
    else:
        report.end(onto)
    context.exit(report.exit_code)


def _copied(
    register: Register,
    settings: Settings,
    watch: Watch,
    onto: str,
    numbers: tuple[str, ...],
    names: tuple[str, ...],
) -> Iterator[Copied]:
    from archiver.media.registered import medium_of as registered
    from archiver.preservation.copying import Copying
    from archiver.preservation.selection import bag_of, medium_of

    with register.reading() as work:
        target = medium_of(work, onto)
        sources = [registered(work, number) for number in numbers]
        bags = tuple(dict.fromkeys(bag_of(work, name) for name in names))
    run = Copying(register, settings.archive, target, sources, os_login(), watch=watch)
    return run.bags(bags or run.waiting())


def _chosen(
    register: Register, run: Mending, numbers: tuple[str, ...], names: tuple[str, ...]
) -> tuple[Bag, ...]:
    from archiver.preservation.selection import bag_of, medium_of

    with register.reading() as work:
        media = [medium_of(work, number) for number in numbers]
        bags = [bag_of(work, name) for name in names]
    if names:
        return tuple(dict.fromkeys(bags))
    if not media:
        return run.waiting()
    return tuple(dict.fromkeys(bag for medium in media for bag in run.waiting(medium)))
