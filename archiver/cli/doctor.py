"""`archiver doctor`: whether this machine has all that is needed, each thing on a line with advice."""

from __future__ import annotations

from pathlib import Path

import click

from archiver.errors import ExitCode
from archiver.locale import _


@click.command(
    "doctor",
    help=_(
        "Say whether this machine has all that is needed: Python, packages, Pango, fonts, "
        "settings, cache, disk.\n\n"
        "Exit codes: 0 all is well, 5 settings wrong, 6 cache or disk cannot be written, "
        "7 the press cannot work."
    ),
)
@click.option(
    "--config", "explicit", type=click.Path(path_type=Path, readable=False), help=_("Settings file.")
)
@click.pass_context
def doctor(context: click.Context, explicit: Path | None) -> None:
    from archiver.cli.telling.remedies import with_advice
    from archiver.press.machine import results

    code = ExitCode.DONE
    for result in results(explicit):
        sign = _("ok ") if result.code is ExitCode.DONE else _("BAD")
        click.echo(f"{sign}  {result.title}: {with_advice(result.detail, result.remedy)}")
        code = code or result.code
    context.exit(code)
