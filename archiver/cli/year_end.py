"""`archiver year-end`: the main job, from the exports of all groups to their certified binders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.options import accept_option, exports_config_option, today_option, year_argument
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.binding.report import YearReport
    from archiver.journal.findings import Finding
    from archiver.journal.model import AcademicYear
    from archiver.settings.tables import Accepted


@click.command(
    "year-end",
    short_help=_("Make the numbered, certified binder of every group"),
    help=_(
        "Make the binder of every group for an academic year.\n\n"
        "Reads the exports, checks every journal, prints and binds what is right, "
        "and writes report.json. A stopped run is continued by the same command.\n\n"
        "Exit codes: 0 all binders made and nothing found, 3 made with findings or some groups failed, "
        "4 nothing could be read."
    ),
)
@year_argument
@click.option(
    "--from",
    "exports",
    required=True,
    type=click.Path(path_type=Path, readable=False),
    help=_("Folder or zip of the exports."),
)
@click.option(
    "--to",
    "out",
    required=True,
    type=click.Path(path_type=Path, readable=False),
    help=_("Folder for the binders."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the report as JSON on standard output."))
@click.option(
    "--workers", type=click.IntRange(1, 256), help=_("Number of worker processes; all cores by default.")
)
@accept_option
@today_option
@exports_config_option
@click.pass_context
def year_end(
    context: click.Context,
    year: AcademicYear,
    exports: Path,
    out: Path,
    as_json: bool,
    workers: int | None,
    accepted: tuple[Accepted, ...],
    today: dt.date,
    config: Path | None,
) -> None:
    """Make the binder of every group for an academic year."""
    from archiver.binding.report import dumps
    from archiver.binding.review import accepted_of_nobody
    from archiver.binding.year_end import make_binders, refuse_idle_acceptances
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.output import documented, write_document
    from archiver.cli.telling.progress import progress_on
    from archiver.cli.telling.render import print_findings
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.process.output import claimed

    loaded = settings_for(config, exports)
    place, source = Workplace(loaded.settings), loaded.as_json()
    with documented(as_json, lambda problems: _nothing_read(year, problems, source)):
        found = opened_exports(exports, loaded, year, quiet=as_json)
        refuse_idle_acceptances(place, found, accepted, today=today)
        found = replace(found, findings=(*found.findings, *accepted_of_nobody(found, place.settings)))
        with claimed(out, exports), progress_on() as progress:
            try:
                report = make_binders(
                    place,
                    found,
                    out,
                    year,
                    today=today,
                    progress=progress,
                    workers=workers,
                    accepted=accepted,
                    source=source,
                )
            except KeyboardInterrupt:
                click.echo(
                    _("Stopped. Binders that are ready are kept; run the same command to finish the rest."),
                    err=True,
                )
                context.exit(ExitCode.INTERRUPTED)
    if as_json:
        write_document(dumps(report))
    else:
        print_findings(found.findings)
        _print_summary(report, out)
    context.exit(exit_code(report))


def _nothing_read(
    year: AcademicYear, problems: Sequence[Finding], source: Mapping[str, Any]
) -> dict[str, Any]:
    """The report of a run that could not begin: no groups, and why."""
    from archiver.binding.report import YearReport
    from archiver.journal.findings import count_by_severity

    report = YearReport(year, (), count_by_severity(problems), settings=source).as_json()
    return report | {"problems": [finding.as_json() for finding in problems]}


def exit_code(report: YearReport) -> ExitCode:
    """0 when every binder of these exports is made and nothing worse than a note was found, else 3."""
    from archiver.binding.report import Status
    from archiver.journal.findings import Severity

    groups = [group for group in report.groups if not group.carried]
    counts = [report.findings, *(group.findings for group in groups)]
    grave = (Severity.BLOCKING.value, Severity.WARNING.value)
    if any(count.get(severity, 0) for count in counts for severity in grave):
        return ExitCode.FINDINGS
    if any(group.status is not Status.DONE for group in groups):
        return ExitCode.FINDINGS
    return ExitCode.DONE


def _print_summary(report: YearReport, out: Path) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from archiver.binding.report import FILE_NAME, Status
    from archiver.binding.year import outcome

    table = Table(title=_("Binders of {year}").format(year=report.year))
    for title in (
        _("Group"),
        _("Result"),
        _("Volumes"),
        _("Pages"),
        _("Sheets"),
        _("Blocking"),
        _("Warnings"),
        _("Notes"),
    ):
        table.add_column(title, justify="left" if title in {_("Group"), _("Result")} else "right")
    for group in report.groups:
        done = group.status is Status.DONE
        table.add_row(
            Text(group.name),
            Text(_("ready") if done and not group.carried else outcome(group)),
            *(str(number) if done else "—" for number in (len(group.volumes), group.pages, group.sheets)),
            *(str(group.findings.get(severity, 0)) for severity in ("blocking", "warning", "note")),
        )
    console = Console(width=None if Console().is_terminal else 140)
    console.print(table)
    for group in report.groups:
        for volume in group.volumes:
            console.print(Text(str(out / volume["path"])), soft_wrap=True)
    if report.leftovers:
        console.print(Text(_("Not made by this run, out of date or of groups that are gone:")))
        for name in report.leftovers:
            console.print(Text(str(out / name)), soft_wrap=True)
    slowly = sum(group.by_engine for group in report.groups)
    if slowly:
        console.print(Text(_("Pages set the slow way (they look the same): {count}").format(count=slowly)))
    if any(sum(group.findings.values()) for group in report.groups):
        console.print(Text(_("What was found: archiver check EXPORTS")), soft_wrap=True)
    console.print(Text(_("Report: {file}").format(file=out / FILE_NAME)), soft_wrap=True)
