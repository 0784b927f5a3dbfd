"""`archiver year-end`: the main job, from the exports of all groups to their certified binders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.exports import GivenExports
from archiver.cli.options.options import accept_option, exports_config_option, today_option, year_argument
from archiver.cli.options.papers import groups_option, workers_option
from archiver.cli.options.targets import to_folder
from archiver.errors import ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.binding.report import YearReport
    from archiver.journal.model import AcademicYear


@click.command(
    "year-end",
    help=_(
        "Make the binder of every group for an academic year.\n\n"
        "Reads the exports, checks every journal, prints and binds what is right, "
        "and writes report.json. A stopped run is continued by the same command. With --term the volumes of "
        "one study period, which stand beside those of the year.\n\n"
        "Exit codes: 0 all binders are made, 3 some are not (with --strict: or there are warnings), "
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
@to_folder(_("Folder for the binders."))
@click.option(
    "--term",
    type=click.IntRange(1, 12),
    help=_(
        "Only the study period of this number, in volumes of its own: printed within five days of its end."
    ),
)
@groups_option
@click.option(
    "--copy",
    type=click.IntRange(min=1),
    default=1,
    help=_("For another print of --group: the number of the copy, marked on the certification page."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the report as JSON on standard output."))
@strict_option
@workers_option
@accept_option
@today_option
@exports_config_option
def year_end(
    year: AcademicYear,
    exports: Path,
    out: Path,
    as_json: bool,
    strict: bool,
    config: Path | None,
    term: int | None,
    groups: tuple[str, ...],
    copy: int,
    **how: Any,
) -> None:
    from archiver.binding.facts_of_run import runs_of
    from archiver.binding.prints import copies_of
    from archiver.binding.report import dumps, nothing_read
    from archiver.binding.wanted import Wanted
    from archiver.binding.year_end import make_binders
    from archiver.cli.options.output import documented, write_document
    from archiver.cli.options.prints import before_run, note_year
    from archiver.cli.telling.facts import print_facts
    from archiver.cli.telling.progress import progress_on
    from archiver.disk.memory import user_memory
    from archiver.process.output import claimed

    if copy > 1 and not groups:
        raise UsageError(_("--copy belongs to --group: name whose volume is printed again."))
    wanted = Wanted(term, copy, groups)
    given = GivenExports(exports, year, config)
    loaded = given.settings()
    source = loaded.as_json()
    with documented(as_json, lambda problems: nothing_read(year, problems, source)):
        place, found = given.open(loaded, quiet=as_json, memory=user_memory())
        before = before_run(place.settings, year)
        found = replace(found, findings=(*found.findings, *before.findings))
        with claimed(out, exports), progress_on() as progress:
            try:
                report = make_binders(
                    place,
                    found,
                    out,
                    year,
                    progress=progress,
                    source=source,
                    wanted=wanted,
                    printed=copies_of(one for one in before.prints if one.academic_year == year.start),
                    **how,
                )
            except KeyboardInterrupt:
                click.echo(
                    _("Stopped. Binders that are ready are kept; run the same command to finish the rest."),
                    err=True,
                )
                click.get_current_context().exit(ExitCode.INTERRUPTED)
        runs = runs_of(report, found, place.settings, how["accepted"])
        unnoted = note_year(place.settings, year, runs, before.known)
        report = replace(report, told=(*report.told, *unnoted))
    if as_json:
        write_document(dumps(report))
    else:
        print_facts(report.told, notes=True)
        _print_summary(report, out, given)
        _explain(report, given)
    end(unmade=not report.made, lacking=not report.clean, strict=strict)


def _print_summary(report: YearReport, out: Path, given: GivenExports) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from archiver.binding.words import year_lines, year_row, year_titles

    title = _("Binders of {year}").format(year=report.year)
    if report.period is not None:
        title = _("Binders of {year}, study period {number}").format(year=report.year, number=report.period)
    table = Table(title=title)
    texts, numbers = year_titles()
    for title in (*texts, *numbers):
        table.add_column(title, justify="left" if title in texts else "right")
    for group in report.shown:
        table.add_row(*map(Text, year_row(group)))
    console = Console(width=None if Console().is_terminal else 140)
    console.print(table)
    for line in year_lines(report, out, _("What was found: {command}").format(command=given.check_command())):
        console.print(Text(line), soft_wrap=True)


def _explain(report: YearReport, given: GivenExports) -> None:
    """Why each group of these exports was not bound, and what can be done about it, on the spot."""
    from archiver.cli.telling.facts import print_facts
    from archiver.cli.telling.remedies import acceptance
    from archiver.cli.telling.render import literal

    for group in report.shown:
        if group.carried or not group.stopped_by:
            continue
        click.echo()
        click.echo(_("Group {group} was not bound. What blocks it:").format(group=literal(group.name)))
        print_facts(group.stopped_by, headed=False)
        if group.may_accept:
            click.echo(_("If the college takes it upon itself, add to the same command:"))
            for remedy in group.may_accept:
                click.echo(f"      {acceptance(remedy)}")
        click.echo(_("Everything about the group: {command}").format(command=given.check_command(group.name)))
