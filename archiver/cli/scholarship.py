"""`archiver scholarship`: the lists of groups for scholarships."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.papers import dated_report_options, groups_option
from archiver.cli.options.targets import to_folder
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.papers import Report


@click.command(
    "scholarship",
    help=_(
        "Print every group's list for scholarships after a term: results, average, debts, a proposal.\n\n"
        "The rules of the proposal are in archiver.toml ([[scholarships]]), and so are who decides by which "
        "act ([commission]) and who pays for the studies ([[groups]]). A group of the first year gets it "
        "whole while its first term is not over. Debts of all terms of the journal count, with --past those "
        "of earlier years too.\n\nExit codes: 0 done, 3 some group could not be read "
        "(with --strict: or there are warnings)."
    ),
)
@to_folder(_("Folder for the lists for scholarships."))
@click.option("--term", required=True, type=click.IntRange(1, 12), help=_("The term whose results count."))
@click.option("--counts", is_flag=True, help=_("Numbers of grades only, without a column for every subject."))
@click.option(
    "--past",
    multiple=True,
    type=click.Path(path_type=Path),
    help=_("Grade statements of earlier years (.json files, folders or zip): debts of them count too."),
)
@groups_option
@dated_report_options
def scholarship(report: Report, term: int, counts: bool, past: tuple[Path, ...], today: dt.date) -> None:
    from archiver.reports.made import scholarship as lists_of

    report.print(lists_of, term, counts_only=counts, past=past, today=today)
