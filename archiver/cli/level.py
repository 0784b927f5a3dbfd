"""`archiver level`: how well the archive keeps what it keeps, by the NDSA Levels of Digital Preservation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.options import DAY
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.level.matrix import Cell, Level
    from archiver.cli.options.door import Door

KINDS = (
    "virus-check",
    "write-blocker",
    "media-dependencies",
    "obsolescence-watch",
    "obsolescence-plan",
    "access-rules",
    "log-review",
    "creators",
    "metadata-standard",
    "format-check",
    "format-watch",
    "format-action",
)


@click.group(
    "level",
    invoke_without_command=True,
    help=_(
        "Say how well the archive keeps what it keeps: the NDSA Levels of Digital Preservation (version 2), "
        "five areas by four levels, and the cheapest next step.\n\n"
        "A cell is met only by what is in the register. What no program can see (a virus check, an order) "
        "is stated with its document: archiver level state."
    ),
)
@click.option("--details", is_flag=True, help=_("Every criterion with what proves it."))
@click.option("--json", "as_document", is_flag=True, help=_("As JSON, for scripts."))
@session_options
@click.pass_context
def level(context: click.Context, details: bool, as_document: bool, door: Door) -> None:
    """Judge the archive and print the matrix."""
    if context.invoked_subcommand is not None:
        return
    from archiver.archive.level.criteria import Area
    from archiver.archive.level.judging import level_of
    from archiver.archive.level.matrix import LEVELS, area_title, level_title
    from archiver.cli.options.output import write_json
    from archiver.cli.telling.table import show_table

    with door.open() as session:
        judged, today = level_of(session), session.today
    if as_document:
        write_json(_document(judged, today))
        return
    show_table(
        ("", *map(level_title, LEVELS), _("Reached")),
        [
            (
                area_title(area),
                *(_("met") if judged.cell(area, number).met else "—" for number in LEVELS),
                str(judged.reached(area)),
            )
            for area in Area
        ],
    )
    for line in _all(judged) if details else _lacking(judged):
        click.echo(line)
    step = judged.next_step
    if step is not None:
        click.echo(_("The cheapest next step: {area}, level {level}.").format(**_where(step)))
        for text in dict.fromkeys(one.step for one in step.missing):
            click.echo(f"  {text}")


def _where(cell: Cell) -> dict[str, Any]:
    from archiver.archive.level.matrix import area_title

    return {"area": area_title(cell.area), "level": cell.level}


def _lacking(judged: Level) -> Iterator[str]:
    """What each area lacks for its next level."""
    from archiver.archive.level.criteria import Area
    from archiver.archive.level.matrix import LEVELS

    for area in Area:
        reached = judged.reached(area)
        if reached == LEVELS[-1]:
            continue
        cell = judged.cell(area, reached + 1)
        yield _("{area}, level {level} lacks:").format(**_where(cell))
        yield from (f"  — {one.text}" for one in cell.missing)


def _all(judged: Level) -> Iterator[str]:
    """Every criterion, and what proves it or what to do."""
    for cell in judged.cells:
        yield _("{area}, level {level}:").format(**_where(cell))
        for one in cell.criteria:
            yield f"  {'✓' if one.met else '—'} {one.text}"
            yield f"      {one.proof or one.step}"


def _document(judged: Level, today: dt.date) -> dict[str, Any]:
    from archiver.archive.level.criteria import Area

    step = judged.next_step
    return {
        "day": today.isoformat(),
        "reached": {area.value: judged.reached(area) for area in Area},
        "cells": [
            {
                "area": cell.area.value,
                "level": cell.level,
                "met": cell.met,
                "criteria": [
                    {"text": one.text, "met": one.met, "proof": one.proof, "step": one.step}
                    for one in cell.criteria
                ],
            }
            for cell in judged.cells
        ],
        "next_step": step
        and {
            "area": step.area.value,
            "level": step.level,
            "steps": list(dict.fromkeys(one.step for one in step.missing)),
        },
    }


@level.command(
    "state",
    short_help=_("State by a document what no program can see"),
    help=_(
        "State by a document what no program can see, and until when it holds (five years at most).\n\n"
        "KIND is one of those that “archiver level measures” lists. It is kept in the audit trail with the "
        "name of who stated it.\n\n"
        "Exit codes: 0 stated, 2 the days do not do, 9 not allowed."
    ),
)
@click.argument("kind", type=click.Choice(KINDS), metavar=_("KIND"))
@click.option(
    "--document", required=True, help=_("The document: order, protocol, plan, with its number and day.")
)
@click.option("--until", type=DAY, required=True, help=_("Until when it holds: 30.06.2027."))
@click.option("--on", "stated_on", type=DAY, help=_("The day of the document; today by default."))
@session_options
def state(kind: str, document: str, until: dt.date, stated_on: dt.date | None, door: Door) -> None:
    """Enter the measure."""
    from archiver.archive.level.judging import state as enter
    from archiver.archive.level.measures import in_words as measure_in_words
    from archiver.counter.vocabulary import MeasureKind

    with door.open() as session:
        stated = enter(session, MeasureKind(kind), document, until=until, on=stated_on)
    click.echo(
        _("Stated: {what}; {document}; holds until {until}.").format(
            what=measure_in_words(stated.kind), document=stated.document, until=f"{until:%d.%m.%Y}"
        )
    )


@level.command(
    "measures",
    short_help=_("List what can be stated, and what is"),
    help=_("List every kind of measure, what it states, and the document it was last stated by."),
)
@session_options
def measures(door: Door) -> None:
    """Print the kinds and the last statement of each."""
    from archiver.archive.level.judging import measures as stated
    from archiver.archive.level.measures import in_words as measure_in_words
    from archiver.cli.telling.table import show_table
    from archiver.counter.vocabulary import MeasureKind

    with door.open() as session:
        last, today = stated(session), session.today
    rows = []
    for kind in MeasureKind:
        one = last.get(kind)
        told = "—"
        if one is not None:
            told = _("{document}, until {until}").format(
                document=one.document, until=f"{one.valid_until:%d.%m.%Y}"
            )
            if one.valid_until < today:
                told += _("; it is over")
        rows.append((kind.value, measure_in_words(kind), told))
    show_table((_("Kind of measure"), _("What it states"), _("Stated")), rows)
