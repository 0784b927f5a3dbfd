"""What the commands of the archive's papers share: which files they are about, what they say, writing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.ending import end, strict_option
from archiver.cli.options.options import DAY, YEAR, Read
from archiver.cli.options.papers import (
    groups_option,
    joined_option,
    replace_option,
    tell,
    tell_joined,
    tell_paper,
)
from archiver.cli.options.targets import to_file, to_folder
from archiver.errors import UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.papers import Printout
    from archiver.cli.options.door import Door
    from archiver.papers.filled import Given
    from archiver.settings.tables import Settings

ASKED = "archiver.archive.papers:FilesAsked"

year_argument = click.argument("year", type=YEAR, metavar=_("YEAR"))
series_option = click.option("--series", default="", help=_("Only files of this series: 05-12."))
files_options = collected(
    "asked",
    ASKED,
    click.argument("files", nargs=-1, metavar=_("[FILE…]")),
    click.option("--year", type=YEAR, help=_("All files of this academic year: 2025/26.")),
    series_option,
    groups_option,
)
_number_options = (
    click.option("--number", default="", help=_("The number of the paper.")),
    click.option("--on", type=DAY, help=_("The day of the paper; a line to fill in without it.")),
)


def year_options(*options: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The files of a year, narrowed down by `options`, as `asked`."""
    return collected("asked", ASKED, year_argument, *options)


def _given(number: str, on: dt.date | None, protocol: str = "", protocol_on: dt.date | None = None) -> Given:
    from archiver.papers.filled import Given
    from archiver.papers.forms import Protocol
    from archiver.papers.wording import day

    return Given(number, on, Protocol(protocol, day(protocol_on)))


numbered = collected("given", _given, *_number_options)
agreed = collected(
    "given",
    _given,
    *_number_options,
    click.option("--protocol", default="", help=_("The number of the commission's protocol.")),
    click.option("--protocol-on", type=DAY, help=_("The day of that protocol.")),
)


def _units(text: str) -> tuple[str, int]:
    """How many files of a series were opened: «05-15=12»."""
    code, _equals, count = text.partition("=")
    if not code.strip() or not count.strip().isdecimal():
        raise ValueError(_("«{value}»: write SERIES=NUMBER, for example 05-15=12.").format(value=text))
    return code.strip(), int(count)


UNITS = Read("series=number", _units)


@dataclass(frozen=True, slots=True)
class Target:
    """Where papers are written, whether others there are replaced, and all `joined` in one more file."""

    out: Path
    replace: bool
    strict: bool
    joined: bool = False

    def print(
        self,
        door: Door,
        papers: Callable[..., Printout],
        *wanted: Any,
        lacking: str = "",
        most: int | None = 10,
        left_out: bool = False,
    ) -> None:
        """Write what a use case prints, a line each; say in words `lacking` what is not in the register.

        At most `most` of it is named. It is `left_out` of the papers, or else a blank to fill in by hand.
        """
        with door.open() as session:
            made, settings = papers(session, *wanted), session.settings
        self._write(made, settings)
        if made.lacking:
            named = ", ".join(made.lacking[:most])
            rest = len(made.lacking[most:]) if most else 0
            text = lacking or _("Volumes on paper that are not in the register (archiver paper add): {files}")
            named += f" (+{rest})" if rest else ""
            click.echo(text.format(files=named, series=named), err=True)
            end(unmade=left_out, lacking=not left_out, strict=self.strict)

    def _write(self, made: Printout, settings: Settings) -> None:
        """Into a folder, under the names that the papers have."""
        from archiver.disk.names import UniqueNames
        from archiver.process.output import claimed
        from archiver.reports.document.writing import put

        names = UniqueNames()
        with claimed(self.out, None):
            written = tell(
                (
                    put(
                        names.take(name),
                        {".pdf": done.pdf},
                        done.pages,
                        self.out,
                        replace=self.replace,
                        kind=made.kind,
                    )
                    for name, done in made.papers
                ),
                self.out,
            )
            tell_joined(written, self.out, settings, joined=self.joined)


@dataclass(frozen=True, slots=True)
class OneFile(Target):
    """The file that the one paper is written into."""

    def _write(self, made: Printout, _settings: Settings) -> None:
        from archiver.disk.targets import writable_file
        from archiver.process.output import cache_beside
        from archiver.reports.document.writing import State, put

        writable_file(self.out)
        with cache_beside(self.out.parent):
            ((_name, done),) = made.papers
            paper = put(
                self.out.stem, {self.out.suffix: done.pdf}, done.pages, self.out.parent, replace=self.replace
            )
        tell_paper(dataclasses.replace(paper, base=self.out.name))
        if paper.state is State.KEPT:
            raise UsageError(
                _(
                    "{file} is there with other contents and was not replaced. "
                    "Add --replace, or name another file."
                ).format(file=self.out)
            )


target_options = collected(
    "target",
    Target,
    to_folder(_("Folder for the papers of the archive.")),
    joined_option,
    replace_option,
    strict_option,
)
file_options = collected("target", OneFile, to_file(), replace_option, strict_option)


def _target(out: Path | None, replace: bool, strict: bool) -> OneFile | None:
    return None if out is None else OneFile(out, replace, strict)


optional_file_options = collected(
    "target",
    _target,
    to_file(_("The PDF to write; nothing is printed without it."), required=False),
    replace_option,
    strict_option,
)
"""Where to print for a command that does something without printing, too."""
