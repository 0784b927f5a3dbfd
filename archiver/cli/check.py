"""`archiver check`: everything found in the exports, before anything is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.options import exports_argument, exports_config_option, today_option, year_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.binding.review import Review
    from archiver.intake.account import FileAccount
    from archiver.journal.findings import Finding
    from archiver.journal.model import AcademicYear


@click.command(
    "check",
    short_help=_("Show what is wrong in the exports"),
    help=_(
        "Check the exports of all groups and show what is found: the place and what to do.\n\n"
        "Exit codes: 0 nothing but notes, 3 findings, 4 some export cannot be read."
    ),
)
@exports_argument
@click.option("--json", "as_json", is_flag=True, help=_("Print the findings as JSON."))
@today_option
@year_option
@exports_config_option
@click.pass_context
def check(
    context: click.Context,
    exports: Path,
    as_json: bool,
    today: dt.date,
    year: AcademicYear | None,
    config: Path | None,
) -> None:
    """Check the exports of all groups and show what is found, with its place and what to do."""
    from archiver.binding.review import accepted_of_nobody
    from archiver.binding.year_end import check_journals
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.options.output import documented, write_json
    from archiver.cli.telling.render import print_findings
    from archiver.counter.use_case import Workplace
    from archiver.intake.in_force import settings_for
    from archiver.journal.findings import Severity, count_by_severity

    loaded = settings_for(config, exports)
    settings, source = loaded.settings, {"settings": loaded.as_json()}
    with documented(as_json, lambda problems: _document([], problems, problems) | source):
        found = opened_exports(exports, loaded, year, quiet=as_json)
    of_no_group = (*found.findings, *accepted_of_nobody(found, settings))
    findings = list(of_no_group)
    unreadable = any(finding.severity is Severity.BLOCKING for finding in findings)
    groups = []
    for seen in check_journals(Workplace(settings), found, today=today):
        unreadable = unreadable or not seen.readable
        findings += seen.findings
        groups.append(_group_json(seen))
    counts = count_by_severity(findings)
    if as_json:
        write_json(_document(groups, of_no_group, findings, found.account, today) | source)
    else:
        print_findings(findings)
        click.echo(
            _("Groups: {groups}. Blocking: {blocking}, warnings: {warning}, notes: {note}.").format(
                groups=len(groups), **counts
            )
        )
    if unreadable:
        context.exit(ExitCode.INPUT_INVALID)
    context.exit(ExitCode.FINDINGS if counts["blocking"] or counts["warning"] else ExitCode.DONE)


def _document(
    groups: list[dict[str, Any]],
    of_no_group: Sequence[Finding],
    all_of_them: Sequence[Finding],
    account: Sequence[FileAccount] = (),
    today: dt.date | None = None,
) -> dict[str, Any]:
    from archiver.journal.findings import count_by_severity

    return {
        "format": "college-archiver/check",
        "version": 1,
        "today": today.isoformat() if today else None,
        "groups": groups,
        "findings": [finding.as_json() for finding in of_no_group],
        "account": [asdict(one) for one in account],
        "counts": count_by_severity(all_of_them),
    }


def _group_json(seen: Review) -> dict[str, Any]:
    from archiver.journal.findings import count_by_severity

    journal = seen.journal
    return {
        "name": seen.name,
        "year": str(journal.year) if journal else None,
        "format": journal.format if journal else None,
        "sections": len(journal.sections) if journal else None,
        "blocked": journal is None or bool(seen.blocking),
        "counts": count_by_severity(seen.findings),
        "accepted": [{"code": one.code, "reason": one.reason, "by": one.by} for one in seen.accepted],
        "findings": [finding.as_json() for finding in seen.findings],
        "account": [asdict(one) for one in seen.account],
    }
