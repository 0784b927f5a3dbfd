"""The options of a file that is deposited as it is: a binder and a statement made elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.options import YEAR, start_of
from archiver.errors import UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.deposit.ready import ReadyFile

_PDF = click.Path(path_type=Path, readable=False)
_OPTIONS = (
    click.option(
        "--ready",
        "volumes",
        multiple=True,
        type=_PDF,
        help=_("A finished binder, PDF; a volume each, in their order."),
    ),
    click.option("--group", default="", help=_("The group of the finished binder.")),
    click.option("--year", type=YEAR, callback=start_of, help=_("Its academic year: 2020/21.")),
    click.option(
        "--names",
        type=_PDF,
        help=_(
            "The students of the finished binder: a text or .xlsx, one a line; the file is found by them."
        ),
    ),
    click.option(
        "--statement",
        "statements",
        multiple=True,
        type=_PDF,
        help=_("Its grade statement, scanned or printed, PDF; may be given several times."),
    ),
    click.option(
        "--document",
        default="",
        help=_(
            "Where its grade statement lies when it is not in this archive: inventory, number of the file."
        ),
    ),
    click.option(
        "--sheets",
        type=click.IntRange(min=1),
        multiple=True,
        help=_("Sheets of each volume, in their order; without it as many as there are pages."),
    ),
)


def _ready(**own: Any) -> ReadyFile | None:
    if not any(own.values()):
        return None
    from archiver.archive.deposit.ready import ReadyFile

    if not own["group"] or own["year"] is None or own["names"] is None:
        raise UsageError(
            _("A finished binder is deposited with its group, year and students: --group, --year, --names.")
        )
    return ReadyFile(**own)


ready_options = collected("ready", _ready, *_OPTIONS)
"""The command gets `ready`: what is brought, or None when none of the options is given."""
