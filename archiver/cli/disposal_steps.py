"""`archiver disposal agree | agree-region | approve | account | cancel`: the steps people take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.disposal_act import number_argument, said
from archiver.cli.options.door import dated_session_options
from archiver.cli.options.options import DAY
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door


def _protocol_options(command: Callable[..., Any]) -> Callable[..., Any]:
    number = click.option("--protocol", required=True, help=_("Number of the protocol."))
    return number(
        click.option("--date", "on", type=DAY, required=True, help=_("Date of the sitting."))(command)
    )


@click.command(
    "agree",
    short_help=_("Enter the agreement of the appraisal commission"),
    help=_("Enter that the appraisal commission has agreed, with number and date of its protocol."),
)
@number_argument
@_protocol_options
@dated_session_options
def agree(number: str, protocol: str, on: dt.date, door: Door) -> None:
    """Take the step."""
    from archiver.archive.disposal import steps
    from retention.people import Protocol

    with door.open() as session:
        said(steps.agree(session, number, Protocol(protocol, on)))


@click.command(
    "agree-region",
    short_help=_("Enter the agreement of the regional commission"),
    help=_("Enter that the regional commission has agreed; only where the college is an acquisition source."),
)
@number_argument
@_protocol_options
@dated_session_options
def agree_region(number: str, protocol: str, on: dt.date, door: Door) -> None:
    """Take the step."""
    from archiver.archive.disposal import steps
    from retention.people import Protocol

    with door.open() as session:
        said(steps.agree_regionally(session, number, Protocol(protocol, on)))


@click.command(
    "approve",
    short_help=_("Approve an act (the director)"),
    help=_("Approve an act: the director's step. Every file is judged once more; nothing is erased yet."),
)
@number_argument
@dated_session_options
def approve(number: str, door: Door) -> None:
    """Take the step."""
    from archiver.archive.disposal import steps

    with door.open() as session:
        said(steps.approve(session, number))


@click.command(
    "account",
    short_help=_("Close an act when nothing is left of its files"),
    help=_(
        "Close an act: the changes are entered into the registers. Refused while a copy is left or a paper "
        "is missing. Print the act once more afterwards: annex 2 holds the proofs."
    ),
)
@number_argument
@dated_session_options
def account(number: str, door: Door) -> None:
    """Take the last step."""
    from archiver.archive.disposal.keeping import close_act
    from archiver.archive.disposal.words import backups_line

    with door.open() as session:
        closed = close_act(session, number)
    said(closed.act)
    if closed.kept is not None:
        click.echo(_("The act is kept as {file}.").format(file=closed.kept.external_id))
    else:
        click.echo(_("Attention: {text}").format(text=closed.why_not), err=True)
        click.echo(
            _("Put it onto the media later: archiver disposal keep {number}").format(number=number), err=True
        )
    if closed.backups:
        click.echo(backups_line(closed.backups))
    click.echo(
        _("Print it with the proofs: archiver disposal print {number} --to act.pdf").format(number=number)
    )


@click.command(
    "cancel",
    short_help=_("Withdraw an act before its execution"),
    help=_("Withdraw an act before its execution, with a reason. Its files may enter another act."),
)
@number_argument
@click.option("--reason", required=True, help=_("Why."))
@dated_session_options
def cancel(number: str, reason: str, door: Door) -> None:
    """Take the step."""
    from archiver.archive.disposal import steps

    with door.open() as session:
        said(steps.cancel(session, number, reason))


@click.command(
    "appraise",
    short_help=_("Enter what a commission decided of files that it must look at"),
    help=_(
        "Enter what the commission decided of FILES whose series asks for a review or bears the mark «ЭПК»: "
        "--destroy or --keep. With --regional it is the decision of the regional commission. What is kept "
        "by a decision enters no act any more."
    ),
)
@click.argument("files", nargs=-1, required=True, metavar=_("FILE…"))
@click.option("--destroy/--keep", "destroy", default=None, required=True, help=_("What was decided."))
@click.option("--regional", is_flag=True, help=_("By the regional commission."))
@_protocol_options
@dated_session_options
def appraise(
    files: tuple[str, ...],
    destroy: bool,
    regional: bool,
    protocol: str,
    on: dt.date,
    door: Door,
) -> None:
    """Keep the decision."""
    from archiver.archive.disposal.appraising import appraise as enter
    from retention.eligibility import Appraisal
    from retention.people import Protocol

    with door.open() as session:
        found = enter(session, files, Appraisal(destroy, Protocol(protocol, on), regional))
    click.echo(_("Decisions entered: {count}.").format(count=len(found)))


@click.command(
    "keep",
    short_help=_("Put an accounted act onto the media, for ever"),
    help=_(
        "Put an accounted act onto the media of the archive, to be kept for ever: the printed act with its "
        "proofs, and the same for machines. account does it by itself when the media are connected."
    ),
)
@number_argument
@dated_session_options
def keep(number: str, door: Door) -> None:
    """Deposit it."""
    from archiver.archive.disposal.keeping import keep_act

    with door.open() as session:
        file = keep_act(session, number)
    click.echo(_("The act is kept as {file}.").format(file=file.external_id))


COMMANDS = (agree, agree_region, approve, account, keep, cancel, appraise)
