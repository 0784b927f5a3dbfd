"""`archiver preview`: the pages as they will be bound, marked ЧЕРНОВИК and without numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.exports import exports_options
from archiver.cli.options.options import DAY, today_option
from archiver.cli.options.targets import to_file
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.exports import GivenExports


@click.command(
    "preview",
    help=_(
        "Print what year-end would bind, as a draft to look through before printing.\n\n"
        "Exit codes: 0 the draft is written, 3 it is written but something blocks the group's binder "
        "(with --strict: or there are warnings)."
    ),
)
@click.option("--group", required=True, help=_("The group: its name or a part that no other has."))
@click.option("--subject", help=_("One subject: its name or a part of it."))
@click.option("--since", type=DAY, help=_("First day of the interval."))
@click.option("--until", type=DAY, help=_("Last day of the interval."))
@click.option(
    "--lessons-per-page", type=click.IntRange(1, 60), help=_("Lessons per page, instead of the setting.")
)
@to_file()
@strict_option
@today_option
@exports_options
def preview(exports: GivenExports, out: Path, strict: bool, **wanted: Any) -> None:
    from archiver.binding.preview import draft_group
    from archiver.cli.telling.facts import print_facts
    from archiver.disk.targets import writable_file
    from archiver.process.output import cache_beside

    writable_file(out, exports.exports)
    loaded = exports.settings()
    place, found = exports.open(loaded)
    with cache_beside(out.parent):
        drafted = draft_group(place, found, out, **wanted)
    print_facts((*loaded.findings, *drafted.findings))
    click.echo(_("Draft: {file}, {pages} p.").format(file=out, pages=drafted.pages))
    end((*loaded.findings, *drafted.findings), unmade=drafted.blocked, strict=strict)
