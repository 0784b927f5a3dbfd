"""`archiver media change`: the card of a medium after it was moved, handed over, or a register rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.options import YearType
from archiver.counter.choices import KINDS
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from archiver.journal.model import AcademicYear

number_argument = click.argument("number", metavar=_("NUMBER"))


@click.command(
    "change",
    short_help=_("Correct the card of a medium"),
    help=_(
        "Correct the card of a medium: what is given is changed, all else stays. A new address is taken only "
        "when this very medium is found there.\n\n"
        "Exit codes: 0 done, 6 nothing is there, 9 another medium is there, or it holds what it could not "
        "hold then."
    ),
)
@number_argument
@click.option("--address", help=_("The folder or bucket it is found at now: the disk is mounted elsewhere."))
@click.option("--kind", type=click.Choice(KINDS), help=_("What it is; bucket for addresses of buckets."))
@click.option("--site", help=_("The building it stands in."))
@click.option("--room", help=_("The place in the building: room, safe, shelf."))
@click.option("--threat", help=_("What would take everything there at once: fire, flood."))
@click.option("--custodian", help=_("Who answers for it: post."))
@click.option("--serial", help=_("Serial number, when the system does not tell it."))
@click.option(
    "--capacity", type=click.IntRange(1), help=_("Gigabytes it holds, when the system does not tell them.")
)
@click.option("--series", help=_("For this record series only: 05-11."))
@click.option(
    "--destruction-year", type=click.IntRange(2000, 2300), help=_("For this destruction year only.")
)
@click.option("--year", type=YearType(), help=_("Made ready for this academic year: 2025/26."))
@click.option("--for-any", is_flag=True, help=_("For any record series and year again."))
@click.option(
    "--write-once/--rewritable", default=None, help=_("Whether it cannot be rewritten, or can after all.")
)
@session_options
def change(
    number: str,
    address: str | None,
    kind: str | None,
    series: str | None,
    destruction_year: int | None,
    year: AcademicYear | None,
    for_any: bool,
    capacity: int | None,
    write_once: bool | None,
    door: Door,
    **texts: str | None,
) -> None:
    """Change what was given and show the card."""
    from archiver.archive.media.card import lines
    from archiver.archive.media.changing import change_medium
    from archiver.archive.media.listing import card_of
    from archiver.counter.vocabulary import MediumKind
    from archiver.errors import UsageError

    changes: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if for_any:
        changes |= {"series": None, "destruction_year": None, "academic_year": None}
    given = {
        "address": address,
        "kind": MediumKind(kind) if kind else None,
        "series": series,
        "destruction_year": destruction_year,
        "academic_year": year.start if year else None,
        "capacity": capacity << 30 if capacity else None,
        "rewritable": None if write_once is None else not write_once,
    }
    changes |= {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise UsageError(_("Say what is to be changed: archiver media change --help."))
    with door.open() as session:
        change_medium(session, number, changes)
        for name, value in lines(card_of(session, number)):
            click.echo(f"{name}: {value}")
