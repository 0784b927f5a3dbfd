"""What the commands of the other papers share: their options, what they tell of the files they wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.errors import ExitCode, UsageError
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.journal.findings import Finding
    from archiver.reports.document.writing import Written

groups_option = click.option(
    "--group", "groups", multiple=True, help=_("Only this group; may be given several times.")
)
to_option = click.option(
    "--to", "out", required=True, type=click.Path(path_type=Path), help=_("Folder for the papers.")
)
replace_option = click.option(
    "--replace", is_flag=True, help=_("Replace papers that lie there with other contents.")
)
workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), help=_("Number of worker processes; all cores by default.")
)


class MonthType(click.ParamType["tuple[int, int]"]):
    """A month, «2025-10» or «10.2025», as year and number."""

    name = "month"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Parse the month, or fail with how it is written."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(?P<y>\d{4})-(?P<m>\d\d?)|(?P<m2>\d\d?)\.(?P<y2>\d{4})", value.strip())
        month = int(found["m"] or found["m2"]) if found else 0
        if found is None or not 1 <= month <= 12:
            self.fail(_("«{value}» is no month; write it like 2025-10.").format(value=value), param, ctx)
        return int(found["y"] or found["y2"]), month


MONTH = MonthType()


def tell(written: Iterable[Written], out: Path) -> tuple[Written, ...]:
    """A line a paper as it is written; refuses at the end when others lay there and were kept."""
    from archiver.reports.document.writing import State

    states = {
        State.WRITTEN: _("written"),
        State.REPLACED: _("replaced"),
        State.UNCHANGED: _("unchanged"),
        State.KEPT: _("not replaced"),
    }
    done = []
    for paper in written:
        done.append(paper)
        click.echo(
            _("{paper}: {state}, {pages} p.").format(
                paper=paper.base, state=states[paper.state], pages=paper.pages
            )
        )
    counts = Counter(paper.state for paper in done)
    click.echo(
        _("Papers: {count} (new {new}, unchanged {same}). Folder: {folder}").format(
            count=len(done),
            new=counts[State.WRITTEN] + counts[State.REPLACED],
            same=counts[State.UNCHANGED],
            folder=out,
        )
    )
    if counts[State.KEPT]:
        raise UsageError(
            ngettext(
                "{count} paper lies in {folder} with other contents and was not replaced. "
                "Add --replace, or choose another folder.",
                "{count} papers lie in {folder} with other contents and were not replaced. "
                "Add --replace, or choose another folder.",
                counts[State.KEPT],
            ).format(count=counts[State.KEPT], folder=out)
        )
    return tuple(done)


def exit_with(context: click.Context, findings: Sequence[Finding], *, incomplete: bool = False) -> None:
    """Print what was found; 3 when something was left out or is incomplete."""
    from archiver.cli.telling.render import print_findings
    from archiver.journal.findings import worse_than_notes

    if findings:
        print_findings(findings)
    if incomplete:  # a code 3 without a word would be a riddle
        click.echo(_("The journals lack something: each paper says what is missing in it."), err=True)
    context.exit(ExitCode.FINDINGS if incomplete or worse_than_notes(findings) else ExitCode.DONE)
