"""`archiver deposit`: binders and grade statements onto the media of the archive."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import exports_session_options
from archiver.cli.options.options import DAY
from archiver.cli.options.ready import ready_options
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.deposit.outcome import DepositOutcome
    from archiver.cli.options.door import Door


@click.command(
    "deposit",
    help=_(
        "Put binders and grade statements onto the media of the archive.\n\n"
        "PATH is the folder of archiver year-end or of archiver statement. Every group becomes a bag that "
        "is written to each medium, read back from it, and only then registered. A stopped run is "
        "finished by the same command.\n\n"
        "A binder made before the program, or elsewhere, is deposited as it is: --ready VOLUME.pdf --group "
        "GROUP --year YEAR --names LIST, with its statement (--statement) or with what says where that lies "
        "(--document). Without either the journal cannot be destroyed when its period is over. Detached "
        "signatures (.p7s, .sig) that lie beside a PDF are deposited with it.\n\n"
        "Exit codes: 0 all is deposited, 3 something was not (it is named), 4 nothing to deposit, 6 a medium "
        "is not connected, full or faulty, 9 a wrong or retired medium, or too few media."
    ),
)
@click.argument(
    "folders",
    nargs=-1,
    metavar=_("[PATH…]"),
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@click.option(
    "--from",
    "exports",
    type=click.Path(path_type=Path),
    help=_("The exports that the binders were made from: they are deposited with them."),
)
@ready_options
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
def deposit(exports: Path | None, door: Door, **wanted: Any) -> None:
    from archiver.archive.deposit.outcome import sum_in_words, well
    from archiver.archive.deposit.request import DepositRequest
    from archiver.archive.deposit.request import deposit as hand_over
    from archiver.cli.options.in_force import tell_settings
    from archiver.cli.telling.progress import progress_on
    from archiver.intake.in_force import settings_for

    end = click.get_current_context().exit
    loaded = settings_for(door.config, exports)
    tell_settings(loaded)
    outcomes: list[DepositOutcome] = []
    with contextlib.ExitStack() as told:
        told.callback(_advise, outcomes)  # of what was deposited before a stop or a refusal, too
        with door.open(loaded.settings, create=True) as session, progress_on() as progress:
            try:
                outcomes.extend(hand_over(session, DepositRequest(exports=exports, **wanted), progress))
            except KeyboardInterrupt:
                click.echo(
                    _("Stopped. What is registered stays; run the same command to finish the rest."), err=True
                )
                end(ExitCode.INTERRUPTED)
        click.echo(sum_in_words(outcomes))
        end(ExitCode.DONE if well(outcomes) else ExitCode.FINDINGS)


def _advise(outcomes: list[DepositOutcome]) -> None:
    """Say what to do about what was not well, each deed once."""
    from archiver.cli.telling.remedies import advice

    for remedy in dict.fromkeys(remedy for outcome in outcomes for remedy in outcome.remedies):
        click.echo(advice(remedy))
