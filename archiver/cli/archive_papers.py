"""`archiver papers`: the papers of the archive, filled in from the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.archive_paper_options import (
    UNITS,
    agreed,
    files_options,
    numbered,
    series_option,
    target_options,
    year_options,
)
from archiver.cli.options.door import session_options
from archiver.cli.options.papers import groups_option
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
@target_options
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
@target_options
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
    help=_("Print the act by which the files of an academic year are handed over to the archive by 5 July."),
)
@year_options(series_option, groups_option)
@numbered
@target_options
@session_options
def transfer(asked: FilesAsked, given: Given, target: Target, door: Door) -> None:
    from archiver.archive.papers import act_of_transfer

    target.print(door, act_of_transfer, asked, given)


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
@target_options
@session_options
def plan(
    asked: FilesAsked, units: tuple[tuple[str, int], ...], given: Given, target: Target, door: Door
) -> None:
    from archiver.archive.papers import plan_of_year

    lacking = _("Not counted by the register, left to be filled in (or give --units): {series}")
    target.print(door, plan_of_year, asked, given, dict(units), lacking=lacking, most=None)
