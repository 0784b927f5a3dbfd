"""`archiver hours`: form 2 of groups by month, form 3 of teachers for the year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.options import exports_argument, exports_config_option, today_option, year_option
from archiver.cli.options.papers import MONTH, groups_option, replace_option, to_option, workers_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.command(
    "hours",
    short_help=_("Print the hours of teachers: forms 2 and 3"),
    help=_(
        "Print the hours given by teachers: form 2 for every group and month, form 3 for every teacher.\n\n"
        "Form 3 is made of forms 2, so the two agree. Exit codes: 0 done, 3 some group could not be read."
    ),
)
@exports_argument
@to_option
@click.option("--form", type=click.Choice(["2", "3"]), help=_("Only this form; both by default."))
@groups_option
@click.option(
    "--month",
    "months",
    type=MONTH,
    multiple=True,
    metavar=_("MONTH"),
    help=_("Form 2 of this month only, like 2025-10."),
)
@click.option("--teacher", "teachers", multiple=True, help=_("Form 3 of this teacher only."))
@replace_option
@workers_option
@today_option
@year_option
@exports_config_option
@click.pass_context
def hours(
    context: click.Context,
    exports: Path,
    out: Path,
    form: str | None,
    groups: tuple[str, ...],
    months: tuple[tuple[int, int], ...],
    teachers: tuple[str, ...],
    replace: bool,
    workers: int | None,
    today: dt.date,
    year: AcademicYear | None,
    config: Path | None,
) -> None:
    """Print forms 2 and 3."""
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.papers import exit_with, tell
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.process.output import claimed
    from archiver.reports.document.writing import write_papers
    from archiver.reports.made import HoursWanted
    from archiver.reports.made import hours as hours_of

    loaded = settings_for(config, exports)
    found = opened_exports(exports, loaded, year)
    wanted = HoursWanted(form=form or "", months=months, teachers=teachers)
    made = hours_of(Workplace(loaded.settings), found, wanted, groups=groups, today=today)
    with claimed(out, exports):
        tell(write_papers(made.papers, out, replace=replace, workers=workers), out)
    exit_with(context, made.findings)
