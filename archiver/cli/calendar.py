"""`archiver calendar`: every obligation of the archive with its day and how it stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import exports_session_options
from archiver.cli.options.options import YEAR, today_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from archiver.journal.findings import Finding
    from archiver.journal.model import AcademicYear, Journal
    from archiver.remedies import Naming


@click.command(
    "calendar",
    short_help=_("List every obligation with its day"),
    help=_(
        "List every obligation with its day: printing after each term, media by 30 June, binders and "
        "hand-over by 5 July, fixity checks, files whose period is over, acts under way.\n\n"
        "Groups and the ends of their terms come from the exports, the register and archiver.toml; with "
        "--from no register is needed, and none is made. Where a day is off, the last working day before it "
        "is shown; the obligation itself does not move.\n\n"
        "Exit codes: 0 nothing is overdue, 3 something is overdue or some group could not be read, "
        "4 the exports cannot be used, 8 the register failed."
    ),
)
@click.option(
    "--from", "exports", type=click.Path(path_type=Path), help=_("Exports: the groups and their terms.")
)
@click.option(
    "--printed", type=click.Path(path_type=Path), help=_("Folder of year-end: groups bound there are done.")
)
@click.option("--year", type=YEAR, help=_("Academic year; the one of the day by default."))
@today_option
@click.option("--all", "everything", is_flag=True, help=_("Also what is done."))
@click.option("--json", "as_document", is_flag=True, help=_("Print the list as JSON."))
@click.option(
    "--ics",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Also write it into this file for calendar programs (iCalendar)."),
)
@exports_session_options
@click.pass_context
def calendar(
    context: click.Context,
    exports: Path | None,
    printed: Path | None,
    year: AcademicYear | None,
    today: dt.date,
    everything: bool,
    as_document: bool,
    ics: Path | None,
    door: Door,
) -> None:
    from archiver.archive.calendar.lines import lines, row_of
    from archiver.archive.calendar.owed import days_unknown, obligations_of, obligations_of_exports, year_owed
    from archiver.archive.calendar.written import as_json, write_ics
    from archiver.archive.custody.attention import advised
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.output import write_json
    from archiver.cli.telling.remedies import command
    from archiver.cli.telling.render import print_findings
    from archiver.cli.telling.table import show_table
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.journal.findings import worse_than_notes
    from archiver.reports.document.journals import sources
    from retention.calendar import DutyState

    loaded = settings_for(door.config, exports)
    settings = loaded.settings
    problems: list[Finding] = []
    journals: list[Journal] = []
    if exports is not None:
        opened = opened_exports(exports, loaded, year, quiet=as_document)
        problems += opened.findings
        read = sources(opened.groups, settings, problems, today=today)
        journals = [source.journal for source in read]
    year = year or year_owed(journals, today)
    called: Naming = command
    if exports is not None and not door.caller(settings).has_register:
        door.not_needed()
        found = obligations_of_exports(Workplace(settings), journals, year, today, printed)
        click.echo(
            _("There is no register: what is deposited, media, expired files and acts are not known."),
            err=True,
        )
    else:
        with door.open(settings) as session:
            found = obligations_of(session, journals, year, today, printed)
            called = advised(session, command)
    problems += days_unknown(found, settings, today)
    told = [line for line in lines(found) if everything or not line.done]
    if ics is not None:
        write_ics(ics, told, settings, called)
        click.echo(_("Calendar file: {file}").format(file=ics), err=True)
    if as_document:
        write_json(as_json(found, today, year) | {"settings": loaded.as_json()})
    elif told:
        show_table(
            (_("Day"), _("Working day before"), _("State"), _("What")),
            [row_of(line, called) for line in told],
        )
    else:
        click.echo(_("Nothing is owed."))
    if problems:
        print_findings(problems)
    overdue = any(one.state is DutyState.OVERDUE for one in found)
    context.exit(ExitCode.FINDINGS if overdue or worse_than_notes(problems) else ExitCode.DONE)
