"""`archiver drill`: once a year a bag of every medium is taken back and read without this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.retrieval.drill import Drilled
    from archiver.cli.options.door import Door


@click.command(
    "drill",
    short_help=_("Take a bag of every medium back, as without the program"),
    help=_(
        "Take a random bag of every medium back and read it as somebody would who has not got this program: "
        "it is copied out, checked by nothing but the commands printed in its ЧИТАТЬ.txt, and its PDFs are "
        "opened. Nothing of it is left on this computer; that it was done is recorded.\n\n"
        "It is due once a year (archiver calendar), and asked for by level 4 of the NDSA levels. With NUMBER "
        "only these media.\n\n"
        "Exit codes: 0 everything was had again, 3 something was not (it is named), 6 a medium is not "
        "connected."
    ),
)
@click.argument("numbers", nargs=-1, metavar=_("[NUMBER]…"))
@session_options
@click.pass_context
def drill(context: click.Context, numbers: tuple[str, ...], door: Door) -> None:
    from archiver.archive.retrieval.drill import DrillResult
    from archiver.archive.retrieval.drill import drill as take_back
    from archiver.cli.telling.progress import progress_on

    results = set()
    with door.open() as session, progress_on(results=True) as progress:
        for one in take_back(session, numbers, progress):
            results.add(one.result)
            click.echo(_line(one))
    if not results - {DrillResult.EMPTY}:
        click.echo(_("No medium has a copy to take back."))
    if DrillResult.FAILED in results:
        click.echo(_("What is damaged is put back by archiver repair."), err=True)
        context.exit(ExitCode.FINDINGS)
    context.exit(ExitCode.OUTPUT_FAILED if DrillResult.ABSENT in results else ExitCode.DONE)


def _line(one: Drilled) -> str:
    """What came of a medium."""
    from archiver.archive.retrieval.drill import DrillResult

    text = {
        DrillResult.DONE: _("{medium}: {bag} was taken back; {commands} agree; PDFs opened: {opened}."),
        DrillResult.FAILED: _("{medium}: {bag} was NOT had again: {why}."),
        DrillResult.ABSENT: _("{medium}: {why}"),
        DrillResult.EMPTY: _("{medium}: no copies on it."),
    }[one.result]
    return text.format(
        medium=one.medium.inventory_number,
        bag=one.bag,
        commands="; ".join(one.commands),
        opened=one.opened,
        why=one.why,
    )
