"""`archiver paper check`: what stands in a room against what should, from labels that were read there."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY, Read
from archiver.cli.options.targets import to_file
from archiver.counter.choices import NEEDS
from archiver.errors import ExitCode, InputInvalid, UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.custody.stocktaking import StockTaken
    from archiver.archive.custody.volume_labels import Shelf
    from archiver.cli.options.door import Door

_LARGEST = 8 << 20


def _need(text: str) -> tuple[str, str]:
    """What a volume lacks: «12=binding»."""
    label, _equals, need = text.rpartition("=")
    if not label.strip() or need.strip() not in NEEDS:
        told = _("«{value}»: write LABEL=NEED; needs are {needs}.")
        raise ValueError(told.format(value=text, needs=", ".join(NEEDS)))
    return label.strip(), need.strip()


@click.command(
    "check",
    short_help=_("Compare a room with the register"),
    help=_(
        "Compare the volumes that stand in a room with the register, record it, and print the act of "
        "presence and condition.\n\n"
        "LABELS is a file with what was read off the shelves, a line each, or - for what a scanner or a "
        "person types: the QR code of a certification sheet, the id of a file with the volume "
        "(ТК/05-11/2025-26/ИС-21 том 2), or the number of the volume. --expected lists what should stand "
        "there, with these numbers, to be carried round.\n\n"
        "A volume that is not found is told by archiver disposal due and draft and stands in the act, until "
        "a later check finds it. When a room is due, archiver calendar says.\n\n"
        "Exit codes: 0 everything is in its place, 3 something is not, 2 there are no labels, 9 nothing "
        "should stand in that room."
    ),
)
@click.argument("labels", default="-", metavar=_("[LABELS]"), type=click.Path(path_type=Path, readable=False))
@click.option("--room", default="", help=_("The room; without it volumes of the building that have none."))
@click.option("--site", default="", help=_("The building, where several have such a room."))
@click.option("--expected", "only_expected", is_flag=True, help=_("Only list what should stand there."))
@click.option(
    "--needs",
    multiple=True,
    type=Read("label=need", _need),
    metavar=_("LABEL=NEED"),
    help=_(
        "What a volume lacks: binding, restoration, disinfection, fading, beyond-repair; may be given "
        "several times."
    ),
)
@to_file(_("The act of presence and condition, PDF; it is not printed without it."), required=False)
@click.option("--number", default="", help=_("The number of the act."))
@click.option("--on", type=DAY, help=_("The day of the act; today without it."))
@click.option("--by", "checkers", multiple=True, help=_("Who checked; may be given several times."))
@click.option("--conditions", default="", help=_("How the room keeps them: temperature, damp, order."))
@session_options
@click.pass_context
def check(
    context: click.Context,
    labels: Path,
    room: str,
    site: str,
    only_expected: bool,
    needs: tuple[tuple[str, str], ...],
    out: Path | None,
    number: str,
    on: dt.date | None,
    checkers: tuple[str, ...],
    conditions: str,
    door: Door,
) -> None:
    from archiver.archive.custody import stocktaking
    from archiver.archive.custody.stock_act import StockPaper, stock_act
    from archiver.counter.vocabulary import Need
    from archiver.disk.atomic import write_atomically
    from archiver.disk.targets import writable_file
    from archiver.process.output import cache_beside

    if not room and not site:
        raise UsageError(_("Name the room: --room, or the building: --site."))
    if only_expected:
        with door.open() as session:
            place, shelves = stocktaking.expected(session, room, site)
        click.echo(_("{room}: volumes {count}.").format(room=place.name, count=len(shelves)))
        for one in shelves:
            click.echo(f"{one.copy.id}\t{_volume(one)}\t{_place(one)}")
        return
    if out is not None:
        writable_file(out)
    told = tuple((label, Need(need)) for label, need in needs)
    asked = stocktaking.StockAsked(room=room, site=site, text=_read(labels), needs=told)
    with door.open() as session:
        taken = stocktaking.take_stock(session, asked)
        _tell(taken)
        if out is not None:
            given = StockPaper(number=number, on=on, checkers=checkers, conditions=conditions)
            with cache_beside(out.parent):
                write_atomically(out, stock_act(session, taken, given).pdf)
            click.echo(_("The act: {file}").format(file=out))
    context.exit(ExitCode.DONE if taken.well else ExitCode.FINDINGS)


def _read(labels: Path) -> str:
    """The list of labels; raises InputInvalid."""
    from archiver.disk.plain_files import read_plain
    from archiver.wording.causes import cause

    if str(labels) == "-":
        if sys.stdin.isatty():
            click.echo(_("Read the labels, a line each; end with Ctrl-D."), err=True)
        return sys.stdin.read(_LARGEST)
    try:
        return read_plain(labels, _LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputInvalid(_("{file} is no text: save it as UTF-8.").format(file=labels)) from error
    except OSError as error:
        raise InputInvalid(
            _("Cannot read {file}: {cause}.").format(file=labels, cause=cause(error))
        ) from error


def _tell(taken: StockTaken) -> None:
    """What came of it: the sums, then every volume that is not as it should be."""
    click.echo(
        _("{room}: found {found} of {listed}, lent out {lent}.").format(
            room=taken.room.name, found=len(taken.found), listed=taken.listed, lent=len(taken.lent)
        )
    )
    for shelves, text in (
        (taken.missing, _("MISSING: {volume} ({place})")),
        (taken.misplaced, _("not in its place: {volume}, it should stand in {place}")),
        (taken.destroyed, _("ENTERED AS DESTROYED, and stands there: {volume}")),
    ):
        for one in shelves:
            click.echo(text.format(volume=_volume(one), place=_place(one)))
    for label in taken.unknown:
        click.echo(_("unknown: {label}").format(label=label))


def _volume(one: Shelf) -> str:
    return _("{file}, volume {volume}").format(file=one.file.external_id, volume=one.copy.volume)


def _place(one: Shelf) -> str:
    return ", ".join(filter(None, (one.copy.site, one.copy.room, one.copy.shelf, one.copy.box)))
