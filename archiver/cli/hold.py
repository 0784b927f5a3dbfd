"""`archiver hold`: the destruction of files suspended by documents, and released again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.acting import acting_options, identified
from archiver.cli.opened import opened
from archiver.cli.options import YearType, config_option
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.acting.who import Claim
    from archiver.journal.model import AcademicYear
    from archiver.register.model.files import File
    from archiver.register.work import Work
    from archiver.settings import Settings

group_option = click.option("--group", default="", help=_("All files of this group."))
year_option = click.option("--year", type=YearType(), help=_("Of the group, only this year: 2025/26."))


@click.group(
    "hold",
    help=_(
        "Holds: a court, a prosecutor's request, an appeal or an inspection suspends the destruction of "
        "files. Any number may lie on a file; each is lifted by its own document. In buckets a held file is "
        "under legal hold."
    ),
)
def hold() -> None:
    """The group of commands about holds."""


@hold.command(
    "place",
    short_help=_("Suspend the destruction of files"),
    help=_(
        "Suspend the destruction of files, by a document. FILE is an id, or a group's name while it has one "
        "file; --group and --year name all files of a group. Calling it again changes nothing.\n\n"
        "Exit codes: 0 done, 3 a bucket could not be reached (archiver retention sync), 9 not allowed, no "
        "such file, or it is destroyed."
    ),
)
@click.argument("names", nargs=-1, metavar=_("[FILE…]"))
@group_option
@year_option
@click.option("--document", required=True, help=_("The document that asks for it: kind, number, date."))
@click.option("--reason", default="", help=_("What it is about; no names of students."))
@acting_options
@config_option
@click.pass_context
def place(
    context: click.Context,
    names: tuple[str, ...],
    group: str,
    year: AcademicYear | None,
    document: str,
    reason: str,
    claim: Claim,
    config: Path | None,
) -> None:
    """Place the holds and say what buckets answered."""
    from archiver.cli.retention_words import projected
    from archiver.custody.holding import place as suspend

    settings, register = opened(config)
    with register:
        acting = identified(register, claim)
        with register.reading() as work:
            files = _chosen(work, settings, names, group, year)
        done = suspend(register, acting, settings.archive, files, document, reason)
    numbers = {hold.file_id: hold.id for hold in done.holds}
    for file in files:
        if file.id in numbers:
            click.echo(
                _("{file}: hold № {number} is placed.").format(file=file.external_id, number=numbers[file.id])
            )
        else:
            click.echo(_("{file}: it is held by this document already.").format(file=file.external_id))
    context.exit(projected(done.told))


@hold.command(
    "lift",
    short_help=_("Lift holds by their numbers"),
    help=_(
        "Lift holds, by their numbers (archiver hold list) and by a document. Other holds on the same file "
        "stay; the last one releases the legal hold in buckets.\n\n"
        "Exit codes: 0 done, 3 a bucket could not be reached (archiver retention sync), 9 not allowed, no "
        "such hold, or it is lifted already."
    ),
)
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar=_("NUMBER…"))
@click.option("--document", required=True, help=_("The document by which it is lifted: kind, number, date."))
@acting_options
@config_option
@click.pass_context
def lift(
    context: click.Context, numbers: tuple[int, ...], document: str, claim: Claim, config: Path | None
) -> None:
    """Lift the holds and say what buckets answered."""
    from archiver.cli.retention_words import projected
    from archiver.custody.holding import lift as release

    settings, register = opened(config)
    with register:
        acting = identified(register, claim)
        done = release(register, acting, settings.archive, numbers, document)
        files, lifted = {one.file_id for one in done.holds}, done.holds
        with register.reading() as work:
            left = [(work.files.get(id_), work.holds.of_file(id_)) for id_ in sorted(files)]
    click.echo(
        ngettext("{count} hold is lifted.", "{count} holds are lifted.", len(lifted)).format(
            count=len(lifted)
        )
    )
    for file, others in left:
        if others:
            click.echo(
                _("{file} stays held: {holds}.").format(
                    file=file.external_id, holds=", ".join(f"№ {one.id}" for one in others)
                )
            )
    context.exit(projected(done.told))


@hold.command(
    "list",
    short_help=_("List holds"),
    help=_("List the holds in force: all, of one file, or of a group; lifted ones too with --all."),
)
@click.argument("names", nargs=-1, metavar=_("[FILE…]"))
@group_option
@year_option
@click.option("--all", "everything", is_flag=True, help=_("Lifted ones too."))
@config_option
def list_holds(
    names: tuple[str, ...], group: str, year: AcademicYear | None, everything: bool, config: Path | None
) -> None:
    """A table of the holds."""
    from archiver.cli.retention_words import day
    from archiver.cli.table import show_table

    settings, register = opened(config)
    with register, register.reading() as work:
        if names or group:
            files = _chosen(work, settings, names, group, year)
            found = [one for file in files for one in work.holds.of_file(file.id, active=not everything)]
        else:
            found = list(work.holds.all() if everything else work.holds.active())
        names_of = {one.file_id: work.files.get(one.file_id).external_id for one in found}
    if not found:
        click.echo(_("There are no holds."))
        return
    show_table(
        (_("№"), _("File"), _("Document"), _("Placed"), _("By whom"), _("Lifted")),
        (
            (
                str(one.id),
                names_of[one.file_id],
                one.document,
                day(one.placed_at),
                one.author,
                f"{day(one.lifted_at)}, {one.lifted_document}" if one.lifted_at else "—",
            )
            for one in found
        ),
    )


def _chosen(
    work: Work, settings: Settings, names: tuple[str, ...], group: str, year: AcademicYear | None
) -> list[File]:
    from archiver.custody.naming import file_named, files_of
    from archiver.errors import UsageError

    if not names and not group:
        raise UsageError(_("Name files, or all of a group: --group."))
    if year is not None and not group:
        raise UsageError(_("--year belongs to --group."))
    college = settings.college.short_name
    files = [file_named(work, name, college=college) for name in names]
    if group:
        files += files_of(work, group, year.start if year else None, college=college)
    return list({file.id: file for file in files}.values())
