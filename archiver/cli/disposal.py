"""`archiver disposal`: the lawful destruction of files whose period is over, to the last proof."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli import disposal_execution, disposal_steps
from archiver.cli.options.collected import collected
from archiver.cli.options.disposal_act import act_argument, tell
from archiver.cli.options.door import dated_session_options, session_options
from archiver.cli.options.options import DAY
from archiver.cli.options.targets import to_file
from archiver.errors import ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.disposal.drafting import ActWanted
    from archiver.cli.options.door import Door
    from archiver.counter.session import Session


def _wanted(protocol: str, protocol_on: dt.date | None, **rest: Any) -> ActWanted:
    from archiver.archive.disposal.drafting import ActWanted
    from retention.people import Protocol

    if bool(protocol) != bool(protocol_on):
        raise UsageError(_("--inventories-protocol and --inventories-date belong together."))
    return ActWanted(**rest, inventories=Protocol(protocol, protocol_on) if protocol_on else None)


def _lapsing(session: Session) -> Callable[[], None]:
    """Says in time that the act which papers on personal data cite will not be in force."""
    from archiver.settings.confirmation import lapse, told

    found = lapse(session.settings.disposal.confirmation_acts, session.today)

    def tell_it() -> None:
        if found is not None:
            click.echo(_("Attention: {text}").format(text=told(found)), err=True)

    return tell_it


class InOrder(click.Group):
    """Lists its commands in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """From the list of what is due to the last entry, then what is done beside the way."""
        return [
            "due", "appraise", "draft", "print", "agree", "agree-region", "approve", "confirm-date",
            "execute", "confirm-paper", "confirm-medium", "confirm-removed", "account", "keep", "cancel",
            "list", "show", "finish-returned", "recover",
        ]  # fmt: skip


@click.group(
    "disposal",
    cls=InOrder,
    help=_(
        "Destruction of files whose retention period is over: by an act, with a proof for every copy.\n\n"
        "The way: due → draft → print, sign → agree → approve → execute → confirm-paper → account. Who "
        "approves an act is neither its author nor its executor."
    ),
)
def disposal() -> None:
    """The group of commands about destruction."""


@disposal.command(
    "due",
    short_help=_("List the files whose period is over, and why some may not go"),
    help=_(
        "List the files whose retention period is over, and what keeps some of them from an act: a hold, "
        "grade statements that are not registered, another act.\n\n"
        "Exit codes: 0 nothing is late, 3 something is, or files have one copy, or bags no entry."
    ),
)
@click.option("--series", help=_("Only this record series: 05-11."))
@click.option("--count", "only_count", is_flag=True, help=_("Only the totals."))
@click.option(
    "--limit", type=click.IntRange(1), default=200, show_default=True, help=_("So many lines at most.")
)
@session_options
@click.pass_context
def due(context: click.Context, series: str | None, only_count: bool, limit: int, door: Door) -> None:
    from archiver.archive.disposal.due import due as due_by_now
    from archiver.archive.disposal.due import summary
    from archiver.archive.disposal.words import due_line
    from archiver.cli.telling.attention import tell_attention

    with door.open() as session:
        few = tell_attention(session)
        totals, tell_lapse = summary(session), _lapsing(session)
        with contextlib.closing(due_by_now(session, series=series)) as files:
            for place, file in enumerate(() if only_count else files):
                if place == limit:
                    click.echo(_("… and more: --limit, --series."))
                    break
                click.echo(due_line(file))
    click.echo(
        _("Due: {due}, late: {late}, under a hold: {held}, in acts: {acts}. Kept in all: {kept}.").format(
            due=totals.total, late=totals.overdue, held=totals.held, acts=totals.in_acts, kept=totals.kept
        )
    )
    tell_lapse()
    context.exit(ExitCode.FINDINGS if totals.overdue or few.needed else ExitCode.DONE)


@disposal.command(
    "draft",
    short_help=_("Draw up an act"),
    help=_(
        "Draw up a destruction act: of the FILES named by their ids, or of all that may go today. Titles, "
        "periods and every copy are frozen; from then on the act cannot be changed, only cancelled."
    ),
)
@collected(
    "wanted",
    _wanted,
    click.argument("files", nargs=-1, metavar=_("[FILE]…")),
    click.option("--series", help=_("Only this record series: 05-11.")),
    click.option("--number", default="", help=_("Number of the act; the next of the year by default.")),
    click.option(
        "--inventories-protocol",
        "protocol",
        default="",
        help=_("Protocol that agreed to the inventories of files kept for over ten years; remembered."),
    ),
    click.option("--inventories-date", "protocol_on", type=DAY, help=_("Its date.")),
    click.option(
        "--inventories-with-act",
        is_flag=True,
        help=_("The commission agrees to these inventories together with the act."),
    ),
    click.option(
        "--no-paper", default="", metavar=_("REASON"), help=_("Why files without volumes have no paper.")
    ),
)
@dated_session_options
def draft(wanted: ActWanted, door: Door) -> None:
    from archiver.archive.disposal.drafting import draw_up
    from archiver.archive.disposal.left_out import left_out_lines, left_out_of, remedies_of
    from archiver.archive.disposal.lent import lent_of_act
    from archiver.cli.telling.remedies import advice

    with door.open() as session:
        act, tell_lapse = draw_up(session, wanted), _lapsing(session)
        lent, left_out = lent_of_act(session, act.number), left_out_of(session, act.number)
    tell(act)
    for line in (*left_out_lines(left_out), *map(advice, remedies_of(left_out))):
        click.echo(line)
    for row in act.rows:
        if row.remark:
            click.echo(f"  {row.number}. {row.title}: {row.remark}")
    for text in lent:
        click.echo(_("Attention: {text}").format(text=text), err=True)
    tell_lapse()
    click.echo(_("Next: archiver disposal print {number} --to act.pdf").format(number=act.number))


@disposal.command(
    "list", short_help=_("List the acts"), help=_("List the acts; those that are over with --all.")
)
@click.option("--all", "everything", is_flag=True, help=_("Acts that are over too."))
@session_options
def list_acts(everything: bool, door: Door) -> None:
    from archiver.archive.disposal.looking import acts
    from archiver.wording.retention_words import word

    with door.open() as session:
        entries = acts(session, over=everything)
    for entry in entries:
        click.echo(f"{entry.number}  {entry.drawn_on:%d.%m.%Y}  {word(entry.state, 'state')}")
    if not entries:
        click.echo(_("There are no acts."))


@disposal.command(
    "show",
    short_help=_("Show an act: steps, files, copies, proofs"),
    help=_("Show an act: who did what and when, its files, and which copies are proven gone."),
)
@act_argument
@session_options
def show(act: str, door: Door) -> None:
    from archiver.archive.disposal.looking import execution_of
    from archiver.archive.disposal.words import act_lines

    with door.open() as session:
        execution, accounts = execution_of(session, act)
    for line in act_lines(execution, accounts):
        click.echo(line)


@disposal.command(
    "print",
    short_help=_("Print the act, or the paper of its execution"),
    help=_(
        "Print the act in the official form: what was drawn up, agreed to and approved, with the list of the "
        "copies. It says the same after the approval, whenever it is printed. With --execution, print the "
        "paper of its execution instead: the proof of every copy. The head of the audit trail stands on "
        "both, so keep them."
    ),
)
@act_argument
@to_file()
@click.option("--execution", is_flag=True, help=_("What was done under the act, with its proofs."))
@dated_session_options
def print_(act: str, out: Path, execution: bool, door: Door) -> None:
    from archiver.archive.disposal.printing import print_act, print_execution
    from archiver.disk.atomic import write_atomically
    from archiver.disk.targets import writable_file
    from archiver.process.output import cache_beside

    writable_file(out)
    with door.open() as session, cache_beside(out.parent):
        write_atomically(out, (print_execution if execution else print_act)(session, act))
    click.echo(_("Act {number}: {file}").format(number=act, file=out))


for _command in (*disposal_steps.COMMANDS, *disposal_execution.COMMANDS):
    disposal.add_command(_command)
