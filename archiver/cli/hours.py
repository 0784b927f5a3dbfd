"""`archiver hours`: form 2 of groups by month, form 3 of teachers for the year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.papers import MONTH, dated_report_options, groups_option
from archiver.cli.options.targets import to_folder
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.papers import Report


@click.command(
    "hours",
    help=_(
        "Print the hours given by teachers: form 2 for every group and month, form 3 for every teacher.\n\n"
        "Form 3 is made of forms 2, so the two agree. What no journal holds is in archiver.toml: hours of a "
        "lesson where the source tells none ([calendar], lesson_hours), loads ([[loads]]), substitutions "
        "([[substitutions]]).\n\n"
        "Exit codes: 0 done, 3 some group could not be read (with --strict: or there are warnings)."
    ),
)
@to_folder(_("Folder for the forms of hours."))
@click.option("--form", type=click.Choice(["2", "3"]), help=_("Only this form; both by default."))
@groups_option
@click.option(
    "--month",
    "months",
    type=MONTH,
    multiple=True,
    metavar=_("MONTH"),
    help=_("Form 2 of this month only: октябрь, 10, 10.2025."),
)
@click.option(
    "--teacher",
    "teachers",
    multiple=True,
    help=_("Form 3 of this teacher only: the name or a part that no other has."),
)
@dated_report_options
def hours(report: Report, today: dt.date, **wanted: Any) -> None:
    from archiver.reports.made import HoursWanted
    from archiver.reports.made import hours as hours_of

    report.print(hours_of, HoursWanted(**wanted), today=today)
