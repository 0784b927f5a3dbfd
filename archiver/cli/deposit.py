"""`archiver deposit`: binders and grade statements onto the media of the archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import exports_session_options
from archiver.cli.options.options import DAY
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archiver.archive.deposit.outcome import DepositOutcome
    from archiver.cli.options.door import Door


@click.command(
    "deposit",
    short_help=_("Put binders and grade statements onto the media of the archive"),
    help=_(
        "Put binders and grade statements onto the media of the archive.\n\n"
        "PATH is the folder of archiver year-end or of archiver statement. Every group becomes a bag that "
        "is written to each medium, read back from it, and only then registered. A stopped run is "
        "finished by the same command.\n\n"
        "Exit codes: 0 all is deposited, 3 something was not (it is named), 4 nothing to deposit, 6 a medium "
        "is not connected, full or faulty, 9 a wrong or retired medium, or too few media."
    ),
)
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar=_("PATH…"),
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@click.option(
    "--from",
    "exports",
    type=click.Path(path_type=Path),
    help=_("The exports that the binders were made from: they are deposited with them."),
)
@click.option(
    "--medium",
    "media",
    multiple=True,
    help=_(
        "Onto this medium, by inventory number; may be given several times. Without it onto all that fit."
    ),
)
@click.option(
    "--copies",
    type=click.IntRange(1, 9),
    help=_("How many copies there must be at least; archive.copies of archiver.toml by default."),
)
@click.option(
    "--closed-on", type=DAY, help=_("The day the files were closed, when it is later than the last entry.")
)
@click.option(
    "--new-version",
    default="",
    metavar=_("REASON"),
    help=_("Deposit journals that were made anew as new versions, for this reason."),
)
@exports_session_options
@click.pass_context
def deposit(
    context: click.Context,
    folders: tuple[Path, ...],
    exports: Path | None,
    media: tuple[str, ...],
    copies: int | None,
    closed_on: dt.date | None,
    new_version: str,
    door: Door,
) -> None:
    """Find what there is, deposit it, say what became of it."""
    from archiver.archive.deposit.request import DepositRequest
    from archiver.archive.deposit.request import deposit as hand_over
    from archiver.cli.options.in_force import tell_settings
    from archiver.cli.telling.progress import progress_on
    from archiver.intake.in_force import settings_for

    loaded = settings_for(door.config, exports)
    tell_settings(loaded)
    request = DepositRequest(
        folders=folders,
        exports=exports,
        media=media,
        copies=copies,
        closed_on=closed_on,
        new_version=new_version,
    )
    outcomes: list[DepositOutcome] = []
    with door.open(loaded.settings, create=True) as session, progress_on() as progress:
        try:
            outcomes.extend(hand_over(session, request, progress))
        except KeyboardInterrupt:
            click.echo(
                _("Stopped. What is registered stays; run the same command to finish the rest."), err=True
            )
            context.exit(ExitCode.INTERRUPTED)
    context.exit(_summary(outcomes))


def _summary(outcomes: Sequence[DepositOutcome]) -> ExitCode:
    from collections import Counter

    from archiver.archive.deposit.outcome import DepositStatus

    number = Counter(outcome.status for outcome in outcomes)
    if number[DepositStatus.ALREADY] == len(outcomes):
        click.echo(_("Everything is deposited already: {count}.").format(count=len(outcomes)))
    else:
        bad = number[DepositStatus.CHANGED] + number[DepositStatus.FAILED] + number[DepositStatus.NOT_READY]
        click.echo(
            _(
                "Deposited: {new}, one more copy: {more}, deposited already: {same}, not deposited: {bad}."
            ).format(
                new=number[DepositStatus.DEPOSITED],
                more=number[DepositStatus.COMPLETED],
                same=number[DepositStatus.ALREADY],
                bad=bad,
            )
        )
    well = {DepositStatus.DEPOSITED, DepositStatus.COMPLETED, DepositStatus.ALREADY}
    if all(outcome.status in well and not outcome.warnings for outcome in outcomes):
        return ExitCode.DONE
    return ExitCode.FINDINGS
