"""`archiver check`: everything found in the exports, before anything is printed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.exports import exports_options
from archiver.cli.options.options import today_option
from archiver.cli.options.papers import groups_option
from archiver.cli.options.targets import to_file
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.binding.checked import Checked
    from archiver.cli.options.exports import GivenExports


@click.command(
    "check",
    help=_(
        "Check the exports of all groups and show what is found: a line a fact, with what to do.\n\n"
        "Exit codes: 0 nothing blocks, 3 something does (with --strict: or there are warnings), "
        "4 some export cannot be read."
    ),
)
@groups_option
@click.option("--term", type=click.IntRange(1, 12), help=_("Only the study period of this number."))
@to_file(
    _("Also write remarks for teachers, a section for each, into this file: .pdf or .xlsx."),
    endings=(".pdf", ".xlsx"),
    required=False,
)
@click.option("--details", is_flag=True, help=_("Every single finding, with its place and advice."))
@click.option("--all", "notes", is_flag=True, help=_("Notes too, which ask for nothing."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the findings as JSON."))
@strict_option
@today_option
@exports_options
@click.pass_context
def check(
    context: click.Context,
    exports: GivenExports,
    groups: tuple[str, ...],
    term: int | None,
    out: Path | None,
    details: bool,
    notes: bool,
    as_json: bool,
    strict: bool,
    today: dt.date,
) -> None:
    from archiver.binding.checked import Checked, check_exports
    from archiver.cli.options.output import documented, write_json

    if out is not None:
        from archiver.disk.targets import writable_file

        writable_file(out, exports.exports, (".pdf", ".xlsx"))
    loaded = exports.settings()
    source = {"settings": loaded.as_json()}
    with documented(as_json, lambda problems: Checked(problems, problems).as_json() | source):
        place, opened = exports.open(loaded, quiet=as_json)
    found = check_exports(place, opened, today=today, groups=groups, term=term)
    if out is not None:
        from archiver.reports.remarks.making import write_remarks

        college, pdf_a = loaded.settings.college.name, loaded.settings.printing.pdf_a
        teachers = write_remarks(found.remarks, out, college, today, pdf_a)
        told = _("Remarks for teachers: {file}, teachers: {count}.")
        click.echo(told.format(file=out, count=teachers), err=as_json)
    if as_json:
        write_json(found.as_json() | source)
    else:
        _tell(found, details=details, notes=notes)
    if found.unreadable:
        context.exit(ExitCode.INPUT_INVALID)
    end(found.findings, strict=strict)


def _tell(found: Checked, *, details: bool, notes: bool) -> None:
    from archiver.cli.telling.facts import SIGNS, print_facts
    from archiver.cli.telling.render import print_findings
    from archiver.journal.findings import Severity

    told = [one for one in found.findings if notes or one.severity is not Severity.NOTE]
    if details:
        print_findings(told)
    else:
        print_facts(told, notes=notes)
    counts = {severity.value: f"{found.counts[severity.value]}" for severity in Severity}
    signs = {f"{severity.value}_sign": sign for severity, sign in SIGNS.items()}
    summary = _(
        "Groups: {groups}. Blocking ({blocking_sign}): {blocking}, warnings ({warning_sign}): {warning}, "
        "notes ({note_sign}): {note}."
    )
    click.echo(summary.format(groups=len(found.groups), **counts, **signs))
    hints = [_("every place and the whole advice: --details")] if told and not details else []
    hints += [_("notes: --all")] if len(told) < len(found.findings) else []
    if hints:
        click.echo(_("More: {hints}.").format(hints=", ".join(hints)))
