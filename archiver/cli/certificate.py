"""`archiver certificate`: a student's certificate of study, from grade statements alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from archiver.cli.options import DAY, config_option
from archiver.cli.papers import replace_option, to_option
from archiver.locale import _


@click.command(
    "certificate",
    short_help=_("Print a student's certificate of study"),
    help=_(
        "Print a certificate of study from the grade statements of all years (.json files, folders, zip).\n\n"
        "The journals are not needed. What is not given here stays a line to fill in by hand. Exit codes: "
        "0 done, 3 the statements are incomplete or some cannot be read."
    ),
)
@click.argument(
    "statements", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=_("STATEMENTS…")
)
@click.option("--student", required=True, help=_("Surname, name and patronymic."))
@to_option
@click.option("--group", "groups", multiple=True, help=_("Look in this group only; may be repeated."))
@click.option("--period", is_flag=True, help=_("A certificate of a period of study (still studying)."))
@click.option("--number", default="", help=_("Number of the certificate."))
@click.option("--issued", type=DAY, help=_("Day of issue."))
@click.option("--born", type=DAY, help=_("Day of birth."))
@click.option("--education", default="", help=_("The earlier document of education."))
@click.option("--enrolled-by", default="", help=_("The order of enrolment: number and day."))
@click.option("--left-by", default="", help=_("The order of leaving: number and day."))
@replace_option
@config_option
@click.pass_context
def certificate(
    context: click.Context,
    statements: tuple[Path, ...],
    student: str,
    out: Path,
    groups: tuple[str, ...],
    period: bool,
    number: str,
    issued: dt.date | None,
    born: dt.date | None,
    education: str,
    enrolled_by: str,
    left_by: str,
    replace: bool,
    config: Path | None,
) -> None:
    """Print a certificate of study."""
    from archiver.cli.output import claimed
    from archiver.cli.papers import exit_with, tell
    from archiver.configuration import load_settings
    from archiver.reporting.certificates import certificate_paper, read_statements
    from archiver.reporting.papers import write_papers
    from archiver.reports.certificate_report import Particulars

    settings = load_settings(config, statements[0]).settings
    read = read_statements(statements, settings.limits)
    particulars = Particulars(
        number=number,
        issued=issued,
        born=born,
        education=education,
        enrolment_order=enrolled_by,
        leaving_order=left_by,
        unfinished=not period,
    )
    paper = certificate_paper(read.statements, student, particulars, settings, groups=groups)
    with claimed(out, statements[0]):
        tell(write_papers([paper], out, replace=replace), out)
    incomplete = bool(paper.document.reports[0].missing)
    exit_with(context, read.problems, incomplete=incomplete)
