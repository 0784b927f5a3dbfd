"""`archiver audit`: the audit trail checked, anchored, shown and handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY, Read
from archiver.errors import ExitCode
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.archive.audit.trail import EventsWanted
    from archiver.cli.options.door import Door
    from archiver.counter.vocabulary import Head


def _head(text: str) -> Head:
    """A head as it is written down on an act: «1204 3f9a…»."""
    from archiver.counter.vocabulary import Head

    number, _space, digest = text.replace(":", " ").partition(" ")
    digest = "".join(digest.split()).lower()
    if not number.isdecimal() or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        told = _("«{value}»: write number and digest (64 digits) of the event: 1204:3f9a….")
        raise ValueError(told.format(value=text))
    return Head(int(number), digest)


@click.group(
    "audit",
    help=_(
        "The audit trail: every deposit, check, hold, act and erasure, chained so that an edit, a deletion, "
        "an insertion or a cut tail is found. Its head is anchored in bags, on acts, in backups and buckets."
    ),
)
def audit() -> None:
    """The group of commands about the trail."""


@audit.command(
    "verify",
    short_help=_("Check the whole trail"),
    help=_(
        "Check the whole trail against itself and every anchor: those the register knows, those on the media "
        "that are there, and those typed from printed acts with --anchor. The outcome is noted.\n\n"
        "Exit codes: 0 nothing is wrong, 3 something is (it is named), or media have bags that nobody "
        "registered."
    ),
)
@click.option("--no-media", is_flag=True, help=_("Do not read anchors from media."))
@click.option(
    "--anchor",
    "typed",
    multiple=True,
    type=Read("head", _head),
    metavar=_("NUMBER:DIGEST"),
    help=_("The head as a printed act or a protocol states it; may be given several times."),
)
@session_options
@click.pass_context
def verify(context: click.Context, no_media: bool, typed: tuple[Head, ...], door: Door) -> None:
    from archiver.archive.audit.trail import check_trail
    from archiver.archive.audit.words import report_lines
    from archiver.cli.telling.attention import tell_attention

    with door.open() as session:
        checked = check_trail(session, typed, media=not no_media)
        back = tell_attention(session).unregistered
    for line in report_lines(checked, media=not no_media):
        click.echo(line)
    for message in checked.gathered.silent:
        click.echo(_("Attention: {text}").format(text=message), err=True)
    context.exit(ExitCode.DONE if checked.report.agreed and not back else ExitCode.FINDINGS)


@audit.command(
    "anchor",
    short_help=_("Put the head of the trail into locked objects"),
    help=_(
        "Put the head of the trail into every bucket that was proven to enforce locks (archiver media "
        "probe). From then on nobody can change an earlier event unseen, not even the owner of the "
        "database.\n\n"
        "Exit codes: 0 anchored, 3 not in every bucket, 9 not allowed, or no such bucket."
    ),
)
@session_options
@click.pass_context
def anchor(context: click.Context, door: Door) -> None:
    from archiver.archive.audit.anchors import anchor_head
    from archiver.archive.audit.words import anchored_lines

    with door.open() as session:
        head, done, failed = anchor_head(session)
    for line in anchored_lines(head, done):
        click.echo(line)
    for message in failed:
        click.echo(_("Attention: {text}").format(text=message), err=True)
    context.exit(ExitCode.FINDINGS if failed else ExitCode.DONE)


@audit.command(
    "show",
    short_help=_("Show events"),
    help=_("Show the last events: all, of one file, of one object (medium:3), of one kind (hold, person)."),
)
@collected(
    "wanted",
    "archiver.archive.audit.trail:EventsWanted",
    click.option("--file", default="", help=_("Of this file: its id, or a group's name.")),
    click.option("--object", "object_", default="", help=_("Of this object, as events name it: medium:3.")),
    click.option(
        "--action", default="", help=_("Whose kind begins so: hold, person, deposit, file.destroyed.")
    ),
    click.option("--since", type=DAY, help=_("Since this day.")),
    click.option("--last", type=click.IntRange(min=1), default=50, show_default=True, help=_("How many.")),
)
@session_options
def show(wanted: EventsWanted, door: Door) -> None:
    from archiver.archive.audit.trail import events
    from archiver.archive.audit.words import event_line

    with door.open() as session:
        found = events(session, wanted)
    for event in found:
        click.echo(event_line(event))


@audit.command(
    "export",
    short_help=_("Write the trail as PREMIS-XML"),
    help=_(
        "Write all events and who acted as PREMIS 3.0 (XML), for an inspection or another archive.\n\n"
        "Exit codes: 0 written, 6 it could not be written."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@session_options
def export(file: Path, door: Door) -> None:
    from archiver.archive.audit.trail import export as hand_over

    with door.open() as session:
        count = hand_over(session, file)
    click.echo(
        ngettext("Written to {file}: {count} event.", "Written to {file}: {count} events.", count).format(
            file=file, count=count
        )
    )
