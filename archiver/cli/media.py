"""`archiver media`: the register of media, from the first day of a disk to its last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli import media_found
from archiver.cli.media_change import change
from archiver.cli.media_parity import parity
from archiver.cli.media_wipe_free import wipe_free
from archiver.cli.options.door import session_options
from archiver.cli.options.media_card import card_options, number_argument
from archiver.cli.options.targets import to_file
from archiver.counter.choices import CONDITIONS
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door


media = click.Group(
    "media",
    help=_(
        "The media of the archive: disks, discs and buckets that the binders lie on. IT prepares them by "
        "30 June; every medium has a number, a place and a custodian, and carries its own identity."
    ),
)


@media.command(
    "add",
    short_help=_("Introduce a medium"),
    help=_(
        "Introduce a medium: write its identity onto it and enter it into the register.\n\n"
        "ADDRESS is a folder on it, or a bucket: https://server/bucket/prefix, s3://bucket/prefix. Keys to "
        "a bucket are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile of AWS and are "
        "never written down.\n\n"
        "Exit codes: 0 done, 6 it cannot be written, 9 the number or the medium is taken."
    ),
)
@number_argument
@click.argument("address", metavar=_("ADDRESS"))
@card_options(new=True)
@click.option("--write-once", is_flag=True, help=_("It cannot be rewritten: one destruction year only."))
@session_options
def add(card: dict[str, Any], door: Door, **own: Any) -> None:
    from archiver.archive.media.introduction import NewMedium, add_medium
    from archiver.archive.media.words import size

    with door.open(create=True) as session:
        done = add_medium(session, NewMedium(**own, **card))
    number = done.medium.inventory_number
    click.echo(
        _("The medium {number} is introduced. Identity: {identity}, capacity: {size}.").format(
            number=number, identity=done.medium.identity, size=size(done.medium.capacity)
        )
    )
    click.echo(_("Print its label: archiver media label {number} --to label.pdf").format(number=number))
    if done.medium.kind.locks:
        click.echo(_("Find out what it enforces: archiver media probe {number}").format(number=number))
    for warning in done.warnings:
        click.echo(_("Attention: {text}").format(text=warning), err=True)


media.add_command(change)
media.add_command(parity)
media.add_command(wipe_free)


@media.command("list", short_help=_("List the media"), help=_("List the media; retired ones with --all."))
@click.option("--all", "everything", is_flag=True, help=_("Retired media too."))
@session_options
def list_media(everything: bool, door: Door) -> None:
    from archiver.archive.media.listing import registered_media
    from archiver.archive.media.words import media_row, media_titles
    from archiver.cli.telling.table import show_table

    with door.open() as session:
        found = registered_media(session, retired=everything)
    show_table(media_titles(), map(media_row, found))


@media.command(
    "show", short_help=_("Show all that is known of a medium"), help=_("Show the card of a medium.")
)
@number_argument
@session_options
def show(number: str, door: Door) -> None:
    from archiver.archive.media.card import lines
    from archiver.archive.media.listing import card_of

    with door.open() as session:
        card = card_of(session, number)
    for name, value in lines(card):
        click.echo(f"{name}: {value}")


@media.command(
    "label",
    short_help=_("Print labels of media"),
    help=_("Print labels of 90 × 60 mm with a QR code, to be cut out and put onto the cases."),
)
@click.argument("numbers", nargs=-1, required=True, metavar=_("NUMBER…"))
@to_file()
@session_options
def label(numbers: tuple[str, ...], out: Path, door: Door) -> None:
    from archiver.archive.media.listing import labels_of
    from archiver.disk.atomic import write_atomically
    from archiver.disk.targets import writable_file
    from archiver.process.output import cache_beside

    writable_file(out)
    with door.open() as session, cache_beside(out.parent):
        write_atomically(out, labels_of(session, numbers).pdf)
    click.echo(_("Labels: {count}. File: {file}").format(count=len(numbers), file=out))


@media.command(
    "check",
    short_help=_("See whether a medium is there, is itself, and holds its bags"),
    help=_(
        "See whether a medium is connected, is itself, and all its bags are in their places; say with "
        "--condition what the thing itself looks like.\n\n"
        "Contents are not compared, so the date of the next check stays; archiver verify compares them.\n\n"
        "Exit codes: 0 all is there, 3 bags are missing, 6 it is not connected, 9 another medium is there."
    ),
)
@number_argument
@click.option("--condition", type=click.Choice(CONDITIONS), help=_("What a person saw."))
@session_options
@click.pass_context
def check(context: click.Context, number: str, condition: str | None, door: Door) -> None:
    from archiver.archive.media.look import look_at
    from archiver.archive.media.words import condition_in_words, size
    from archiver.counter.vocabulary import Condition
    from archiver.wording.figures import day

    with door.open() as session:
        seen = look_at(session, number, condition=Condition(condition) if condition else None)
    medium = seen.medium
    click.echo(
        _("{number}: it is itself; bags: {bags}, free: {free}, condition: {condition}.").format(
            number=number,
            bags=seen.bags,
            free=size(seen.free),
            condition=condition_in_words(seen.medium.condition),
        )
    )
    if seen.clone:
        click.echo(
            _(
                "Its file system is another than the one introduced ({seen}, not {known}): is this a clone? "
                "If the archive is to be kept on it: archiver media change {number} --address {address} "
                "--replaced"
            ).format(seen=seen.clone, known=medium.filesystem, number=number, address=medium.address)
        )
    for prefix in seen.absent:
        click.echo(_("Not there: {prefix}. Restore it: archiver repair.").format(prefix=prefix))
    if seen.bags:
        click.echo(
            _("Contents were not compared: archiver verify. Due on {day}.").format(
                day=day(seen.medium.next_check_due)
            )
        )
    context.exit(ExitCode.DONE if seen.well else ExitCode.FINDINGS)


@media.command(
    "retire",
    short_help=_("Take a medium out of service"),
    help=_(
        "Take a medium out of service, with the reason. Its copies do not count any more; a medium with the "
        "only copy of something is refused (exit code 9) unless it is lost.\n\n"
        "Exit codes: 0 every file has its copies, 3 files are left with one copy or none: they are counted."
    ),
)
@number_argument
@click.option("--reason", required=True, help=_("Why: worn out, failed, lost, destroyed under an act."))
@click.option("--lost", is_flag=True, help=_("It is lost or destroyed, even with the only copies."))
@click.option(
    "--document", default="", help=_("The document that says so: an order or a record, its number and date.")
)
@session_options
@click.pass_context
def retire(context: click.Context, number: str, reason: str, lost: bool, document: str, door: Door) -> None:
    from archiver.archive.media.changing import retire as take_out
    from archiver.cli.telling.attention import tell_attention

    with door.open() as session:
        take_out(session, number, reason, lost=lost, document=document)
        click.echo(_("The medium {number} is retired.").format(number=number))
        found = tell_attention(session)
    context.exit(ExitCode.FINDINGS if found.single or found.none else ExitCode.DONE)


@media.command(
    "due",
    short_help=_("Say which media are to be checked or made ready"),
    help=_(
        "Say which media are to be checked, whether those for the closing academic year are ready by 30 "
        "June, and which buckets still have to be told of holds and longer periods; files with one copy and "
        "bags that nobody registered.\n\n"
        "Exit codes: 0 nothing is overdue, 3 something is, or files have one copy, or bags no entry."
    ),
)
@session_options
@click.pass_context
def due(context: click.Context, door: Door) -> None:
    from archiver.archive.media.card import due_lines
    from archiver.archive.media.listing import media_due, untold_buckets
    from archiver.cli.telling.attention import tell_attention
    from archiver.cli.telling.remedies import command

    with door.open(create=True) as session:
        found, untold = media_due(session), untold_buckets(session)
        few = tell_attention(session)
    for line in due_lines(found, untold, command):
        click.echo(line)
    late = found.overdue or found.deadline.overdue or untold or few.needed
    context.exit(ExitCode.FINDINGS if late else ExitCode.DONE)


@media.command(
    "probe",
    short_help=_("Prove what a bucket really enforces"),
    help=_(
        "Prove what a bucket really enforces: write to it, try to destroy, read the locks back; the verdict "
        "is kept with its date. Takes about 20 seconds.\n\n"
        "Exit codes: 0 it is WORM, 3 it is not, 6 it does not answer."
    ),
)
@number_argument
@session_options
@click.pass_context
def probe(context: click.Context, number: str, door: Door) -> None:
    from archiver.archive.media.evidence import evidence_in_words
    from archiver.archive.media.probing import fact_in_words, outcome_in_words, verdict_in_words
    from archiver.archive.media.probing import probe as try_bucket

    with door.open() as session:
        verdict = try_bucket(session, number)
    for fact in verdict.facts:
        outcome, evidence = outcome_in_words(fact.outcome.value), evidence_in_words(fact)
        click.echo(f"{fact_in_words(fact.name)}: {outcome} ({evidence})")
    for key in verdict.leftovers:
        click.echo(_("Could not be removed: {key}").format(key=key))
    click.echo(verdict_in_words(worm=verdict.worm))
    context.exit(ExitCode.DONE if verdict.worm else ExitCode.FINDINGS)


for _command in media_found.COMMANDS:
    media.add_command(_command)
