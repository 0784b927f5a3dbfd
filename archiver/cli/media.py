"""`archiver media`: the register of media, from the first day of a disk to its last."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.acting.user import os_login
from archiver.cli.media_change import KINDS, change, number_argument
from archiver.cli.media_parity import parity
from archiver.cli.opened import opened
from archiver.cli.options import YearType, config_option
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear


@click.group(
    "media",
    help=_(
        "The media of the archive: disks, discs and buckets that the binders lie on. IT prepares them by "
        "30 June; every medium has a number, a place and a custodian, and carries its own identity."
    ),
)
def media() -> None:
    """The group of commands about media."""


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
@click.option("--kind", type=click.Choice(KINDS), help=_("What it is; bucket for addresses of buckets."))
@click.option("--site", required=True, help=_("The building it stands in."))
@click.option("--room", default="", help=_("The place in the building: room, safe, shelf."))
@click.option("--threat", default="", help=_("What would take everything there at once: fire, flood."))
@click.option("--custodian", default="", help=_("Who answers for it: post."))
@click.option("--serial", default="", help=_("Serial number, when the system does not tell it."))
@click.option("--label", default="", help=_("What is written on its case."))
@click.option(
    "--capacity", type=click.IntRange(1), help=_("Gigabytes it holds, when the system does not tell them.")
)
@click.option("--series", default=None, help=_("For this record series only: 05-11."))
@click.option(
    "--destruction-year", type=click.IntRange(2000, 2300), help=_("For this destruction year only.")
)
@click.option("--year", type=YearType(), help=_("Made ready for this academic year: 2025/26."))
@click.option("--write-once", is_flag=True, help=_("It cannot be rewritten: one destruction year only."))
@config_option
def add(
    number: str,
    address: str,
    kind: str | None,
    site: str,
    room: str,
    threat: str,
    custodian: str,
    serial: str,
    label: str,
    capacity: int | None,
    series: str | None,
    destruction_year: int | None,
    year: AcademicYear | None,
    write_once: bool,
    config: Path | None,
) -> None:
    """Introduce the medium and say what was found out about it."""
    from archiver.errors import UsageError
    from archiver.media.introduction import add_medium, is_folder
    from archiver.media.words import size
    from archiver.register.model.media import Medium, MediumKind

    bucket = not is_folder(address)
    if kind is None and not bucket:
        raise UsageError(_("Say what the medium is: --kind disk, usb, optical or directory."))
    if kind is not None and (kind == "bucket") is not bucket:
        raise UsageError(_("{address} is not the address of a medium of that kind.").format(address=address))
    settings, register = opened(config, create=True)
    with register:
        done = add_medium(
            register,
            Medium(
                inventory_number=number,
                kind=MediumKind(kind or "bucket"),
                identity="",
                address=address,
                site=site,
                registered_on=dt.date.today(),
                serial=serial,
                capacity=capacity << 30 if capacity else None,
                room=room,
                threat=threat,
                custodian=custodian,
                series=series,
                destruction_year=destruction_year,
                rewritable=not write_once and kind != "optical",
                academic_year=year.start if year else None,
            ),
            label or number,
            settings.archive,
            os_login(),
        )
    click.echo(
        _("The medium {number} is introduced. Identity: {identity}, capacity: {size}.").format(
            number=number, identity=done.medium.identity, size=size(done.medium.capacity)
        )
    )
    click.echo(_("Print its label: archiver media label {number} --to label.pdf").format(number=number))
    if done.medium.kind is MediumKind.BUCKET:
        click.echo(_("Find out what it enforces: archiver media probe {number}").format(number=number))
    for warning in done.warnings:
        click.echo(_("Attention: {text}").format(text=warning), err=True)


media.add_command(change)
media.add_command(parity)


@media.command("list", short_help=_("List the media"), help=_("List the media; retired ones with --all."))
@click.option("--all", "everything", is_flag=True, help=_("Retired media too."))
@config_option
def list_media(everything: bool, config: Path | None) -> None:
    """A table of the media."""
    from archiver.cli.table import show_table
    from archiver.media.words import condition_in_words, day, holds, kind_in_words, year_of

    _settings, register = opened(config)
    with register, register.reading() as work:
        found = work.media.all(retired=everything)
    titles = (_("Number"), _("Kind"), _("Place"), _("Custodian"), _("Holds"), _("Year"), _("Condition"),
              _("Check due"))  # fmt: skip
    show_table(
        titles,
        [
            (
                one.inventory_number,
                kind_in_words(one.kind),
                ", ".join(filter(None, (one.site, one.room))),
                one.custodian,
                holds(one),
                year_of(one),
                _("retired {day}").format(day=day(one.retired_on))
                if one.retired_on
                else condition_in_words(one.condition),
                "—" if one.retired_on else day(one.next_check_due),
            )
            for one in found
        ],
    )


@media.command(
    "show", short_help=_("Show all that is known of a medium"), help=_("Show the card of a medium.")
)
@number_argument
@config_option
def show(number: str, config: Path | None) -> None:
    """Print the card."""
    from archiver.cli.media_card import card
    from archiver.media.registered import medium_of

    _settings, register = opened(config)
    with register, register.reading() as work:
        medium = medium_of(work, number)
        for name, value in card(work, medium):
            click.echo(f"{name}: {value}")


@media.command(
    "label",
    short_help=_("Print labels of media"),
    help=_("Print labels of 90 × 60 mm with a QR code, to be cut out and put onto the cases."),
)
@click.argument("numbers", nargs=-1, required=True, metavar=_("NUMBER…"))
@click.option(
    "--to", "out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=_("The PDF to write.")
)
@config_option
def label(numbers: tuple[str, ...], out: Path, config: Path | None) -> None:
    """Write the labels as PDF."""
    from archiver.atomic import write_atomically
    from archiver.disk.stand_in import cache_beside
    from archiver.media.label import labels
    from archiver.media.registered import medium_of

    settings, register = opened(config)
    with register, register.reading() as work:
        chosen = [medium_of(work, number) for number in numbers]
    with cache_beside(out.parent):
        write_atomically(out, labels(chosen, settings).pdf)
    click.echo(_("Labels: {count}. File: {file}").format(count=len(chosen), file=out))


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
@click.option("--condition", type=click.Choice(("good", "doubtful", "failed")), help=_("What a person saw."))
@config_option
@click.pass_context
def check(context: click.Context, number: str, condition: str | None, config: Path | None) -> None:
    """Look at the medium and note it."""
    from archiver.media.look import look_at
    from archiver.media.registered import medium_of
    from archiver.media.words import condition_in_words, day, size
    from archiver.register.model.media import Condition

    settings, register = opened(config)
    with register:
        with register.reading() as work:
            medium = medium_of(work, number)
        seen = look_at(
            register,
            medium,
            settings.archive,
            condition=Condition(condition) if condition else None,
            by=os_login(),
            today=dt.date.today(),
        )
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
                "If the archive is to be kept on it: archiver media change {number} --address {address}"
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
        "only copy of something is refused (exit code 9) unless it is lost."
    ),
)
@number_argument
@click.option("--reason", required=True, help=_("Why: worn out, failed, lost, destroyed under an act."))
@click.option("--lost", is_flag=True, help=_("It is lost or destroyed, even with the only copies."))
@config_option
def retire(number: str, reason: str, lost: bool, config: Path | None) -> None:
    """Retire the medium."""
    from archiver.media.registered import medium_of

    _settings, register = opened(config)
    with register, register.transaction(by=os_login()) as work:
        work.media.retire(medium_of(work, number), reason, dt.date.today(), even_last=lost)
    click.echo(_("The medium {number} is retired.").format(number=number))


@media.command(
    "due",
    short_help=_("Say which media are to be checked or made ready"),
    help=_(
        "Say which media are to be checked, and whether those for the closing academic year are ready by "
        "30 June.\n\nExit codes: 0 nothing is overdue, 3 something is."
    ),
)
@config_option
@click.pass_context
def due(context: click.Context, config: Path | None) -> None:
    """Print what is due."""
    from archiver.cli.media_card import due_lines

    settings, register = opened(config, create=True)
    with register, register.reading() as work:
        found = work.media_due(dt.date.today(), copies=settings.archive.copies)
    for line in due_lines(found):
        click.echo(line)
    context.exit(ExitCode.FINDINGS if found.overdue or found.deadline.overdue else ExitCode.DONE)


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
@config_option
@click.pass_context
def probe(context: click.Context, number: str, config: Path | None) -> None:
    """Probe and print every fact."""
    from archiver.media.probing import fact_in_words, outcome_in_words, verdict_in_words
    from archiver.media.probing import probe as try_bucket
    from archiver.media.registered import medium_of

    settings, register = opened(config)
    with register:
        with register.reading() as work:
            medium = medium_of(work, number)
        verdict = try_bucket(register, medium, settings.archive, os_login(), dt.date.today())
    for fact in verdict.facts:
        click.echo(f"{fact_in_words(fact.name)}: {outcome_in_words(fact.outcome.value)} ({fact.evidence})")
    for key in verdict.leftovers:
        click.echo(_("Could not be removed: {key}").format(key=key))
    click.echo(verdict_in_words(worm=verdict.worm))
    context.exit(ExitCode.DONE if verdict.worm else ExitCode.FINDINGS)
