"""What is looked for in the archive, as options that find and get share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.options import YEAR, start_of
from archiver.locale import _

_MOST = 1000


def query_options(limit: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options that make a Query of at most `limit` files, unless told otherwise; given as `query`."""
    return collected(
        "query",
        "archiver.counter.vocabulary:Query",
        click.option("--group", default="", help=_("Group, or how its name begins.")),
        click.option(
            "--year", "academic_year", type=YEAR, callback=start_of, help=_("Academic year: 2025/26.")
        ),
        click.option("--student", default="", help=_("Student: surname, or more of the name.")),
        click.option("--subject", default="", help=_("Subject, or a part of its name.")),
        click.option("--teacher", default="", help=_("Teacher: surname, or more of the name.")),
        click.option("--series", default="", help=_("Record series: 05-11 journals, 05-12 statements.")),
        click.option(
            "--limit",
            type=click.IntRange(1, _MOST),
            default=limit,
            show_default=True,
            help=_("At most so many files."),
        ),
    )
