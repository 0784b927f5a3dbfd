"""What the commands of the archive's papers share: their options, the files they are about, writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.options import DAY, YearType
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.counter.vocabulary import File
    from archiver.journal.model import AcademicYear
    from archiver.papers.filled import Given
    from archiver.papers.holdings import Shelved
    from archiver.press.engine import Typeset

year_argument = click.argument("year", type=YearType(), metavar=_("YEAR"))
series_option = click.option("--series", default="", help=_("Only files of this series: 05-12."))
group_option = click.option(
    "--group", "groups", multiple=True, help=_("Only this group; may be given several times.")
)
files_argument = click.argument("files", nargs=-1, metavar=_("[FILE…]"))
of_year_option = click.option("--year", type=YearType(), help=_("All files of this academic year: 2025/26."))


def numbered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --number and --on to a command."""
    command = click.option("--on", type=DAY, help=_("The day of the paper; a line to fill in without it."))(
        command
    )
    return click.option("--number", default="", help=_("The number of the paper."))(command)


def agreed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the protocol of the commission to a command."""
    command = click.option("--protocol-on", type=DAY, help=_("The day of that protocol."))(command)
    return click.option("--protocol", default="", help=_("The number of the commission's protocol."))(command)


class UnitsType(click.ParamType["tuple[str, int]"]):
    """How many files of a series were opened: «05-15=12»."""

    name = "series=number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Parse the pair, or fail with how it is written."""
        if isinstance(value, tuple):
            return value
        code, _equals, count = value.partition("=")
        if not code.strip() or not count.strip().isdecimal():
            self.fail(
                _("«{value}»: write SERIES=NUMBER, for example 05-15=12.").format(value=value), param, ctx
            )
        return code.strip(), int(count)


units_option = click.option(
    "--units",
    type=UnitsType(),
    multiple=True,
    metavar=_("SERIES=NUMBER"),
    help=_("So many files of this series were opened; may be given several times."),
)


def given(number: str, on: dt.date | None, protocol: str = "", protocol_on: dt.date | None = None) -> Given:
    """What the options tell of a paper."""
    from archiver.papers.filled import Given
    from archiver.papers.forms import Protocol
    from archiver.papers.wording import day

    return Given(number, on, Protocol(protocol, day(protocol_on)))


def without_paper(found: Iterable[Shelved]) -> list[File]:
    """The files of which no volume on paper is in the register."""
    return [one.file for one in found if not one.paper]


def name_of(paper: str, file: File, volume: str) -> str:
    """The name of the PDF of one volume."""
    year = f"{file.academic_year}-{(file.academic_year + 1) % 100:02d}"
    return " ".join(filter(None, (paper, file.index, file.group, year, volume)))


def name_of_year(paper: str, year: AcademicYear, series: str, number: str) -> str:
    """The name of the PDF of a whole year."""
    parts = (paper, f"№ {number}" if number else "", series, str(year).replace("/", "-"))
    return " ".join(filter(None, parts))


def write(
    context: click.Context,
    made: Iterable[tuple[str, Typeset]],
    out: Path,
    *,
    replace: bool,
    left: Sequence[File] = (),
    text: str = "",
) -> None:
    """Write the papers, a line each; say of which files something is not in the register."""
    from archiver.cli.options.papers import tell
    from archiver.disk.names import UniqueNames
    from archiver.process.output import claimed
    from archiver.reports.document.writing import put

    names = UniqueNames()
    with claimed(out, None):
        tell(
            (
                put(names.take(name), {".pdf": done.pdf}, done.pages, out, replace=replace)
                for name, done in made
            ),
            out,
        )
    if left:
        ids = ", ".join(file.external_id for file in left[:10])
        more = f" (+{len(left) - 10})" if len(left) > 10 else ""
        text = text or _("Volumes on paper that are not in the register (archiver paper add): {files}")
        click.echo(text.format(files=ids + more), err=True)
        context.exit(ExitCode.FINDINGS)
