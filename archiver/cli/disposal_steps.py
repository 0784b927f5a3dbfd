"""`archiver disposal agree | agree-region | approve | account | cancel`: the steps people take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.disposal_act import act_argument, tell
from archiver.cli.options.door import dated_session_options
from archiver.cli.options.options import DAY
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from retention.people import Protocol


_protocol_options = collected(
    "protocol",
    "retention.people:Protocol",
    click.option("--protocol", "number", required=True, help=_("Number of the protocol.")),
    click.option("--date", "on", type=DAY, required=True, help=_("Date of the sitting.")),
)


@click.command(
    "agree",
    short_help=_("Enter the agreement of the appraisal commission"),
    help=_("Enter that the appraisal commission has agreed, with number and date of its protocol."),
)
@act_argument
@_protocol_options
@dated_session_options
def agree(act: str, protocol: Protocol, door: Door) -> None:
    from archiver.archive.disposal import steps

    with door.open() as session:
        tell(steps.agree(session, act, protocol))


@click.command(
    "agree-region",
    short_help=_("Enter the agreement of the regional commission"),
    help=_("Enter that the regional commission has agreed; only where the college is an acquisition source."),
)
@act_argument
@_protocol_options
@dated_session_options
def agree_region(act: str, protocol: Protocol, door: Door) -> None:
    from archiver.archive.disposal import steps

    with door.open() as session:
        tell(steps.agree_regionally(session, act, protocol))


@click.command(
    "approve",
    short_help=_("Approve an act (the director)"),
    help=_("Approve an act: the director's step. Every file is judged once more; nothing is erased yet."),
)
@act_argument
@dated_session_options
def approve(act: str, door: Door) -> None:
    from archiver.archive.disposal import steps

    with door.open() as session:
        tell(steps.approve(session, act))


@click.command(
    "confirm-date",
    short_help=_("Confirm the date once more (the director)"),
    help=_(
        "Confirm, as the director, the date that a calendar on the wall shows: asked for when an act is "
        "carried out months after its approval."
    ),
)
@act_argument
@dated_session_options
def confirm_date(act: str, door: Door) -> None:
    from archiver.archive.disposal import steps

    with door.open() as session:
        tell(steps.confirm_date(session, act))


@click.command(
    "account",
    short_help=_("Close an act when nothing is left of its files"),
    help=_(
        "Close an act: the changes are entered into the registers. Refused while a copy is left or a paper "
        "is missing. Print the paper of its execution afterwards: it holds the proofs."
    ),
)
@act_argument
@dated_session_options
def account(act: str, door: Door) -> None:
    from archiver.archive.disposal.keeping import close_act
    from archiver.archive.disposal.unseen import unseen_lines
    from archiver.archive.disposal.words import backups_lines, snapshots_lines
    from archiver.cli.telling.remedies import command, with_advice

    with door.open() as session:
        closed = close_act(session, act)
    tell(closed.act)
    if closed.kept is not None:
        click.echo(_("The act is kept as {file}.").format(file=closed.kept.external_id))
    if closed.why_not is not None:
        told = with_advice(closed.why_not.message, closed.why_not.remedy)
        click.echo(_("Attention: {text}").format(text=told), err=True)
        click.echo(
            _("Put it onto the media later: archiver disposal keep {number}").format(number=act), err=True
        )
    for line in (
        *backups_lines(closed.backups, command),
        *snapshots_lines(closed.snapshots),
        *unseen_lines(closed.unseen),
    ):
        click.echo(line)
    click.echo(
        _("Print its execution: archiver disposal print {number} --execution --to execution.pdf").format(
            number=act
        )
    )


@click.command(
    "cancel",
    short_help=_("Withdraw an act before its execution"),
    help=_("Withdraw an act before its execution, with a reason. Its files may enter another act."),
)
@act_argument
@click.option("--reason", required=True, help=_("Why."))
@dated_session_options
def cancel(act: str, reason: str, door: Door) -> None:
    from archiver.archive.disposal import steps

    with door.open() as session:
        tell(steps.cancel(session, act, reason))


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
    protocol: Protocol,
    door: Door,
) -> None:
    from archiver.archive.disposal.appraising import appraise as enter
    from retention.eligibility import Appraisal

    with door.open() as session:
        found = enter(session, files, Appraisal(destroy, protocol, regional))
    click.echo(_("Decisions entered: {count}.").format(count=len(found)))


@click.command(
    "keep",
    short_help=_("Put an accounted act onto the media, for ever"),
    help=_(
        "Put an accounted act onto the media of the archive, to be kept for ever: the printed act with its "
        "proofs, and the same for machines. account does it by itself when the media are connected."
    ),
)
@act_argument
@dated_session_options
def keep(act: str, door: Door) -> None:
    from archiver.archive.disposal.keeping import keep_act

    with door.open() as session:
        file = keep_act(session, act)
    click.echo(_("The act is kept as {file}.").format(file=file.external_id))


COMMANDS = (agree, agree_region, approve, confirm_date, account, keep, cancel, appraise)
