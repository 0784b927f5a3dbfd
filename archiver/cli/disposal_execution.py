"""`archiver disposal execute | confirm-paper | confirm-medium | recover`: the destruction itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.disposal_act import act_argument
from archiver.cli.options.door import dated_session_options
from archiver.cli.options.options import DAY
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.disposal.paper import HandOver
    from archiver.cli.options.door import Door
    from retention.copies import Copy


METHODS = ("shredded", "burnt", "pulped")


def _hand_over(method: str, weight_kg: float | None, **rest: Any) -> HandOver:
    from archiver.archive.disposal.paper import HandOver
    from retention.copies import Method

    return HandOver(Method(method), None if weight_kg is None else round(weight_kg * 1000), **rest)


@click.command(
    "execute",
    short_help=_("Erase the copies of an approved act, each with its proof"),
    help=_(
        "Erase every copy of the files of an approved act that can be reached, each with its proof. A "
        "stopped run, and one that lacked a medium, is finished by the same command. Paper is confirmed by "
        "confirm-paper.\n\n"
        "On disks every file is overwritten before it is removed. On flash memory, file systems that copy on "
        "write and network folders that proves nothing; act and papers say what was done. Where a certified "
        "tool is used, name it with --erased-with.\n\n"
        "Exit codes: 0 nothing is left, 3 copies are left (they are named), 9 refused."
    ),
)
@act_argument
@click.option("--yes", is_flag=True, help=_("Do not ask whether to begin."))
@click.option(
    "--erased-with",
    default="",
    metavar=_("“NAME, certificate No.”"),
    help=_("The certified tool that these media are erased with, for the act."),
)
@dated_session_options
@click.pass_context
def execute(context: click.Context, act: str, yes: bool, erased_with: str, door: Door) -> None:
    from archiver.archive.disposal.execution import execute as carry_out
    from archiver.archive.disposal.words import done_lines
    from archiver.cli.telling.remedies import advice, command
    from archiver.permissions import Permission

    with door.open() as session:
        session.require(Permission.ACT_EXECUTE)
        if not yes:
            click.confirm(
                _("Erase the copies of act {number}? This cannot be undone.").format(number=act),
                abort=True,
            )
        shown = set[str]()

        def tell(copy: Copy) -> None:
            # Names and working files go with every file of the act: their place is told once.
            line = f"{copy.where}: {copy.what}"
            if line not in shown:
                shown.add(line)
                click.echo(line)

        done = carry_out(session, act, tell, erased_with=erased_with)
    for line in done_lines(done, command):
        click.echo(line)
    for remedy in done.remedies:
        click.echo(advice(remedy))
    context.exit(ExitCode.DONE if done.over and not done.problems else ExitCode.FINDINGS)


@click.command(
    "confirm-paper",
    short_help=_("Confirm that volumes on paper are destroyed"),
    help=_(
        "Confirm that the volumes of an act (or of one FILE of it) are destroyed: how, their weight, and for "
        "paper handed over the recipient with the waybill."
    ),
)
@act_argument
@click.argument("file", required=False, default="", metavar=_("[FILE]"))
@collected(
    "hand_over",
    _hand_over,
    click.option(
        "--method", type=click.Choice(METHODS), required=True, help=_("How: shredded, burnt or pulped.")
    ),
    click.option(
        "--weight-kg", type=click.FloatRange(min=0, min_open=True), help=_("Weight of all of it, kg.")
    ),
    click.option(
        "--sheets", type=click.IntRange(1), help=_("Sheets counted, for one volume; else as registered.")
    ),
    click.option("--recipient", default="", help=_("Who took the paper.")),
    click.option("--waybill", default="", help=_("Number of the waybill.")),
    click.option("--waybill-date", "waybill_on", type=DAY, help=_("Date of the waybill.")),
)
@dated_session_options
def confirm_paper(act: str, file: str, hand_over: HandOver, door: Door) -> None:
    from archiver.archive.disposal import paper

    with door.open() as session:
        gone = paper.confirm_paper(session, act, hand_over, file=file)
    click.echo(
        _("Volumes confirmed: {count}. Go on: archiver disposal execute {number}").format(
            count=len(gone), number=act
        )
    )


@click.command(
    "confirm-medium",
    short_help=_("Confirm that a medium was destroyed with the copies on it"),
    help=_(
        "Confirm that a disc or disk that cannot be erased was destroyed by hand, by a document. The medium "
        "must be out of service: archiver media retire."
    ),
)
@act_argument
@click.argument("medium", metavar=_("MEDIUM"))
@click.option("--document", required=True, help=_("The document by which it was destroyed."))
@dated_session_options
def confirm_medium(act: str, medium: str, document: str, door: Door) -> None:
    from archiver.archive.disposal import paper

    with door.open() as session:
        gone = paper.confirm_medium(session, act, medium, document)
    click.echo(_("Copies confirmed: {count}.").format(count=len(gone)))


@click.command(
    "confirm-removed",
    short_help=_("Account for copies that somebody removed from a medium by hand"),
    help=_(
        "Account, by a document, for copies of an act that somebody removed from a medium that is connected. "
        "The whole medium is looked through first. The act tells of them as removed by a document: nothing "
        "proves it."
    ),
)
@act_argument
@click.argument("medium", metavar=_("MEDIUM"))
@click.option("--document", required=True, help=_("The document that says who removed them, and when."))
@dated_session_options
def confirm_removed(act: str, medium: str, document: str, door: Door) -> None:
    from archiver.archive.disposal import by_hand

    with door.open() as session:
        gone = by_hand.confirm_removed(session, act, medium, document)
    click.echo(_("Copies accounted for by the document: {count}.").format(count=len(gone)))


@click.command(
    "finish-returned",
    short_help=_("Erase what is back of an act that is over"),
    help=_(
        "Look through all media that are connected, retired ones too, and erase whatever lies there of an "
        "act that is accounted: each with its record under the act.\n\n"
        "Exit codes: 0 nothing is left that was found, 3 something is (it is named)."
    ),
)
@act_argument
@dated_session_options
@click.pass_context
def finish_returned(context: click.Context, act: str, door: Door) -> None:
    from archiver.archive.disposal.returning import finish_returned as erase
    from archiver.archive.disposal.words import returned_lines

    with door.open() as session:
        done = erase(session, act)
    for line in returned_lines(done):
        click.echo(line)
    context.exit(ExitCode.DONE if done.well else ExitCode.FINDINGS)


@click.command(
    "recover",
    short_help=_("Enter acts again that a restored register has forgotten"),
    help=_(
        "Enter acts again from the notices on the media that are connected, when the register was "
        "restored from before them. Then execute and account them once more: what is gone is proven again. "
        "Holds, closings and periods that the media tell of and the register has forgotten are entered too.\n"
        "\n"
        "Exit codes: 0 nothing is forgotten any more, 3 something could not be entered, or a medium not "
        "asked."
    ),
)
@dated_session_options
@click.pass_context
def recover(context: click.Context, door: Door) -> None:
    from archiver.archive.custody.attention import attention_lines, attention_of
    from archiver.archive.disposal.recovering import recover as close_gaps
    from archiver.cli.telling.remedies import command, with_advice
    from archiver.wording.retention_words import word

    with door.open() as session:
        compared = close_gaps(session)
        seen = attention_of(session)
    for one in compared.entered:
        told = with_advice(one.fault or _("entered again."), one.remedy)
        click.echo(f"{word(one.gap)}: {told}")
    for line in (one.line for one in compared.back.entered):
        click.echo(line)
    for number, why in compared.absent.items():
        click.echo(_("Not reached: {medium}: {why}").format(medium=number, why=why))
    for number in compared.back.unread:
        click.echo(_("Not read yet: {medium}").format(medium=number))
    if not compared.entered:
        click.echo(_("The media that are connected know no act that the register does not."))
    if compared.well:
        for line in attention_lines(seen, command):
            click.echo(line)
    context.exit(ExitCode.DONE if compared.well else ExitCode.FINDINGS)


COMMANDS = (execute, confirm_paper, confirm_medium, confirm_removed, finish_returned, recover)
