"""`archiver papers`: the papers of the archive, filled in from the register."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.archive_paper_options import (
    UNITS,
    agreed,
    file_options,
    files_options,
    numbered,
    optional_file_options,
    series_option,
    target_options,
    year_options,
)
from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY
from archiver.cli.options.papers import groups_option
from archiver.errors import UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.papers import FilesAsked
    from archiver.cli.options.archive_paper_options import Target
    from archiver.cli.options.door import Door
    from archiver.papers.filled import Given

papers = click.Group(
    "papers",
    help=_(
        "Print the papers of the archive from the register, as PDF/A: covers, certification sheets, "
        "inventories, the act of transfer, the file plan.\n\n"
        "Names of officers come from archiver.toml; what nobody knows is a line to fill in by hand.\n\n"
        "Exit codes: 0 printed, 2 there are no such files, 3 printed, but something was left out because "
        "it is not in the register (with --strict: or left to be filled in), 8 the register failed."
    ),
)


@papers.command(
    "cover", short_help=_("Covers of files"), help=_("Print a cover for every volume of the files.")
)
@files_options
@target_options
@session_options
def cover(asked: FilesAsked, target: Target, door: Door) -> None:
    from archiver.archive.papers import covers

    target.print(door, covers, asked)


@papers.command(
    "certification",
    short_help=_("Certification sheets of files"),
    help=_(
        "Print a certification sheet for every volume of the files.\n\n"
        "What a person counted is given by --lettered, --missed, --contents and --last, for one volume only."
    ),
)
@files_options
@click.option("--lettered", default="", help=_("Lettered numbers of sheets: 5а, 5б."))
@click.option("--missed", default="", help=_("Numbers that were missed."))
@click.option("--contents", type=click.IntRange(0, 999), default=0, help=_("Sheets of the inner inventory."))
@click.option("--last", type=click.IntRange(1, 9999), help=_("The number on the last sheet."))
@target_options
@session_options
def certification(asked: FilesAsked, target: Target, door: Door, **counted: Any) -> None:
    from archiver.archive.papers import certification_sheets
    from archiver.papers.filled import Counted

    target.print(door, certification_sheets, asked, Counted(**counted))


@papers.command(
    "inventory",
    short_help=_("Inventory of files on paper"),
    help=_("Print the inventory of the volumes of an academic year with its closing entry."),
)
@year_options(series_option)
@agreed
@file_options
@session_options
def inventory(asked: FilesAsked, given: Given, target: Target, door: Door) -> None:
    from archiver.archive.papers import paper_inventory

    target.print(door, paper_inventory, asked, given)


@papers.command(
    "electronic-inventory",
    short_help=_("Inventory of electronic files"),
    help=_("Print the inventory of the electronic files of an academic year: media, sizes, digests."),
)
@year_options(series_option)
@agreed
@click.option(
    "--documents", is_flag=True, help=_("Annex a register of the documents of every file, with digests.")
)
@file_options
@session_options
def electronic_inventory(
    asked: FilesAsked, given: Given, documents: bool, target: Target, door: Door
) -> None:
    from archiver.archive.papers import electronic_inventory as inventory_of_bags

    lacking = _("Left out, there is no electronic copy in the register: {files}")
    target.print(door, inventory_of_bags, asked, given, documents, lacking=lacking, left_out=True)


@papers.command(
    "transfer",
    short_help=_("Act of transfer to the archive"),
    help=_(
        "Print the act by which the files of an academic year are handed over to the archive by 5 July, or "
        "record that it was signed.\n\n"
        "Once people have signed it, --signed DAY --by WHO --to-whom WHOM closes the hand-over in archiver "
        "calendar, of all files of the year or of a --group. What was recorded by mistake is withdrawn by "
        "--withdraw REASON; both records stay in the audit trail.\n\n"
        "Exit codes: 0 done, 2 the days do not do or there are no such files, 3 printed, but volumes are not "
        "in the register, 9 another hand-over is recorded, or none."
    ),
)
@year_options(series_option, groups_option)
@numbered
@click.option("--signed", type=DAY, help=_("The day the act was signed: 03.07.2026."))
@click.option("--by", "given_by", default="", help=_("Who handed over: post, surname."))
@click.option("--to-whom", "taken_by", default="", help=_("Who took it into the archive: post, surname."))
@click.option(
    "--withdraw", "reason", default="", metavar=_("REASON"), help=_("Withdraw an erroneous record.")
)
@optional_file_options
@session_options
def transfer(
    asked: FilesAsked,
    given: Given,
    signed: dt.date | None,
    given_by: str,
    taken_by: str,
    reason: str,
    target: Target | None,
    door: Door,
) -> None:
    from archiver.archive.papers import act_of_transfer

    if target is None and signed is None and not reason:
        raise UsageError(_("Say where to print the act (--to), or that it was signed (--signed)."))
    if reason and signed is not None:
        raise UsageError(_("A record is withdrawn (--withdraw) or made (--signed), not both at once."))
    if (given_by or taken_by) and signed is None:
        raise UsageError(_("--by and --to-whom go with --signed."))
    if signed is not None or reason:
        _record(asked, given, signed, (given_by, taken_by), reason, door)
    if target is not None:
        target.print(door, act_of_transfer, asked, given)


def _record(
    asked: FilesAsked, given: Given, signed: dt.date | None, people: tuple[str, str], reason: str, door: Door
) -> None:
    """Record a hand-over, or withdraw one, and say of which files."""
    from archiver.archive.custody import handover

    about = handover.HandOverFiles(year=asked.of_year, series=asked.series, groups=asked.groups)
    with door.open() as session:
        if signed is None:
            told = handover.withdraw(session, about, reason)
            text = _("{file}: the hand-over of {day} is withdrawn.")
        else:
            told = handover.record(session, about, handover.HandOver(signed, *people, given.number))
            text = _("{file}: handed over on {day}.")
    for one in told:
        again = _("{file}: handed over on {day}, as recorded before.")
        line = again if one.before and signed is not None else text
        click.echo(line.format(file=one.file.external_id, day=f"{one.handed.signed_on:%d.%m.%Y}"))


@papers.command(
    "plan",
    short_help=_("File plan of a year"),
    help=_(
        "Print the file plan of an academic year with its closing entry: the series of the retention "
        "schedule and how many files of each the register has.\n\n"
        "Series that are kept outside the register are counted by --units, or left to be filled in."
    ),
)
@year_options()
@click.option(
    "--units",
    type=UNITS,
    multiple=True,
    metavar=_("SERIES=NUMBER"),
    help=_("So many files of this series were opened; may be given several times."),
)
@agreed
@file_options
@session_options
def plan(
    asked: FilesAsked, units: tuple[tuple[str, int], ...], given: Given, target: Target, door: Door
) -> None:
    from archiver.archive.papers import plan_of_year

    lacking = _("Not counted by the register, left to be filled in (or give --units): {series}")
    target.print(door, plan_of_year, asked, given, dict(units), lacking=lacking, most=None)
