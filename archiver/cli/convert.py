"""`archiver convert`: exports of any format into canonical JSON, one file per group and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.options import exports_argument, exports_config_option, year_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.command(
    "convert",
    short_help=_("Write the journals as canonical JSON"),
    help=_(
        "Read the exports and write each journal as canonical JSON.\n\n"
        "All or nothing: if some export cannot be read, every problem is named "
        "and nothing is written (exit code 4)."
    ),
)
@exports_argument
@click.option(
    "--to", "out", required=True, type=click.Path(path_type=Path), help=_("Folder for the JSON files.")
)
@year_option
@exports_config_option
@click.pass_context
def convert(
    context: click.Context, exports: Path, out: Path, year: AcademicYear | None, config: Path | None
) -> None:
    """Read the exports and write each journal as canonical JSON (docs/journal-format.md)."""
    from archiver.binding.convert import convert_exports
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.telling.render import print_findings
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.journal.findings import worse_than_notes
    from archiver.process.output import claimed

    loaded = settings_for(config, exports)
    found = opened_exports(exports, loaded, year)
    with claimed(out, exports):
        written, findings = convert_exports(Workplace(loaded.settings), found, out)
    print_findings(findings)
    for path in written:
        click.echo(str(path))
    context.exit(ExitCode.FINDINGS if worse_than_notes(findings) else ExitCode.DONE)
