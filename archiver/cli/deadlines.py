"""`archiver deadlines`: whose study periods have ended and whose printouts are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.exports import exports_options
from archiver.cli.options.options import today_option
from archiver.cli.options.papers import groups_option, replace_option, tell, tell_findings
from archiver.cli.options.targets import to_folder
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.exports import GivenExports


@click.command(
    "deadlines",
    help=_(
        "List the study periods of all groups and the days their printouts are due.\n\n"
        "Exit codes: 0 nothing is due, 3 something is due or overdue, or some group could not be read "
        "(with --strict: or there are warnings)."
    ),
)
@today_option
@click.option(
    "--printed", type=click.Path(path_type=Path), help=_("Folder of year-end: groups bound there are done.")
)
@to_folder(_("Also write the list into this folder."), required=False)
@click.option("--json", "as_json", is_flag=True, help=_("Print the list as JSON."))
@groups_option
@replace_option
@strict_option
@exports_options
def deadlines(
    exports: GivenExports,
    today: dt.date,
    printed: Path | None,
    out: Path | None,
    as_json: bool,
    groups: tuple[str, ...],
    replace: bool,
    strict: bool,
) -> None:
    from archiver.cli.options.output import write_json
    from archiver.cli.options.prints import known_prints
    from archiver.process.output import claimed
    from archiver.reports.deadlines.values import document, state_text
    from archiver.reports.document.writing import write_papers
    from archiver.reports.made import deadlines as owed_of

    loaded = exports.settings()
    place, opened = exports.open(loaded, quiet=as_json)
    prints, unknown = known_prints(place.settings)
    found, made = owed_of(place, opened, printed=printed, prints=prints, groups=groups, today=today)
    made = replaced(made, findings=(*made.findings, *unknown))
    if as_json:
        write_json(document(found, today) | {"settings": loaded.as_json()})
        end(made.findings, unmade=made.incomplete, strict=strict)
    for one in found:
        click.echo(f"{one.due:%d.%m.%Y}  {one.group}, {one.term} {one.year}: {state_text(one)}")
    if out is not None:
        with claimed(out, exports.exports):
            tell(write_papers(made.papers, out, place.settings.printing.pdf_a, replace=replace), out)
    tell_findings(made.findings)
    end(made.findings, unmade=made.incomplete, strict=strict)
