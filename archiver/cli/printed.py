"""`archiver printed`: note which copy of a volume was printed, and that it was certified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.custody.prints import PrintWanted
    from archiver.cli.options.door import Door

print_options = collected(
    "wanted",
    "archiver.archive.custody.prints:PrintWanted",
    click.argument("group", metavar=_("GROUP")),
    click.option("--volume", type=click.IntRange(min=1), required=True, help=_("The number of the volume.")),
    click.option(
        "--copy",
        type=click.IntRange(min=1),
        required=True,
        help=_("The number of the copy; 1 is the first print."),
    ),
    click.option(
        "--term",
        "period",
        type=click.IntRange(1, 12),
        help=_("The study period that the volume is of, where it is not the year's file."),
    ),
    click.option(
        "--on", "printed_on", type=DAY, help=_("The day it was printed; today, or that of the certification.")
    ),
    click.option("--certified", "certified_on", type=DAY, help=_("The day it was certified by signature.")),
    click.option("--sheets", type=click.IntRange(min=1), help=_("How many sheets were counted then.")),
    click.option(
        "--reason", default="", help=_("Why the count is another, or why what was noted is corrected.")
    ),
    click.option(
        "--printed",
        "folder",
        type=click.Path(path_type=Path),
        help=_(
            "Folder of year-end that it was printed from; the current folder, or what was noted, by default."
        ),
    ),
)


@click.command(
    "printed",
    short_help=_("Note that a volume was printed, and certified"),
    help=_(
        "Note that a copy of a volume was printed, and that it was certified. What is made after "
        "that from other "
        "pages is the next copy, which its certification page says; deadlines and the calendar "
        "count the study "
        "period as done.\n\n"
        "Exit codes: 0 noted (or noted before), 2 there is no such volume or day, 9 not allowed, "
        "another count "
        "without a reason, or another copy than the one in the folder."
    ),
)
@print_options
@session_options
def printed(wanted: PrintWanted, door: Door) -> None:
    from archiver.archive.custody.prints import note_print

    with door.open(create=True) as session:
        noted = note_print(session, wanted)
    one = noted.copy
    told = _("{group}: volume {volume}, copy No. {copy}, printed on {day}, sheets: {sheets}.").format(
        group=one.group,
        volume=one.volume,
        copy=one.copy,
        day=f"{one.printed_on:%d.%m.%Y}",
        sheets=one.sheets,
    )
    click.echo(told if noted.new else _("{told} Noted before.").format(told=told))
    if one.certified_on is not None:
        click.echo(
            _("Certified on {day}, sheets counted: {sheets}.").format(
                day=f"{one.certified_on:%d.%m.%Y}", sheets=one.certified_sheets
            )
        )
