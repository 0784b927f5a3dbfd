"""`archiver certificate`: a student's certificate of study, from grade statements alone.

The statements lie in the archive (found through the register) or in files and folders that are named.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import exports_session_options
from archiver.cli.options.ending import strict_option
from archiver.cli.options.options import DAY
from archiver.cli.options.papers import joined_option, print_papers, replace_option
from archiver.cli.options.targets import to_folder
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.retrieval.documents import FileDocuments
    from archiver.cli.options.door import Door


@click.command(
    "certificate",
    help=_(
        "Print a certificate of study from the grade statements of all years.\n\n"
        "Without STATEMENTS they are found in the archive: each is read from the first copy on any medium "
        "that holds it as it was deposited. STATEMENTS are .json files, folders or zip. The journals are not "
        "needed. What is not given here stays a line to fill in by hand. What the statements lack is told on "
        "the screen and on a covering sheet for the office, never on the student's paper.\n\n"
        "Exit codes: 0 done, 3 some of the statements cannot be read (with --strict: or they are "
        "incomplete), 6 no copy of any can be read, 8 the register failed."
    ),
)
@click.argument("statements", nargs=-1, type=click.Path(path_type=Path), metavar=_("[STATEMENTS…]"))
@click.option(
    "--student", required=True, help=_("Surname, name and patronymic, or a part that no other student has.")
)
@click.option(
    "--formerly", multiple=True, help=_("A name the student bore before; may be given several times.")
)
@to_folder(_("Folder for the certificates."))
@click.option("--archive", is_flag=True, help=_("Look in the archive besides the STATEMENTS named."))
@click.option("--group", "groups", multiple=True, help=_("Look in this group only; may be repeated."))
@click.option("--period", is_flag=True, help=_("A certificate of a period of study (still studying)."))
@click.option("--number", default="", help=_("Number of the certificate."))
@click.option("--issued", type=DAY, help=_("Day of issue."))
@click.option("--born", type=DAY, help=_("Day of birth."))
@click.option("--education", default="", help=_("The earlier document of education."))
@click.option(
    "--enrolled-by", "enrolment_order", default="", help=_("The order of enrolment: number and day.")
)
@click.option("--left-by", "leaving_order", default="", help=_("The order of leaving: number and day."))
@click.option("--left-because", "leaving_reason", default="", help=_("The reason of leaving."))
@click.option(
    "--made-by",
    default="",
    help=_("Who makes the certificate out; by default the secretary of the settings."),
)
@joined_option
@replace_option
@strict_option
@exports_session_options
def certificate(
    statements: tuple[Path, ...],
    student: str,
    formerly: tuple[str, ...],
    out: Path,
    archive: bool,
    groups: tuple[str, ...],
    period: bool,
    replace: bool,
    strict: bool,
    joined: bool,
    door: Door,
    **particulars: Any,
) -> None:
    from archiver.archive.retrieval.statements import archived_statements
    from archiver.cli.options.in_force import tell_settings
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.reports.certificate.page import Particulars
    from archiver.reports.made import certificate as make
    from archiver.reports.made import statements_in

    near = statements[0] if statements else None
    loaded = settings_for(door.config, near)
    tell_settings(loaded)
    place = Workplace(loaded.settings)
    read = statements_in(place, statements)
    missing: tuple[str, ...] = ()
    if archive or not statements:
        with door.open(loaded.settings) as session:
            found = archived_statements(session, (student, *formerly), alone=not statements)
        _warn(found.readings)
        read, missing = read.joined(found.files), found.unread
    else:
        door.not_needed()
    given = Particulars(**particulars, unfinished=not period)
    made = make(place, read, student, given, groups=groups, missing=missing, formerly=formerly)
    print_papers(made, place, out, near, unmade=bool(missing), strict=strict, replace=replace, joined=joined)


def _warn(readings: Sequence[FileDocuments]) -> None:
    """Say on stderr what of the archive is damaged or out of reach."""
    for one in readings:
        file = one.file.external_id
        for medium in one.damaged:
            text = _("{id}: the copy on {medium} is damaged. Repair it: archiver repair")
            click.echo(text.format(id=file, medium=medium.inventory_number), err=True)
        if not one.documents:
            text = _("{id} was not read: {reasons}")
            click.echo(text.format(id=file, reasons="; ".join(one.reasons)), err=True)
