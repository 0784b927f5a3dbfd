"""`archiver convert`: exports of any format into canonical JSON, one file per group and year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.exports import exports_options
from archiver.cli.options.options import today_option
from archiver.cli.options.targets import to_folder
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.exports import GivenExports


@click.command(
    "convert",
    help=_(
        "Read the exports and write each journal as canonical JSON.\n\n"
        "All or nothing: if some export cannot be read, every problem is named "
        "and nothing is written (exit code 4). The journals are checked as by “archiver check”.\n\n"
        "Exit codes: 0 all are written, 3 they are, but something in them blocks their binders (with "
        "--strict: or there are warnings)."
    ),
)
@to_folder(_("Folder for the JSON files."))
@strict_option
@today_option
@exports_options
def convert(exports: GivenExports, out: Path, strict: bool, today: dt.date) -> None:
    from archiver.binding.convert import convert_exports
    from archiver.cli.telling.facts import print_facts
    from archiver.process.output import claimed

    place, found = exports.open(exports.settings())
    with claimed(out, exports.exports):
        written, findings = convert_exports(place, found, out, today=today)
    print_facts(findings)
    for path in written:
        click.echo(str(path))
    end(findings, strict=strict)
