"""`archiver sample`: a deterministic fictional college in any export format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.options import YEAR
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.command(
    "sample",
    help=_(
        "Write the exports of a fictional college into a folder: the same seed gives the same files.\n\n"
        "A folder that a sample has made is replaced; any other folder with files in it is refused."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--groups",
    type=click.IntRange(1, 500),
    default=3,
    show_default=True,
    help=_("How many groups the college has."),
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help=_("Number the whole college follows from.")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("spo", "xls", "xlsx", "html", "json")),
    default="spo",
    show_default=True,
    help=_("Export format: SPO module answers, printed report, canonical JSON."),
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar=_("NAME[@GROUP]"),
    help=_("Spoil the exports on purpose (can be repeated); an unknown name lists all faults."),
)
@click.option("--year", type=YEAR, help=_("Academic year of the sample: 2025/26."))
def sample(
    folder: Path, groups: int, seed: int, form: str, faults: tuple[str, ...], year: AcademicYear | None
) -> None:
    from archiver.sample.college import DEFAULT_YEAR, make_college
    from archiver.sample.college_files import college_files
    from archiver.sample.target_folder import write_sample

    college = make_college(groups, seed, year or DEFAULT_YEAR, faults)
    count = write_sample(folder, college_files(college, form))
    names = ", ".join(group.name for group in college.groups[:6]) + (", …" if groups > 6 else "")
    click.echo(
        ngettext(
            "{college}, {year}: {count} group ({names}).",
            "{college}, {year}: {count} groups ({names}).",
            groups,
        ).format(college=college.short_name, year=college.year, count=groups, names=names)
    )
    click.echo(
        ngettext(
            "{count} file ({format}) in {folder}.", "{count} files ({format}) in {folder}.", count
        ).format(count=count, format=form, folder=folder)
    )
