"""`archiver statement`: grade statements, taken out of the journals to be kept for 25 years."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.papers import dated_report_options, groups_option
from archiver.cli.options.targets import to_folder
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.papers import Report


@click.command(
    "statement",
    help=_(
        "Take the grade statements out of the journals: each term's and the year's; PDF, XLSX and JSON.\n\n"
        "What the journal lacks is said on the page. Exit codes: 0 done, 3 some group could not be read "
        "or has no journal of a term (with --strict: or a statement is incomplete)."
    ),
)
@to_folder(_("Folder for the grade statements."))
@groups_option
@click.option(
    "--term",
    "terms",
    type=click.IntRange(1, 12),
    multiple=True,
    help=_("Only this term, without the year's."),
)
@click.option("--by-subject", is_flag=True, help=_("Also a statement of every subject and module."))
@dated_report_options
def statement(report: Report, today: dt.date, **wanted: Any) -> None:
    from archiver.reports.made import statements
    from archiver.reports.statement.making import StatementsWanted

    report.print(statements, StatementsWanted(**wanted), today=today)
