"""`archiver retention`: how long files are kept and why, the schedule, late closings, locks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door

file_argument = click.argument("name", metavar=_("FILE"))


@click.group(
    "retention",
    help=_("How long files are kept and why: the schedule, late closings, and the locks in buckets."),
)
def retention() -> None:
    """The group of commands about retention."""


@retention.command(
    "explain",
    short_help=_("Say why a file is kept, and until when"),
    help=_(
        "Say why a file is kept and until when: rule, mandate, trigger, arithmetic, holds, and the lock as "
        "every bucket tells of it now. FILE is its id, or a group's name while it has one file.\n\n"
        "Exit codes: 0 all is as it should be, 3 a lock is weaker or a medium could not be asked."
    ),
)
@file_argument
@session_options
@click.pass_context
def explain(context: click.Context, name: str, door: Door) -> None:
    from archiver.archive.custody.explaining import why
    from archiver.archive.custody.words import explanation
    from archiver.cli.telling.remedies import command

    with door.open() as session:
        told = why(session, name)
    for line in explanation(told, command):
        click.echo(line)
    context.exit(ExitCode.DONE if told.well else ExitCode.FINDINGS)


@retention.command(
    "close",
    short_help=_("Move the closing of a file to a late entry"),
    help=_(
        "Move the closing of a file to the day of a late entry: its period is counted anew from there, and "
        "the locks in buckets are extended.\n\n"
        "Exit codes: 0 done, 2 the day is not later, 3 a bucket could not be reached (archiver retention "
        "sync), 9 not allowed, or the file is destroyed."
    ),
)
@file_argument
@click.option("--on", "day", type=DAY, required=True, help=_("The day of the late entry."))
@click.option("--document", required=True, help=_("The document behind it: order or record, number, date."))
@session_options
@click.pass_context
def close(context: click.Context, name: str, day: dt.date, document: str, door: Door) -> None:
    from archiver.archive.custody.closing import move_closing
    from archiver.cli.telling.buckets import exit_with

    with door.open() as session:
        done = move_closing(session, name, day, document)
    moved = done.file
    until = f"{moved.keep_until:%d.%m.%Y}" if moved.keep_until else _("for ever")
    click.echo(
        _("{file} is closed on {day} and kept until {until}.").format(
            file=moved.external_id, day=f"{day:%d.%m.%Y}", until=until
        )
    )
    exit_with(context, done.told)


@retention.command(
    "sync",
    short_help=_("Bring locks and holds in buckets up to date"),
    help=_(
        "Bring the locks and legal holds in buckets to what periods and holds ask for, after a bucket could "
        "not be reached, or after the schedule was changed. It may be called at any time.\n\n"
        "Exit codes: 0 all is as it should be, 3 a bucket could not be reached or refused."
    ),
)
@session_options
@click.pass_context
def sync(context: click.Context, door: Door) -> None:
    from archiver.archive.custody.syncing import sync as bring_up_to_date
    from archiver.archive.custody.words import longer
    from archiver.cli.telling.buckets import exit_with

    with door.open() as session:
        done = bring_up_to_date(session)
    if done.lengthened:
        click.echo(longer(done.lengthened))
    if not done.told:
        click.echo(_("Locks and holds are as they should be."))
    exit_with(context, done.told)


@retention.group("schedule", short_help=_("The retention schedule"), help=_("The retention schedule."))
def schedule() -> None:
    """The commands about the schedule."""


@schedule.command(
    "show",
    short_help=_("Show the schedule in force"),
    help=_(
        "Show the schedule in force: series, periods, mandates. With --toml as a file to be changed, which "
        "is named in archive.schedule and adopted by archiver retention schedule change."
    ),
)
@click.option("--toml", is_flag=True, help=_("As a TOML file."))
@click.option("--version", "number", type=click.IntRange(min=1), help=_("An earlier version, by number."))
@session_options
def show(toml: bool, number: int | None, door: Door) -> None:
    from archiver.archive.custody.schedule import in_force
    from archiver.archive.custody.words import schedule_rows, version_line
    from archiver.cli.telling.table import show_table
    from archiver.errors import UsageError
    from retention.schedule_toml import dump

    with door.open(create=True) as session:
        found = in_force(session)
    versions = {version.number: version for version in found.versions}
    chosen = versions.get(number or found.latest.number)
    if chosen is None:
        raise UsageError(_("There is no version {number} of the schedule.").format(number=number))
    if toml:
        click.echo(dump(chosen), nl=False)
        return
    click.echo(version_line(chosen))
    show_table((_("Index"), _("Title"), _("Period"), _("Mandate"), _("At its end")), schedule_rows(chosen))


@schedule.command(
    "history",
    short_help=_("Show every version of the schedule"),
    help=_("Show every version of the schedule: when, by whom, by which document, and what it changed."),
)
@session_options
def history(door: Door) -> None:
    from archiver.archive.custody.schedule import history as versions
    from archiver.archive.custody.schedule import in_force
    from archiver.archive.custody.words import version_lines

    with door.open() as session:
        rows, found = versions(session), in_force(session)
    if not rows:
        click.echo(_("No version is adopted yet; the first deposit adopts the one that is declared."))
    for line in version_lines(rows, found):
        click.echo(line)


@schedule.command(
    "change",
    short_help=_("Adopt a new version of the schedule"),
    help=_(
        "Adopt the schedule of archive.schedule, or of PATH, as the next version, in your name and by a "
        "document. A series that has files can only be kept longer; files that are there stay longer at "
        "once, and the locks in buckets are extended.\n\n"
        "Exit codes: 0 adopted, 3 a bucket could not be reached (archiver retention sync), 5 the file has "
        "errors or shortens a series, 9 not allowed, or nothing is changed."
    ),
)
@click.argument(
    "source",
    metavar=_("[PATH]"),
    required=False,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--document", required=True, help=_("The document behind it: order or record, number, date."))
@session_options
@click.pass_context
def change(context: click.Context, source: Path | None, document: str, door: Door) -> None:
    from archiver.archive.custody.schedule import change as adopt
    from archiver.archive.custody.words import longer
    from archiver.cli.telling.buckets import exit_with
    from archiver.settings.file_plan import declared

    with door.open(create=True) as session:
        settings = session.settings
        if source is not None:
            archive = settings.archive.model_copy(update={"schedule": source})
            settings = settings.model_copy(update={"archive": archive})
        done = adopt(session, declared(settings), document)
    click.echo(_("Version {number} of the schedule is adopted.").format(number=done.version.number))
    if done.lengthened:
        click.echo(longer(done.lengthened))
    exit_with(context, done.told)
