"""`archiver statement`: grade statements, taken out of the journals to be kept for 25 years."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.options import exports_argument, exports_config_option, today_option, year_option
from archiver.cli.options.papers import groups_option, replace_option, to_option, workers_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.command(
    "statement",
    short_help=_("Print the grade statements of groups"),
    help=_(
        "Take the grade statements out of the journals: each term's and the year's; PDF, XLSX and JSON.\n\n"
        "What the journal lacks is said on the page. Exit codes: 0 done, 3 some group could not be read "
        "or a statement is incomplete."
    ),
)
@exports_argument
@to_option
@groups_option
@click.option(
    "--term",
    "terms",
    type=click.IntRange(1, 12),
    multiple=True,
    help=_("Only this term, without the year's."),
)
@click.option("--by-subject", is_flag=True, help=_("Also a statement of every subject and module."))
@replace_option
@workers_option
@today_option
@year_option
@exports_config_option
@click.pass_context
def statement(
    context: click.Context,
    exports: Path,
    out: Path,
    groups: tuple[str, ...],
    terms: tuple[int, ...],
    by_subject: bool,
    replace: bool,
    workers: int | None,
    today: dt.date,
    year: AcademicYear | None,
    config: Path | None,
) -> None:
    """Print the grade statements of all groups or of some."""
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.papers import exit_with, tell
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.process.output import claimed
    from archiver.reports.document.writing import write_papers
    from archiver.reports.made import statements
    from archiver.reports.statement.making import StatementsWanted

    loaded = settings_for(config, exports)
    found = opened_exports(exports, loaded, year)
    wanted = StatementsWanted(terms=terms, by_subject=by_subject)
    made = statements(Workplace(loaded.settings), found, wanted, groups=groups, today=today)
    with claimed(out, exports):
        tell(write_papers(made.papers, out, replace=replace, workers=workers), out)
    exit_with(context, made.findings, incomplete=made.incomplete)
