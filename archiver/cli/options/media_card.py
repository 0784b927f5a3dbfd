"""The card of a medium as options: what `media add` and `media change` are told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.options import YEAR, start_of
from archiver.counter.choices import KINDS
from archiver.locale import _

number_argument = click.argument("number", metavar=_("MEDIUM"))


def card_options(*, new: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of a card, given as `card`: those that were said, by their names in the register.

    Of a `new` medium a site must be said.
    """
    site = click.option("--site", required=new, help=_("The building it stands in."))
    label = click.option("--label", help=_("What is written on its case."))
    return collected(
        "card",
        _card,
        click.option(
            "--kind", type=click.Choice(KINDS), help=_("What it is; bucket for addresses of buckets.")
        ),
        site,
        click.option("--room", help=_("The place in the building: room, safe, shelf.")),
        click.option("--threat", help=_("What would take everything there at once: fire, flood.")),
        click.option("--custodian", help=_("Who answers for it: post.")),
        click.option("--serial", help=_("Serial number, when the system does not tell it.")),
        *((label,) if new else ()),
        click.option(
            "--capacity",
            type=click.IntRange(1),
            help=_("Gigabytes it holds, when the system does not tell them."),
        ),
        click.option("--series", help=_("For this record series only: 05-11.")),
        click.option(
            "--destruction-year", type=click.IntRange(2000, 2300), help=_("For this destruction year only.")
        ),
        click.option(
            "--year",
            "academic_year",
            type=YEAR,
            callback=start_of,
            help=_("Made ready for this academic year: 2025/26."),
        ),
    )


def _card(kind: str | None, capacity: int | None, **said: Any) -> dict[str, Any]:
    from archiver.counter.vocabulary import MediumKind

    said |= {"kind": kind and MediumKind(kind), "capacity": capacity and capacity << 30}
    return {name: value for name, value in said.items() if value is not None}
