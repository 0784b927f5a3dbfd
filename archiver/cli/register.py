"""`archiver backup`, `archiver restore`, `archiver register`: the database of the archive looked after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.archive.disposal.remembering import ReadBack
    from archiver.cli.options.door import Door


@click.command(
    "backup",
    help=_(
        "Save the whole register to one file, from which SQLite and PostgreSQL alike can be restored.\n\n"
        "The file holds names of students: keep it as the binders are kept, and destroy it with them."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--kept-at", default="", help=_("Where the copy will be kept, apart from the media."))
@session_options
def backup(file: Path, kept_at: str, door: Door) -> None:
    from archiver.archive.upkeep import save

    with door.open() as session:
        made = save(session, file, kept_at=kept_at)
    click.echo(
        ngettext(
            "Saved {count} row to {file}; digest {digest}.",
            "Saved {count} rows to {file}; digest {digest}.",
            made.rows,
        ).format(count=made.rows, file=made.file, digest=made.digest)
    )


@click.command(
    "restore",
    help=_(
        "Make the register what a saved copy holds. The copy and its audit trail are checked first; a "
        "register that is there is replaced only with --replace.\n\n"
        "Exit codes: 0 restored, 3 restored, but later events are lost, 4 the copy is damaged, "
        "8 the register failed, 9 a register is there."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help=_("Replace the register that is there."))
@click.option(
    "--another-archive",
    "another",
    default="",
    metavar=_("REASON"),
    help=_("Also where the register there, or the media, are of another archive: why it is given up."),
)
@session_options
@click.pass_context
def restore(context: click.Context, file: Path, replace: bool, another: str, door: Door) -> None:
    from archiver.archive.upkeep import college_doubt
    from archiver.archive.upkeep import restore as put_back
    from archiver.cli.telling.remedies import advice
    from archiver.errors import ExitCode
    from archiver.remedies import Deed, Remedy

    done, back = put_back(door.caller(), file, replace=replace, another=another)
    click.echo(ngettext("Restored {count} row.", "Restored {count} rows.", done.rows).format(count=done.rows))
    if done.kept_aside is not None:
        click.echo(
            _("The register that was there is kept as {file}; delete it when all is well.").format(
                file=done.kept_aside
            )
        )
    _tell_back(back)
    if doubt := college_doubt(door.caller().settings, done.identity.colleges):
        click.echo(doubt)
    if done.lost is not None:
        from archiver.wording.figures import events

        click.echo(
            _(
                "Attention: not in this copy: {events}. What was done then (deposits, acts, erasures) must "
                "be found out from the media and the papers."
            ).format(events=events(*done.lost))
        )
    click.echo(advice(Remedy(Deed.RECOVER_ACTS)))
    if done.lost is not None:
        context.exit(ExitCode.FINDINGS)


def _tell_back(back: ReadBack) -> None:
    for one in back.entered:
        click.echo(one.line)
    if back.fault:
        click.echo(back.fault)
    if back.unread:
        click.echo(
            _(
                "Not read yet: {media}. They may tell of holds, closings and periods; until they are read or "
                "stated gone, nothing can be drafted: archiver disposal recover."
            ).format(media=", ".join(back.unread))
        )


register = click.Group(
    "register",
    help=_(
        "The register of the archive: media, files, copies, paper, holds, acts and the audit trail. "
        "Where it is kept says archive.register_url in archiver.toml."
    ),
)


@register.command(
    "status",
    short_help=_("Say where the register is and what is in it"),
    help=_("Say where the register is, its version, and how much is in it."),
)
@session_options
def status(door: Door) -> None:
    from archiver.archive.upkeep import status as status_of

    with door.open() as session:
        found = status_of(session)
    click.echo(_("Register: {url}").format(url=found.address))
    click.echo(_("Version of the tables: {revision}").format(revision=found.revision))
    click.echo(
        _("Files: {files}, bags: {bags}, copies: {copies}, media: {media}, volumes on paper: {paper}").format(
            **found.counts
        )
    )
    click.echo(
        _("Events: {count}, the last one {digest}").format(
            count=found.head.sequence, digest=found.head.digest
        )
    )


@register.command(
    "upgrade",
    short_help=_("Bring the register to this version of the program"),
    help=_(
        "Bring the tables to this version of the program, all or nothing. "
        "Save a copy before: archiver backup."
    ),
)
@session_options
def upgrade(door: Door) -> None:
    from archiver.archive.upkeep import upgrade as bring

    before, after = bring(door.caller())
    if before == after:
        click.echo(_("The register is up to date ({revision}).").format(revision=after))
    else:
        click.echo(_("The register was brought from {before} to {after}.").format(before=before, after=after))


@register.command(
    "rebuild",
    short_help=_("Make a lost register anew from the bags on the media"),
    help=_(
        "Make a lost register anew from the bags on the media alone; a saved copy is better (archiver "
        "restore). ADDRESS is a folder or a bucket, as with archiver media add; name all media there are.\n\n"
        "Every bag is verified. Nothing is invented: what media do not tell is listed at the end and has to "
        "be entered again. Stopped, or with a medium found later, it is called again.\n\n"
        "Exit codes: 0 everything on the media is whole and entered, 3 something was not (it is named), "
        "6 a medium is not there, 9 a medium is none of the archive, or the register is not empty."
    ),
)
@click.argument("addresses", nargs=-1, required=True, metavar=_("ADDRESS…"))
@click.option(
    "--joined",
    default="",
    metavar=_("DOCUMENT"),
    help=_("The media are of archives that have become one: by which document."),
)
@session_options
@click.pass_context
def rebuild(context: click.Context, addresses: tuple[str, ...], joined: str, door: Door) -> None:
    from archiver.archive.preservation.rebuilt import lines
    from archiver.archive.upkeep import college_doubt
    from archiver.archive.upkeep import rebuild as make_anew
    from archiver.cli.telling.progress import progress_on
    from archiver.cli.telling.remedies import command
    from archiver.errors import ExitCode

    with door.open(create=True) as session, progress_on(results=True) as progress:
        anew = make_anew(session, addresses, progress, joined=joined)
    for line in lines(anew.outcome, anew.acts, command):
        click.echo(line)
    _tell_back(anew.back)
    if doubt := college_doubt(session.settings, anew.colleges):
        click.echo(doubt)
    context.exit(ExitCode.DONE if anew.outcome.clean else ExitCode.FINDINGS)
