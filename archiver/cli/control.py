"""`archiver control`: the monthly control of how the journals are kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver import clock
from archiver.cli.options.options import DAY
from archiver.cli.options.papers import groups_option, report_options
from archiver.cli.options.targets import to_folder
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.papers import Report


@click.command(
    "control",
    help=_(
        "Print how full the journals are on a day, what is to be put right, and by whom.\n\n"
        "--since names the .json file of the control before; then the page says what was put right. "
        "Exit codes: 0 done, 3 some group could not be read (with --strict: or there are remarks)."
    ),
)
@to_folder(_("Folder for the sheet of control."))
@click.option("--until", type=DAY, help=_("The day of control; today by default."))
@click.option("--since", type=click.Path(path_type=Path), help=_("The .json file of the control before."))
@groups_option
@report_options()
def control(report: Report, until: dt.date | None, since: Path | None) -> None:
    from archiver.reports.made import control as control_of

    report.print(control_of, until or clock.today(), since=since)
