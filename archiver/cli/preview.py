"""`archiver preview`: the pages as they will be bound, marked ЧЕРНОВИК and without numbers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.options import (
    DAY,
    exports_argument,
    exports_config_option,
    today_option,
    year_option,
)
from archiver.errors import ExitCode, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.command(
    "preview",
    short_help=_("Print a group, a subject or an interval as a draft"),
    help=_(
        "Print what year-end would bind, as a draft to look through before printing.\n\n"
        "Exit codes: 0 the draft is written, 3 it is written but the group has blocking findings."
    ),
)
@exports_argument
@click.option("--group", required=True, help=_("The group, as it is called in the journal."))
@click.option("--subject", help=_("One subject: its name or a part of it."))
@click.option("--since", type=DAY, help=_("First day of the interval."))
@click.option("--until", type=DAY, help=_("Last day of the interval."))
@click.option(
    "--lessons-per-page", type=click.IntRange(1, 60), help=_("Lessons per page, instead of the setting.")
)
@click.option("--to", "out", required=True, type=click.Path(path_type=Path), help=_("The PDF to write."))
@today_option
@year_option
@exports_config_option
@click.pass_context
def preview(
    context: click.Context,
    exports: Path,
    group: str,
    subject: str | None,
    since: dt.date | None,
    until: dt.date | None,
    lessons_per_page: int | None,
    out: Path,
    today: dt.date,
    year: AcademicYear | None,
    config: Path | None,
) -> None:
    """Print what `year-end` would bind, as a draft to look through before printing."""
    from archiver.binding.preview import draft_group
    from archiver.cli.options.in_force import opened_exports
    from archiver.cli.telling.render import print_findings
    from archiver.counter.use_case import Workplace
    from archiver.disk.targets import writable_file
    from archiver.intake.in_force import settings_for
    from archiver.process.output import cache_beside

    if since and until and since > until:
        raise UsageError(_("The interval ends before it begins: --since is later than --until."))
    if subject is not None and not subject.strip():
        raise UsageError(_("The name of the subject is empty: --subject."))
    writable_file(out, exports)
    loaded = settings_for(config, exports)
    settings = loaded.settings
    if lessons_per_page:
        printing = settings.printing.model_copy(update={"lessons_per_page": lessons_per_page})
        settings = settings.model_copy(update={"printing": printing})
    found = opened_exports(exports, loaded, year)
    with cache_beside(out.parent):
        drafted = draft_group(
            Workplace(settings),
            found,
            out,
            group=group,
            subject=subject,
            since=since,
            until=until,
            today=today,
        )
    print_findings((*loaded.findings, *drafted.findings))
    click.echo(_("Draft: {file}, {pages} p.").format(file=out, pages=drafted.pages))
    context.exit(ExitCode.FINDINGS if drafted.blocked else ExitCode.DONE)
