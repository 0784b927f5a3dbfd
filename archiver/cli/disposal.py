"""`archiver disposal`: the lawful destruction of files whose period is over, to the last proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.acting import acting_options
from archiver.cli.options import DAY, config_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.acting.who import Claim
    from archiver.disposal.office import Office
    from archiver.register.model.people import Role
    from archiver.register.register import Register
    from archiver.settings import Settings
    from retention.act import DestructionAct

ARCHIVE, EXECUTORS = ("archivist",), ("archivist", "it")
AGREEING = ("archivist", "commission")
METHODS = ("shredded", "burnt", "pulped")

number_argument = click.argument("number", metavar=_("NUMBER"))
confirm_option = click.option(
    "--today",
    "today",
    type=DAY,
    help=_("The date on a calendar on the wall, when the program asks whether the clock is right."),
)


def acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that acts: who, the date, the settings."""
    return acting_options(confirm_option(config_option(command)))


def office_of(
    settings: Settings, register: Register, claim: Claim, today: dt.date | None, *roles: str
) -> Office:
    """The office in which one of `roles` acts; raises Refused for everybody else."""
    from archiver.cli.acting import identified
    from archiver.disposal.identity import person_of
    from archiver.disposal.office import Office
    from archiver.register.model.people import Role

    wanted: list[Role] = [Role(role) for role in roles]
    person = identified(register, claim).require(*wanted)
    return Office(register, settings, person_of(person), today)


@click.group(
    "disposal",
    help=_(
        "Destruction of files whose retention period is over: by an act, with a proof for every copy.\n\n"
        "The way: due → draft → print, sign → agree → approve → execute → confirm-paper → account. Who "
        "approves an act is neither its author nor its executor."
    ),
)
def disposal() -> None:
    """The group of commands about destruction."""


def _said(act: DestructionAct) -> None:
    from archiver.refusal_words import word

    click.echo(
        _("Act {number}: {state}. Files: {files}. SHA-256: {digest}").format(
            number=act.number, state=word(act.state, "state"), files=len(act.rows), digest=act.digest
        )
    )


@disposal.command(
    "due",
    short_help=_("List the files whose period is over, and why some may not go"),
    help=_(
        "List the files whose retention period is over, and what keeps some of them from an act: a hold, "
        "grade statements that are not registered, another act.\n\n"
        "Exit codes: 0 nothing is late, 3 something is."
    ),
)
@click.option("--series", help=_("Only this record series: 05-11."))
@click.option("--count", "only_count", is_flag=True, help=_("Only the totals."))
@click.option(
    "--limit", type=click.IntRange(1), default=200, show_default=True, help=_("So many lines at most.")
)
@config_option
@click.pass_context
def due(
    context: click.Context, series: str | None, only_count: bool, limit: int, config: Path | None
) -> None:
    """Totals by queries; lines as they are judged."""
    from archiver.acting.user import os_login
    from archiver.cli.disposal_words import due_line
    from archiver.cli.opened import opened
    from archiver.disposal.due import due_files, summary
    from archiver.disposal.office import Office
    from retention.people import Person

    settings, register = opened(config)
    with register:
        login = os_login()
        office = Office(register, settings, Person(login, login, ""))
        totals = summary(office)
        if not only_count:
            with office.looking() as work:
                for place, file in enumerate(due_files(office, work, series=series)):
                    if place == limit:
                        click.echo(_("… and more: --limit, --series."))
                        break
                    click.echo(due_line(file))
    click.echo(
        _("Due: {due}, late: {late}, under a hold: {held}, in acts: {acts}. Kept in all: {kept}.").format(
            due=totals.total, late=totals.overdue, held=totals.held, acts=totals.in_acts, kept=totals.kept
        )
    )
    context.exit(ExitCode.FINDINGS if totals.overdue else ExitCode.DONE)


@disposal.command(
    "draft",
    short_help=_("Draw up an act"),
    help=_(
        "Draw up a destruction act: of the FILES named by their ids, or of all that may go today. Titles, "
        "periods and every copy are frozen; from then on the act cannot be changed, only cancelled."
    ),
)
@click.argument("files", nargs=-1, metavar=_("[FILE]…"))
@click.option("--series", help=_("Only this record series: 05-11."))
@click.option(
    "--number", "act_number", default="", help=_("Number of the act; the next of the year by default.")
)
@click.option(
    "--inventories-protocol",
    default="",
    help=_("Acquisition source: protocol that approved the inventories."),
)
@click.option("--inventories-date", type=DAY, help=_("Its date."))
@acting
def draft(
    files: tuple[str, ...],
    series: str | None,
    act_number: str,
    inventories_protocol: str,
    inventories_date: dt.date | None,
    claim: Claim,
    today: dt.date | None,
    config: Path | None,
) -> None:
    """Draw it up and say what comes next."""
    from archiver.cli.opened import opened
    from archiver.disposal.drafting import Wanted, draw_up
    from retention.people import Protocol

    inventories = Protocol(inventories_protocol, inventories_date) if inventories_date else None
    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, *ARCHIVE)
        act = draw_up(office, Wanted(files, series, act_number, inventories))
    _said(act)
    click.echo(_("Next: archiver disposal print {number} --to act.pdf").format(number=act.number))


@disposal.command(
    "list", short_help=_("List the acts"), help=_("List the acts; those that are over with --all.")
)
@click.option("--all", "everything", is_flag=True, help=_("Acts that are over too."))
@config_option
def list_acts(everything: bool, config: Path | None) -> None:
    """A line for each act."""
    from archiver.cli.opened import opened
    from archiver.refusal_words import word

    _settings, register = opened(config)
    with register, register.reading() as work:
        entries = work.acts.all() if everything else work.acts.open()
    for entry in entries:
        click.echo(f"{entry.number}  {entry.drawn_on:%d.%m.%Y}  {word(entry.state, 'state')}")
    if not entries:
        click.echo(_("There are no acts."))


@disposal.command(
    "show",
    short_help=_("Show an act: steps, files, copies, proofs"),
    help=_("Show an act: who did what and when, its files, and which copies are proven gone."),
)
@number_argument
@config_option
def show(number: str, config: Path | None) -> None:
    """Print it as text."""
    from archiver.cli.disposal_words import act_lines
    from archiver.cli.opened import opened
    from archiver.disposal.execution import standing
    from archiver.disposal.office import told

    _settings, register = opened(config)
    with register, told(), register.reading() as work:
        execution, _entry = standing(work, number)
    for line in act_lines(execution):
        click.echo(line)


@disposal.command(
    "print",
    short_help=_("Print the act with its annexes"),
    help=_(
        "Print the act in the official form, in the state it is in: annex 1 lists the copies, annex 2 the "
        "proofs. The head of the audit trail stands on it, so keep the paper."
    ),
)
@number_argument
@click.option(
    "--to", "out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=_("The PDF to write.")
)
@acting
def print_(number: str, out: Path, claim: Claim, today: dt.date | None, config: Path | None) -> None:
    """Write the PDF."""
    from archiver.atomic import write_atomically
    from archiver.cli.opened import opened
    from archiver.disposal.printing import print_act

    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today)
        write_atomically(out, print_act(office, number))
    click.echo(_("Act {number}: {file}").format(number=number, file=out))


def _protocol_options(command: Callable[..., Any]) -> Callable[..., Any]:
    number = click.option("--protocol", required=True, help=_("Number of the protocol."))
    return number(
        click.option("--date", "on", type=DAY, required=True, help=_("Date of the sitting."))(command)
    )


@disposal.command(
    "agree",
    short_help=_("Enter the agreement of the appraisal commission"),
    help=_("Enter that the appraisal commission has agreed, with number and date of its protocol."),
)
@number_argument
@_protocol_options
@acting
def agree(
    number: str, protocol: str, on: dt.date, claim: Claim, today: dt.date | None, config: Path | None
) -> None:
    """Take the step."""
    from archiver.cli.opened import opened
    from archiver.disposal import steps
    from retention.people import Protocol

    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, *AGREEING)
        _said(steps.agree(office, number, Protocol(protocol, on)))


@disposal.command(
    "agree-region",
    short_help=_("Enter the agreement of the regional commission"),
    help=_("Enter that the regional commission has agreed; only where the college is an acquisition source."),
)
@number_argument
@_protocol_options
@acting
def agree_region(
    number: str, protocol: str, on: dt.date, claim: Claim, today: dt.date | None, config: Path | None
) -> None:
    """Take the step."""
    from archiver.cli.opened import opened
    from archiver.disposal import steps
    from retention.people import Protocol

    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, *AGREEING)
        _said(steps.agree_regionally(office, number, Protocol(protocol, on)))


@disposal.command(
    "approve",
    short_help=_("Approve an act (the director)"),
    help=_("Approve an act: the director's step. Every file is judged once more; nothing is erased yet."),
)
@number_argument
@acting
def approve(number: str, claim: Claim, today: dt.date | None, config: Path | None) -> None:
    """Take the step."""
    from archiver.cli.opened import opened
    from archiver.disposal import steps

    settings, register = opened(config)
    with register:
        _said(steps.approve(office_of(settings, register, claim, today, "director"), number))


@disposal.command(
    "execute",
    short_help=_("Erase the copies of an approved act, each with its proof"),
    help=_(
        "Erase every copy of the files of an approved act that can be reached, each with its proof. A "
        "stopped run, and one that lacked a medium, is finished by the same command. Paper is confirmed by "
        "confirm-paper.\n\nExit codes: 0 nothing is left, 3 copies are left (they are named), 9 refused."
    ),
)
@number_argument
@click.option("--yes", is_flag=True, help=_("Do not ask whether to begin."))
@acting
@click.pass_context
def execute(
    context: click.Context, number: str, yes: bool, claim: Claim, today: dt.date | None, config: Path | None
) -> None:
    """Go as far as possible and say what is left."""
    from archiver.cli.disposal_words import done_lines
    from archiver.cli.opened import opened
    from archiver.disposal.execution import Run

    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, *EXECUTORS)
        if not yes:
            click.confirm(
                _("Erase the copies of act {number}? This cannot be undone.").format(number=number),
                abort=True,
            )
        done = Run(office, number, seen=lambda copy: click.echo(f"{copy.where}: {copy.what}")).run()
    for line in done_lines(done):
        click.echo(line)
    context.exit(ExitCode.DONE if done.over and not done.problems else ExitCode.FINDINGS)


@disposal.command(
    "confirm-paper",
    short_help=_("Confirm that volumes on paper are destroyed"),
    help=_(
        "Confirm that the volumes of an act (or of one FILE of it) are destroyed: how, their weight, and for "
        "paper handed over the recipient with the waybill."
    ),
)
@number_argument
@click.argument("file", required=False, default="", metavar=_("[FILE]"))
@click.option(
    "--method", type=click.Choice(METHODS), required=True, help=_("How: shredded, burnt or pulped.")
)
@click.option("--weight-kg", type=click.FloatRange(min=0, min_open=True), help=_("Weight of all of it, kg."))
@click.option(
    "--sheets", type=click.IntRange(1), help=_("Sheets counted, for one volume; else as registered.")
)
@click.option("--recipient", default="", help=_("Who took the paper."))
@click.option("--waybill", default="", help=_("Number of the waybill."))
@click.option("--waybill-date", type=DAY, help=_("Date of the waybill."))
@acting
def confirm_paper(
    number: str,
    file: str,
    method: str,
    weight_kg: float | None,
    sheets: int | None,
    recipient: str,
    waybill: str,
    waybill_date: dt.date | None,
    claim: Claim,
    today: dt.date | None,
    config: Path | None,
) -> None:
    """Keep the proofs."""
    from archiver.cli.opened import opened
    from archiver.disposal import paper
    from retention.copies import Method

    grams = None if weight_kg is None else round(weight_kg * 1000)
    hand_over = paper.HandOver(Method(method), grams, recipient, waybill, waybill_date)
    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, *EXECUTORS)
        gone = paper.confirm_paper(office, number, hand_over, file=file, sheets=sheets)
    click.echo(
        _("Volumes confirmed: {count}. Go on: archiver disposal execute {number}").format(
            count=len(gone), number=number
        )
    )


@disposal.command(
    "confirm-medium",
    short_help=_("Confirm that a medium was destroyed with the copies on it"),
    help=_(
        "Confirm that a disc or disk that cannot be erased was destroyed by hand, by a document. The medium "
        "must be out of service: archiver media retire."
    ),
)
@number_argument
@click.argument("medium", metavar=_("MEDIUM"))
@click.option("--document", required=True, help=_("The document by which it was destroyed."))
@acting
def confirm_medium(
    number: str, medium: str, document: str, claim: Claim, today: dt.date | None, config: Path | None
) -> None:
    """Keep the proofs."""
    from archiver.cli.opened import opened
    from archiver.disposal import paper

    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, *EXECUTORS)
        gone = paper.confirm_medium(office, number, medium, document)
    click.echo(_("Copies confirmed: {count}.").format(count=len(gone)))


@disposal.command(
    "account",
    short_help=_("Close an act when nothing is left of its files"),
    help=_(
        "Close an act: the changes are entered into the registers. Refused while a copy is left or a paper "
        "is missing. Print the act once more afterwards: annex 2 holds the proofs."
    ),
)
@number_argument
@acting
def account(number: str, claim: Claim, today: dt.date | None, config: Path | None) -> None:
    """Take the last step."""
    from archiver.cli.disposal_words import backups_line
    from archiver.cli.opened import opened
    from archiver.disposal import steps

    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, *ARCHIVE)
        _said(steps.account(office, number))
        with register.reading() as work:
            reminder = backups_line(work)
    if reminder:
        click.echo(reminder)
    click.echo(
        _("Print it with the proofs: archiver disposal print {number} --to act.pdf").format(number=number)
    )


@disposal.command(
    "cancel",
    short_help=_("Withdraw an act before its execution"),
    help=_("Withdraw an act before its execution, with a reason. Its files may enter another act."),
)
@number_argument
@click.option("--reason", required=True, help=_("Why."))
@acting
def cancel(number: str, reason: str, claim: Claim, today: dt.date | None, config: Path | None) -> None:
    """Take the step."""
    from archiver.cli.opened import opened
    from archiver.disposal import steps

    settings, register = opened(config)
    with register:
        office = office_of(settings, register, claim, today, "archivist", "director")
        _said(steps.cancel(office, number, reason))


@disposal.command(
    "recover",
    short_help=_("Enter acts again that a restored register has forgotten"),
    help=_(
        "Enter acts again from the notices on the media that are connected, when the register was "
        "restored from before them. Then execute and account them once more: what is gone is proven again.\n"
        "\n"
        "Exit codes: 0 nothing is forgotten any more, 3 an act could not be entered."
    ),
)
@acting
@click.pass_context
def recover(context: click.Context, claim: Claim, today: dt.date | None, config: Path | None) -> None:
    """Close the gaps."""
    from archiver.cli.opened import opened
    from archiver.disposal.recovering import recover as close_gaps
    from archiver.refusal_words import word

    settings, register = opened(config)
    with register:
        entered = close_gaps(office_of(settings, register, claim, today, *ARCHIVE))
    for one in entered:
        told = one.fault or _("entered again")
        click.echo(f"{word(one.gap)}: {told}")
    if not entered:
        click.echo(_("The media that are connected know no act that the register does not."))
    context.exit(ExitCode.FINDINGS if any(one.fault for one in entered) else ExitCode.DONE)
