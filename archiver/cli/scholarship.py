"""`archiver scholarship`: the lists of groups for scholarships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver import clock
from archiver.cli.options.options import exports_argument, exports_config_option, year_option
from archiver.cli.options.papers import groups_option, replace_option, to_option, workers_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.command(
    "scholarship",
    short_help=_("Print the lists of groups for scholarships"),
    help=_(
        "Print every group's list for scholarships after a term: results, average, debts, a proposal.\n\n"
        "The rules of the proposal are in archiver.toml ([[scholarships]]). Exit codes: 0 done, 3 some group "
        "could not be read."
    ),
)
@exports_argument
@to_option
@click.option("--term", required=True, type=click.IntRange(1, 12), help=_("The term whose results count."))
@click.option("--counts", is_flag=True, help=_("Numbers of grades only, without a column for every subject."))
@groups_option
@replace_option
@workers_option
@year_option
@exports_config_option
@click.pass_context
def scholarship(
    context: click.Context,
    exports: Path,
    out: Path,
    term: int,
    counts: bool,
    groups: tuple[str, ...],
    replace: bool,
    workers: int | None,
    year: AcademicYear | None,
    config: Path | None,
) -> None:
    """Print the lists for scholarships."""
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.papers import exit_with, tell
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.process.output import claimed
    from archiver.reports.document.writing import write_papers
    from archiver.reports.made import scholarship as lists_of

    loaded = settings_for(config, exports)
    found = opened_exports(exports, loaded, year)
    made = lists_of(
        Workplace(loaded.settings), found, term, counts_only=counts, groups=groups, today=clock.today()
    )
    with claimed(out, exports):
        tell(write_papers(made.papers, out, replace=replace, workers=workers), out)
    exit_with(context, made.findings)
