"""`archiver calendar`: every obligation of the archive with its day and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver import clock
from archiver.cli.options.door import exports_session_options
from archiver.cli.options.options import YearType, today_option
from archiver.errors import ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.calendar.lines import Line
    from archiver.cli.options.door import Door
    from archiver.journal.findings import Finding
    from archiver.journal.model import AcademicYear, Journal
    from archiver.settings.loading import LoadedSettings
    from archiver.settings.tables import Settings
    from retention.calendar import Obligation


@click.command(
    "calendar",
    short_help=_("List every obligation with its day"),
    help=_(
        "List every obligation with its day: printing after each term, media by 30 June, binders and "
        "hand-over by 5 July, fixity checks, files whose period is over, acts under way.\n\n"
        "Groups and the ends of their terms come from the exports, the register and archiver.toml. Where a "
        "day is off, the last working day before it is shown; the obligation itself does not move.\n\n"
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
@click.option("--year", type=YearType(), help=_("Academic year; the one of the day by default."))
@today_option
@click.option("--all", "everything", is_flag=True, help=_("Also what is done."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the list as JSON."))
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
    as_json: bool,
    ics: Path | None,
    door: Door,
) -> None:
    """List what is owed."""
    from archiver.archive.calendar.lines import lines, state_in_words
    from archiver.archive.calendar.owed import obligations_of, year_closing
    from archiver.cli.options.in_force import settings_for
    from archiver.cli.options.output import write_json
    from archiver.cli.telling.render import print_findings
    from archiver.cli.telling.table import show_table
    from archiver.journal.findings import worse_than_notes
    from retention.calendar import DutyState

    loaded = settings_for(door.config, exports)
    settings = loaded.settings
    problems: list[Finding] = []
    journals = _journals(exports, loaded, year, problems, today, quiet=as_json) if exports is not None else []
    if year is None:
        read = {journal.year for journal in journals}
        if len(read) > 1:
            raise UsageError(
                _("The exports hold several academic years: {years}. Choose one with --year.").format(
                    years=", ".join(map(str, sorted(read)))
                )
            )
        year = read.pop() if read else year_closing(today)
    with door.open(settings) as session:
        found = obligations_of(session, journals, year, today, printed)
    told = [line for line in lines(found) if everything or not line.done]
    if ics is not None:
        _write_ics(ics, told, settings)
    if as_json:
        write_json(_document(found, today, year) | {"settings": loaded.as_json()})
    elif told:
        show_table(
            (_("Day"), _("Working day before"), _("State"), _("What")),
            [
                (
                    f"{line.due:%d.%m.%Y}",
                    f"{line.work_by:%d.%m.%Y}" if line.work_by else "",
                    state_in_words(line.state),
                    line.text,
                )
                for line in told
            ],
        )
    else:
        click.echo(_("Nothing is owed."))
    if problems:
        print_findings(problems)
    overdue = any(one.state is DutyState.OVERDUE for one in found)
    context.exit(ExitCode.FINDINGS if overdue or worse_than_notes(problems) else ExitCode.DONE)


def _journals(
    exports: Path,
    loaded: LoadedSettings,
    year: AcademicYear | None,
    problems: list[Finding],
    today: dt.date,
    *,
    quiet: bool,
) -> list[Journal]:
    from archiver.cli.options.in_force import opened_exports
    from archiver.reports.document.journals import sources

    opened = opened_exports(exports, loaded, year, quiet=quiet)
    problems += opened.findings
    return [source.journal for source in sources(opened.groups, loaded.settings, problems, today=today)]


def _write_ics(target: Path, told: Sequence[Line], settings: Settings) -> None:
    from archiver.archive.calendar.lines import entry_of
    from archiver.disk.atomic import write_atomically
    from retention.ics import write

    if target.exists() and target.stat().st_size and not target.read_bytes().startswith(b"BEGIN:VCALENDAR"):
        raise UsageError(
            _("{file} is there and is no calendar; it was not replaced. Choose another name.").format(
                file=target
            )
        )
    name = _("Archive of journals")
    if settings.college.short_name:
        name = f"{name}, {settings.college.short_name}"
    stamp = clock.now()
    text = write(map(entry_of, told), stamp=stamp, name=name, domain="college-archiver")
    write_atomically(target, text.encode())
    click.echo(_("Calendar file: {file}").format(file=target), err=True)


def _document(found: Sequence[Obligation], day: dt.date, year: AcademicYear) -> dict[str, Any]:
    """The obligations one by one, for scripts."""
    return {
        "format": "college-archiver/calendar",
        "version": 1,
        "today": day.isoformat(),
        "year": str(year),
        "obligations": [
            {
                "duty": one.fact.duty.value,
                "subject": one.fact.subject,
                "detail": one.fact.detail,
                "due": one.fact.due.isoformat(),
                "work_by": one.work_by.isoformat() if one.work_by else None,
                "state": one.state.value,
                "done_on": one.fact.done_on.isoformat() if one.fact.done_on else None,
            }
            for one in found
        ],
    }
