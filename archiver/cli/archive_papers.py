"""`archiver papers`: the papers of the archive, filled in from the register."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.archive_paper_options import (
    agreed,
    files_argument,
    given,
    group_option,
    name_of,
    name_of_year,
    numbered,
    of_year_option,
    series_option,
    units_option,
    without_paper,
    write,
    year_argument,
)
from archiver.cli.options.door import session_options
from archiver.cli.options.papers import replace_option, to_option
from archiver.errors import ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from archiver.journal.model import AcademicYear
    from archiver.papers.inventory import InventoryForm


@click.group(
    "papers",
    help=_(
        "Print the papers of the archive from the register, as PDF/A: covers, certification sheets, "
        "inventories, the act of transfer, the file plan.\n\n"
        "Names of officers come from archiver.toml; what nobody knows is a line to fill in by hand.\n\n"
        "Exit codes: 0 printed, 2 there are no such files, 3 printed, but something is not in the register, "
        "8 the register failed."
    ),
)
def papers() -> None:
    """The group of the archive's papers."""


@papers.command(
    "cover", short_help=_("Covers of files"), help=_("Print a cover for every volume of the files.")
)
@files_argument
@of_year_option
@series_option
@group_option
@to_option
@replace_option
@session_options
@click.pass_context
def cover(
    context: click.Context,
    files: tuple[str, ...],
    year: AcademicYear | None,
    series: str,
    groups: tuple[str, ...],
    out: Path,
    replace: bool,
    door: Door,
) -> None:
    """Print covers."""
    from archiver.archive.papers import files_asked
    from archiver.papers.cover import file_cover
    from archiver.papers.filled import covers

    with door.open() as session:
        asked = files_asked(session, files, year, series, groups)
    made = (
        (name_of("Обложка", file, volume.text), file_cover(form))
        for file, volume, form in covers(asked.found, asked.settings, asked.schedule)
    )
    write(context, made, out, replace=replace, left=without_paper(asked.found))


@papers.command(
    "certification",
    short_help=_("Certification sheets of files"),
    help=_(
        "Print a certification sheet for every volume of the files.\n\n"
        "What a person counted is given by --lettered, --missed, --contents and --last, for one volume only."
    ),
)
@files_argument
@of_year_option
@series_option
@group_option
@click.option("--lettered", default="", help=_("Lettered numbers of sheets: 5а, 5б."))
@click.option("--missed", default="", help=_("Numbers that were missed."))
@click.option("--contents", type=click.IntRange(0, 999), default=0, help=_("Sheets of the inner inventory."))
@click.option("--last", type=click.IntRange(1, 9999), help=_("The number on the last sheet."))
@to_option
@replace_option
@session_options
@click.pass_context
def certification(
    context: click.Context,
    files: tuple[str, ...],
    year: AcademicYear | None,
    series: str,
    groups: tuple[str, ...],
    lettered: str,
    missed: str,
    contents: int,
    last: int | None,
    out: Path,
    replace: bool,
    door: Door,
) -> None:
    """Print certification sheets."""
    from archiver.archive.papers import files_asked
    from archiver.papers.certification import certification_sheet
    from archiver.papers.filled import Counted, certifications

    with door.open() as session:
        asked = files_asked(session, files, year, series, groups)
    counted = Counted(lettered, missed, contents, last)
    forms = tuple(certifications(asked.found, asked.settings, counted))
    if counted != Counted() and len(forms) > 1:
        raise UsageError(_("--lettered, --missed, --contents and --last are of one volume; name one file."))
    made = (
        (name_of("Лист-заверитель", file, volume.text), certification_sheet(form))
        for file, volume, form in forms
    )
    write(context, made, out, replace=replace, left=without_paper(asked.found))


@papers.command(
    "inventory",
    short_help=_("Inventory of files on paper"),
    help=_("Print the inventory of the volumes of an academic year with its closing entry."),
)
@year_argument
@series_option
@numbered
@agreed
@to_option
@replace_option
@session_options
@click.pass_context
def inventory(
    context: click.Context,
    year: AcademicYear,
    series: str,
    number: str,
    on: dt.date | None,
    protocol: str,
    protocol_on: dt.date | None,
    out: Path,
    replace: bool,
    door: Door,
) -> None:
    """Print the inventory."""
    from archiver.archive.papers import files_asked
    from archiver.papers.filled import inventory_form
    from archiver.papers.inventory import inventory as set_inventory

    with door.open() as session:
        asked = files_asked(session, (), year, series)
    form = inventory_form(
        asked.found, year, asked.settings, asked.schedule, given(number, on, protocol, protocol_on)
    )
    made = [(name_of_year("Опись", year, series, number), set_inventory(form))]
    write(context, made, out, replace=replace, left=without_paper(asked.found))


@papers.command(
    "electronic-inventory",
    short_help=_("Inventory of electronic files"),
    help=_("Print the inventory of the electronic files of an academic year: media, sizes, digests."),
)
@year_argument
@series_option
@numbered
@agreed
@click.option(
    "--documents", is_flag=True, help=_("Annex a register of the documents of every file, with digests.")
)
@to_option
@replace_option
@session_options
@click.pass_context
def electronic_inventory(
    context: click.Context,
    year: AcademicYear,
    series: str,
    number: str,
    on: dt.date | None,
    protocol: str,
    protocol_on: dt.date | None,
    documents: bool,
    out: Path,
    replace: bool,
    door: Door,
) -> None:
    """Print the electronic inventory."""
    from archiver.archive.papers import files_asked
    from archiver.papers.filled import electronic_form
    from archiver.papers.inventory import electronic_inventory as set_inventory

    with door.open() as session:
        asked = files_asked(session, (), year, series, documents=documents)
    form: InventoryForm = electronic_form(
        asked.found, year, asked.settings, asked.schedule, given(number, on, protocol, protocol_on)
    )
    if not form.rows:
        raise UsageError(_("None of these files has an electronic copy in the register."))
    made = [(name_of_year("Опись электронных дел", year, series, number), set_inventory(form))]
    left = [one.file for one in asked.found if one.bag is None]
    text = _("Left out, there is no electronic copy in the register: {files}")
    write(context, made, out, replace=replace, left=left, text=text)


@papers.command(
    "transfer",
    short_help=_("Act of transfer to the archive"),
    help=_("Print the act by which the files of an academic year are handed over to the archive by 5 July."),
)
@year_argument
@series_option
@group_option
@numbered
@to_option
@replace_option
@session_options
@click.pass_context
def transfer(
    context: click.Context,
    year: AcademicYear,
    series: str,
    groups: tuple[str, ...],
    number: str,
    on: dt.date | None,
    out: Path,
    replace: bool,
    door: Door,
) -> None:
    """Print the act of transfer."""
    from archiver.archive.papers import files_asked
    from archiver.papers.filled import transfer_form
    from archiver.papers.transfer import transfer_act

    with door.open() as session:
        asked = files_asked(session, (), year, series, groups)
    form = transfer_form(asked.found, year, asked.settings, given(number, on))
    made = [(name_of_year("Акт приёма-передачи", year, series, number), transfer_act(form))]
    write(context, made, out, replace=replace, left=without_paper(asked.found))


@papers.command(
    "plan",
    short_help=_("File plan of a year"),
    help=_(
        "Print the file plan of an academic year with its closing entry: the series of the retention "
        "schedule and how many files of each the register has.\n\n"
        "Series that are kept outside the register are counted by --units, or left to be filled in."
    ),
)
@year_argument
@units_option
@numbered
@agreed
@to_option
@replace_option
@session_options
@click.pass_context
def plan(
    context: click.Context,
    year: AcademicYear,
    units: tuple[tuple[str, int], ...],
    number: str,
    on: dt.date | None,
    protocol: str,
    protocol_on: dt.date | None,
    out: Path,
    replace: bool,
    door: Door,
) -> None:
    """Print the file plan."""
    from archiver.archive.papers import whole_year
    from archiver.papers.filled import plan_form
    from archiver.papers.plan import file_plan

    with door.open() as session:
        asked = whole_year(session, year)
    codes = [str(rule.series.code) for rule in asked.schedule.rules(dt.date(year.start, 9, 1))]
    for code, _count in units:
        if code not in codes:
            raise UsageError(
                _("The retention schedule has no series {code}. There are: {codes}.").format(
                    code=code, codes=", ".join(codes)
                )
            )
    form = plan_form(
        asked.found,
        year,
        asked.settings,
        asked.schedule,
        given(number, on, protocol, protocol_on),
        dict(units),
    )
    made = [(name_of_year("Номенклатура дел", year, "", number), file_plan(form))]
    write(context, made, out, replace=replace)
    uncounted = [row.index for row in form.rows if row.units is None]
    if uncounted:
        click.echo(
            _("Not counted by the register, left to be filled in (or give --units): {series}").format(
                series=", ".join(uncounted)
            ),
            err=True,
        )
        context.exit(ExitCode.FINDINGS)
