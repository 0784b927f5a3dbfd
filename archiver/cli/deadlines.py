"""`archiver deadlines`: whose study periods have ended and whose printouts are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.options import exports_argument, exports_config_option, today_option, year_option
from archiver.cli.options.papers import groups_option, replace_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear
    from archiver.reports.deadlines.values import Deadline


@click.command(
    "deadlines",
    short_help=_("Say whose printouts are due"),
    help=_(
        "List the study periods of all groups and the days their printouts are due.\n\n"
        "Exit codes: 0 nothing is due, 3 something is due or overdue, or some group could not be read."
    ),
)
@exports_argument
@today_option
@click.option(
    "--printed", type=click.Path(path_type=Path), help=_("Folder of year-end: groups bound there are done.")
)
@click.option("--to", "out", type=click.Path(path_type=Path), help=_("Also write the list into this folder."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the list as JSON."))
@groups_option
@replace_option
@year_option
@exports_config_option
@click.pass_context
def deadlines(
    context: click.Context,
    exports: Path,
    today: dt.date,
    printed: Path | None,
    out: Path | None,
    as_json: bool,
    groups: tuple[str, ...],
    replace: bool,
    year: AcademicYear | None,
    config: Path | None,
) -> None:
    """List what is due."""
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.output import write_json
    from archiver.cli.options.papers import exit_with, tell
    from archiver.cli.telling.render import print_findings
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.journal.findings import worse_than_notes
    from archiver.process.output import claimed
    from archiver.reports.deadlines.values import DeadlineState, state_text
    from archiver.reports.document.writing import write_papers
    from archiver.reports.made import deadlines as owed_of

    loaded = settings_for(config, exports)
    opened = opened_exports(exports, loaded, year, quiet=as_json)
    place = Workplace(loaded.settings)
    found, made = owed_of(place, opened, printed=printed, groups=groups, today=today)
    waiting = any(one.state in {DeadlineState.DUE, DeadlineState.OVERDUE} for one in found)
    if as_json:
        write_json(_document(found, today) | {"settings": loaded.as_json()})
        context.exit(ExitCode.FINDINGS if waiting or worse_than_notes(made.findings) else ExitCode.DONE)
    for one in found:
        click.echo(f"{one.due:%d.%m.%Y}  {one.group}, {one.term} {one.year}: {state_text(one)}")
    if out is not None:
        with claimed(out, exports):
            tell(write_papers(made.papers, out, replace=replace), out)
    if made.findings:
        print_findings(made.findings)
    exit_with(context, (), incomplete=waiting or worse_than_notes(made.findings))


def _document(found: tuple[Deadline, ...], day: dt.date) -> dict[str, Any]:
    rows = [
        {
            key: value.isoformat() if isinstance(value, dt.date) else value
            for key, value in asdict(one).items()
        }
        for one in found
    ]
    return {
        "format": "college-archiver/deadlines",
        "version": 1,
        "today": day.isoformat(),
        "deadlines": rows,
    }
