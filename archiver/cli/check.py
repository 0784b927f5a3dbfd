"""`archiver check`: everything found in the exports, before anything is printed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.exports import exports_options
from archiver.cli.options.options import today_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.exports import GivenExports


@click.command(
    "check",
    help=_(
        "Check the exports of all groups and show what is found: the place and what to do.\n\n"
        "Exit codes: 0 nothing blocks, 3 something does (with --strict: or there are warnings), "
        "4 some export cannot be read."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the findings as JSON."))
@strict_option
@today_option
@exports_options
@click.pass_context
def check(context: click.Context, exports: GivenExports, as_json: bool, strict: bool, today: dt.date) -> None:
    from archiver.binding.checked import Checked, check_exports
    from archiver.cli.options.output import documented, write_json
    from archiver.cli.telling.render import print_findings

    loaded = exports.settings()
    source = {"settings": loaded.as_json()}
    with documented(as_json, lambda problems: Checked(problems, problems).as_json() | source):
        place, opened = exports.open(loaded, quiet=as_json)
    found = check_exports(place, opened, today=today)
    counts = found.counts
    if as_json:
        write_json(found.as_json() | source)
    else:
        print_findings(found.findings)
        click.echo(
            _("Groups: {groups}. Blocking: {blocking}, warnings: {warning}, notes: {note}.").format(
                groups=len(found.groups), **counts
            )
        )
    if found.unreadable:
        context.exit(ExitCode.INPUT_INVALID)
    end(found.findings, strict=strict)
