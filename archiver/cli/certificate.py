"""`archiver certificate`: a student's certificate of study, from grade statements alone.

The statements lie in the archive (found through the register) or in files and folders that are named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import exports_session_options
from archiver.cli.options.options import DAY
from archiver.cli.options.papers import replace_option, to_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.retrieval.documents import FileDocuments
    from archiver.cli.options.door import Door


@click.command(
    "certificate",
    short_help=_("Print a student's certificate of study"),
    help=_(
        "Print a certificate of study from the grade statements of all years.\n\n"
        "Without STATEMENTS they are found in the archive: each is read from the first copy on any medium "
        "that holds it as it was deposited. STATEMENTS are .json files, folders or zip. The journals are not "
        "needed. What is not given here stays a line to fill in by hand.\n\n"
        "Exit codes: 0 done, 3 the statements are incomplete or some cannot be read, 6 no copy of any can be "
        "read, 8 the register failed."
    ),
)
@click.argument("statements", nargs=-1, type=click.Path(path_type=Path), metavar=_("[STATEMENTS…]"))
@click.option("--student", required=True, help=_("Surname, name and patronymic."))
@click.option(
    "--formerly", multiple=True, help=_("A name the student bore before; may be given several times.")
)
@to_option
@click.option("--archive", is_flag=True, help=_("Look in the archive besides the STATEMENTS named."))
@click.option("--group", "groups", multiple=True, help=_("Look in this group only; may be repeated."))
@click.option("--period", is_flag=True, help=_("A certificate of a period of study (still studying)."))
@click.option("--number", default="", help=_("Number of the certificate."))
@click.option("--issued", type=DAY, help=_("Day of issue."))
@click.option("--born", type=DAY, help=_("Day of birth."))
@click.option("--education", default="", help=_("The earlier document of education."))
@click.option("--enrolled-by", default="", help=_("The order of enrolment: number and day."))
@click.option("--left-by", default="", help=_("The order of leaving: number and day."))
@replace_option
@exports_session_options
@click.pass_context
def certificate(
    context: click.Context,
    statements: tuple[Path, ...],
    student: str,
    formerly: tuple[str, ...],
    out: Path,
    archive: bool,
    groups: tuple[str, ...],
    period: bool,
    number: str,
    issued: dt.date | None,
    born: dt.date | None,
    education: str,
    enrolled_by: str,
    left_by: str,
    replace: bool,
    door: Door,
) -> None:
    """Print a certificate of study."""
    from archiver.archive.retrieval.statements import archived_statements
    from archiver.cli.options.in_force import tell_settings
    from archiver.cli.options.papers import exit_with, tell
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.process.output import claimed
    from archiver.reports.certificate.page import Particulars
    from archiver.reports.document.writing import write_papers
    from archiver.reports.made import certificate as make
    from archiver.reports.made import statements_in

    near = statements[0] if statements else None
    loaded = settings_for(door.config, near)
    tell_settings(loaded)
    settings = loaded.settings
    place = Workplace(settings)
    read = statements_in(place, statements)
    missing: tuple[str, ...] = ()
    if archive or not statements:
        with door.open(settings) as session:
            found = archived_statements(session, (student, *formerly), alone=not statements)
        _warn(found.readings)
        read, missing = read.joined(found.files), found.unread
    else:
        door.not_needed()
    particulars = Particulars(
        number=number,
        issued=issued,
        born=born,
        education=education,
        enrolment_order=enrolled_by,
        leaving_order=left_by,
        unfinished=not period,
    )
    made = make(place, read, student, particulars, groups=groups, missing=missing, formerly=formerly)
    with claimed(out, near):
        tell(write_papers(made.papers, out, replace=replace), out)
    exit_with(context, made.findings, incomplete=made.incomplete)


def _warn(readings: Sequence[FileDocuments]) -> None:
    """Say on stderr what of the archive is damaged or out of reach."""
    for one in readings:
        for medium in one.damaged:
            click.echo(
                _("{id}: the copy on {medium} is damaged. Repair it: archiver repair").format(
                    id=one.file.external_id, medium=medium.inventory_number
                ),
                err=True,
            )
        if not one.documents:
            reasons = "; ".join(one.reasons)
            click.echo(
                _("{id} was not read: {reasons}").format(id=one.file.external_id, reasons=reasons), err=True
            )
