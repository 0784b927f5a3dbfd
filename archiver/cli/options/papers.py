"""What the commands of the other papers share: their options, what they tell of the files they wrote."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.exports import GivenExports, exports_options
from archiver.cli.options.options import Read, today_option
from archiver.errors import UsageError
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.counter.use_case import Workplace
    from archiver.journal.findings import Finding
    from archiver.journal.study_month import StudyMonth
    from archiver.reports.document.writing import Written
    from archiver.reports.made import Made
    from archiver.settings.tables import Settings

groups_option = click.option(
    "--group", "groups", multiple=True, help=_("Only this group; may be given several times.")
)
replace_option = click.option(
    "--replace", is_flag=True, help=_("Replace papers that lie there with other contents.")
)
joined_option = click.option(
    "--joined", is_flag=True, help=_("Also all papers of a kind in one PDF, in the order they are printed.")
)
workers_option = click.option(
    "--workers", type=click.IntRange(1, 256), help=_("Number of worker processes; all cores by default.")
)


def _month(text: str) -> StudyMonth:
    """«сентябрь», «сент», «9», «09.2025», «2025-09»."""
    from archiver.journal.study_month import parse_month

    try:
        return parse_month(text)
    except ValueError as error:
        told = _("«{value}» is no month; write it like сентябрь, 9 or 09.2025.")
        raise ValueError(told.format(value=text)) from error


MONTH = Read("month", _month)


def tell_paper(paper: Written) -> None:
    """A line of a paper: what became of it, and its pages."""
    from archiver.reports.document.writing import State

    states = {
        State.WRITTEN: _("written"),
        State.REPLACED: _("replaced"),
        State.UNCHANGED: _("unchanged"),
        State.KEPT: _("not replaced"),
    }
    click.echo(
        _("{paper}: {state}, {pages} p.").format(
            paper=paper.base, state=states[paper.state], pages=paper.pages
        )
    )


def tell(written: Iterable[Written], out: Path) -> tuple[Written, ...]:
    """A line a paper as it is written; refuses at the end when others lay there and were kept."""
    from archiver.reports.document.writing import State

    done = []
    for paper in written:
        done.append(paper)
        tell_paper(paper)
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


def tell_joined(written: Sequence[Written], out: Path, settings: Settings, *, joined: bool) -> None:
    """Join the papers of each kind, and say into which file and how many pages.

    When they are not to be `joined`, say which files of an earlier run hold others than lie there now.
    """
    from archiver.reports.document.writing import join_papers, outdated

    if not joined:
        for path in outdated(written, out):
            told = _("{file} is of an earlier run and holds other papers: --joined makes it anew.")
            click.echo(told.format(file=path), err=True)
        return
    printing = settings.printing
    for one in join_papers(written, out, printing.pdf_a, duplex=printing.duplex):
        told = _("Joined: {file}, papers: {papers}, {pages} p.")
        click.echo(told.format(file=one.path, papers=one.papers, pages=one.pages))


def print_papers(
    made: Made,
    place: Workplace,
    out: Path,
    exports: Path | None,
    *,
    unmade: bool = False,
    strict: bool = False,
    joined: bool = False,
    **how: Any,
) -> None:
    """Write the papers of a use case into `out`, `how` as `write_papers` is told; say what was found.

    They are `joined` for the printer too, one file a kind. Ends the command as `ending.end` does.
    """
    from archiver.process.output import claimed
    from archiver.reports.document.writing import write_papers

    with claimed(out, exports):
        written = tell(write_papers(made.papers, out, place.settings.printing.pdf_a, **how), out)
        tell_joined(written, out, place.settings, joined=joined)
    tell_findings(made.findings, incomplete=made.incomplete)
    end(made.findings, unmade=unmade, lacking=made.incomplete, strict=strict)


@dataclass(frozen=True, slots=True)
class Report:
    """A report of exports: of which groups (all without any), and the folder its papers are written into."""

    exports: GivenExports
    out: Path
    groups: tuple[str, ...]
    replace: bool
    strict: bool
    joined: bool = False
    workers: int | None = None

    def print(self, use_case: Callable[..., Made], *wanted: Any, **more: Any) -> None:
        """Write what a use case of exports makes; 3 when something was left out or blocks."""
        place, found = self.exports.open(self.exports.settings())
        made = use_case(place, found, *wanted, groups=self.groups, **more)
        print_papers(
            made,
            place,
            self.out,
            self.exports.exports,
            strict=self.strict,
            joined=self.joined,
            replace=self.replace,
            workers=self.workers,
        )


def report_options(*more: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --joined, --replace, --strict, `more` and the options of exports.

    With --to and --group they are `report`.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def with_report(*arguments: Any, **given: Any) -> Any:
            own = {one.name: given.pop(one.name) for one in fields(Report) if one.name in given}
            return command(*arguments, **given, report=Report(**own))

        result = exports_options(with_report)
        for option in reversed((joined_option, replace_option, strict_option, *more)):
            result = option(result)
        return result

    return decorate


dated_report_options = report_options(workers_option, today_option)


def tell_findings(findings: Sequence[Finding], *, incomplete: bool = False) -> None:
    """Print what was found, and say that papers have blanks where they do."""
    from archiver.cli.telling.facts import print_facts

    print_facts(findings, notes=True)
    if incomplete:
        click.echo(_("The journals lack something: each paper says what is missing in it."), err=True)
