"""`archiver convert`: exports of any format into canonical JSON, one file per group and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.exports import exports_options
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.exports import GivenExports


@click.command(
    "convert",
    help=_(
        "Read the exports and write each journal as canonical JSON.\n\n"
        "All or nothing: if some export cannot be read, every problem is named "
        "and nothing is written (exit code 4)."
    ),
)
@click.option(
    "--to", "out", required=True, type=click.Path(path_type=Path), help=_("Folder for the JSON files.")
)
@exports_options
@click.pass_context
def convert(context: click.Context, exports: GivenExports, out: Path) -> None:
    from archiver.binding.convert import convert_exports
    from archiver.cli.telling.render import print_findings
    from archiver.journal.findings import worse_than_notes
    from archiver.process.output import claimed

    place, found = exports.open(exports.settings())
    with claimed(out, exports.exports):
        written, findings = convert_exports(place, found, out)
    print_findings(findings)
    for path in written:
        click.echo(str(path))
    context.exit(ExitCode.FINDINGS if worse_than_notes(findings) else ExitCode.DONE)
