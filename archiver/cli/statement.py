"""`archiver statement`: grade statements, taken out of the journals to be kept for 25 years."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options import exports_argument, exports_config_option, today_option, year_option
from archiver.cli.papers import groups_option, replace_option, to_option, workers_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.findings import Finding
    from archiver.journal.model import AcademicYear
    from archiver.reporting.papers import Paper


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
    from archiver.cli.in_force import opened_exports, settings_for
    from archiver.cli.output import claimed
    from archiver.cli.papers import exit_with, tell
    from archiver.reporting.journals import chosen_groups, sources
    from archiver.reporting.papers import write_papers
    from archiver.reporting.statements import Wanted, statement_papers, statements_of

    loaded = settings_for(config, exports)
    settings = loaded.settings
    found = opened_exports(exports, loaded, year)
    problems: list[Finding] = list(found.findings)
    wanted = Wanted(terms=terms, by_subject=by_subject)
    papers: list[Paper] = []
    incomplete = False
    for source in sources(chosen_groups(found, groups), settings, problems, today=today):
        if not terms and source.absent:  # a statement that is not there says nothing itself
            problems += (one for one in source.findings if one.code == "term.missing")
        statements = tuple(statements_of(source, settings, wanted))
        incomplete = incomplete or any(one.missing for one in statements)
        papers += statement_papers(statements, settings, by_subject=by_subject)
    with claimed(out, exports):
        tell(write_papers(papers, out, replace=replace, workers=workers), out)
    exit_with(context, problems, incomplete=incomplete)
