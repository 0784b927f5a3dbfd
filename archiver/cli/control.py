"""`archiver control`: the monthly control of how the journals are kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver import clock
from archiver.cli.options.options import DAY, exports_argument, exports_config_option, year_option
from archiver.cli.options.papers import groups_option, replace_option, to_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.command(
    "control",
    short_help=_("Print the monthly control of the journals"),
    help=_(
        "Print how full the journals are on a day, what is to be put right, and by whom.\n\n"
        "--since names the .json file of the control before; then the page says what was put right. "
        "Exit codes: 0 nothing to put right, 3 remarks, or some group could not be read."
    ),
)
@exports_argument
@to_option
@click.option("--until", type=DAY, help=_("The day of control; today by default."))
@click.option("--since", type=click.Path(path_type=Path), help=_("The .json file of the control before."))
@groups_option
@replace_option
@year_option
@exports_config_option
@click.pass_context
def control(
    context: click.Context,
    exports: Path,
    out: Path,
    until: dt.date | None,
    since: Path | None,
    groups: tuple[str, ...],
    replace: bool,
    year: AcademicYear | None,
    config: Path | None,
) -> None:
    """Print the monthly control."""
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.papers import exit_with, tell
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.process.output import claimed
    from archiver.reports.document.writing import write_papers
    from archiver.reports.made import control as control_of

    loaded = settings_for(config, exports)
    found = opened_exports(exports, loaded, year)
    day = until or clock.today()
    made = control_of(Workplace(loaded.settings), found, day, since=since, groups=groups)
    with claimed(out, exports):
        tell(write_papers(made.papers, out, replace=replace), out)
    exit_with(context, made.findings, incomplete=made.incomplete)
