"""`archiver level`: how well the archive keeps what it keeps, by the NDSA Levels of Digital Preservation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY
from archiver.counter.choices import MEASURES
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door


@click.group(
    "level",
    invoke_without_command=True,
    help=_(
        "Say how well the archive keeps what it keeps: the NDSA Levels of Digital Preservation (version 2), "
        "five areas by four levels, and the cheapest next step.\n\n"
        "A cell is met only by what is in the register. What no program can see (a virus check, an order) "
        "is stated with its document: archiver level state.\n\n"
        "Exit codes: 0 judged, 3 files have one copy or none, or bags no entry: they are counted first."
    ),
)
@click.option("--details", is_flag=True, help=_("Every criterion with what proves it."))
@click.option("--json", "as_document", is_flag=True, help=_("As JSON, for scripts."))
@session_options
@click.pass_context
def level(context: click.Context, details: bool, as_document: bool, door: Door) -> None:
    if context.invoked_subcommand is not None:
        return
    from archiver.archive.custody.attention import advised, attention_of
    from archiver.archive.level import words
    from archiver.archive.level.judging import level_of
    from archiver.cli.options.output import write_json
    from archiver.cli.telling.attention import tell_attention
    from archiver.cli.telling.remedies import command
    from archiver.cli.telling.table import show_table
    from archiver.wording.documents import fields

    with door.open() as session:
        judged, today, called = level_of(session), session.today, advised(session, command)
        few = attention_of(session) if as_document else tell_attention(session)
    code = ExitCode.FINDINGS if few.needed else ExitCode.DONE
    if as_document:
        write_json(words.as_json(judged, today, called) | {"attention": fields(few, "single", "none")})
        context.exit(code)
    show_table(words.titles(), words.rows(judged))
    for line in words.every_criterion(judged, called) if details else words.what_lacks(judged):
        click.echo(line)
    for line in words.next_step(judged, called):
        click.echo(line)
    context.exit(code)


@level.command(
    "state",
    short_help=_("State by a document what no program can see"),
    help=_(
        "State by a document what no program can see, and until when it holds (five years at most).\n\n"
        "KIND is one of those that “archiver level measures” lists. It is kept in the audit trail with the "
        "name of who stated it.\n\n"
        "Exit codes: 0 stated, 2 the days do not do, 9 not allowed."
    ),
)
@click.argument("kind", type=click.Choice(MEASURES), metavar=_("KIND"))
@click.option(
    "--document", required=True, help=_("The document: order, protocol, plan, with its number and day.")
)
@click.option("--until", type=DAY, required=True, help=_("Until when it holds: 30.06.2027."))
@click.option("--on", "stated_on", type=DAY, help=_("The day of the document; today by default."))
@session_options
def state(kind: str, document: str, until: dt.date, stated_on: dt.date | None, door: Door) -> None:
    from archiver.archive.level.judging import state as enter
    from archiver.archive.level.measures import in_words as measure_in_words
    from archiver.counter.vocabulary import MeasureKind

    with door.open() as session:
        stated = enter(session, MeasureKind(kind), document, until=until, on=stated_on)
    click.echo(
        _("Stated: {what}; {document}; holds until {until}.").format(
            what=measure_in_words(stated.kind), document=stated.document, until=f"{until:%d.%m.%Y}"
        )
    )


@level.command(
    "measures",
    short_help=_("List what can be stated, and what is"),
    help=_("List every kind of measure, what it states, and the document it was last stated by."),
)
@session_options
def measures(door: Door) -> None:
    from archiver.archive.level.judging import measures as stated
    from archiver.archive.level.words import measure_rows
    from archiver.cli.telling.table import show_table

    with door.open() as session:
        rows = measure_rows(stated(session), session.today)
    show_table((_("Kind of measure"), _("What it states"), _("Stated")), rows)
