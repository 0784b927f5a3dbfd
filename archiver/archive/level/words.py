"""The matrix and the measures in words and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from archiver.archive.level.criteria import Area
from archiver.archive.level.matrix import LEVELS, Cell, Judged, Level, area_title, level_title
from archiver.archive.level.measures import in_words
from archiver.locale import _
from archiver.register.model.trail import Measure, MeasureKind
from archiver.remedies import Naming
from archiver.wording.documents import fields
from archiver.wording.figures import day


def step_in_words(one: Judged, called: Naming) -> str:
    """What to do while nothing proves a criterion; what does it as the door has `called` it."""
    doings = "; ".join(called(remedy.deed, remedy.subject) for remedy in one.remedies)
    return f"{one.step.rstrip('.')}: {doings}" if doings else one.step


def titles() -> tuple[str, ...]:
    """The columns of the matrix."""
    return "", *map(level_title, LEVELS), _("Reached")


def rows(judged: Level) -> Iterator[tuple[str, ...]]:
    """The matrix, an area a row."""
    for area in Area:
        met = (_("met") if judged.cell(area, number).met else "—" for number in LEVELS)
        yield area_title(area), *met, str(judged.reached(area))


def every_criterion(judged: Level, called: Naming) -> Iterator[str]:
    """Every criterion, and what proves it or what to do."""
    for cell in judged.cells:
        yield _("{area}, level {level}:").format(**_where(cell))
        for one in cell.criteria:
            yield f"  {'✓' if one.met else '—'} {one.text}"
            yield f"      {one.proof or step_in_words(one, called)}"


def what_lacks(judged: Level) -> Iterator[str]:
    """What each area lacks for its next level."""
    for area in Area:
        reached = judged.reached(area)
        if reached == LEVELS[-1]:
            continue
        cell = judged.cell(area, reached + 1)
        yield _("{area}, level {level} lacks:").format(**_where(cell))
        yield from (f"  — {one.text}" for one in cell.missing)


def next_step(judged: Level, called: Naming) -> Iterator[str]:
    """The cheapest step to a level more, and what it asks for; nothing where all is reached."""
    if judged.next_step is not None:
        yield _("The cheapest next step: {area}, level {level}.").format(**_where(judged.next_step))
        yield from (f"  {text}" for text in _steps(judged.next_step, called))


def measure_rows(stated: Mapping[MeasureKind, Measure], today: dt.date) -> Iterator[tuple[str, str, str]]:
    """Every kind of measure, what it states, and the document it was last stated by."""
    for kind in MeasureKind:
        one, told = stated.get(kind), "—"
        if one is not None:
            told = _("{document}, until {until}").format(document=one.document, until=day(one.valid_until))
            if one.valid_until < today:
                told += _("; it is over")
        yield kind.value, in_words(kind), told


def as_json(judged: Level, today: dt.date, called: Naming) -> dict[str, Any]:
    """The matrix for scripts."""
    step = judged.next_step
    return {
        "day": today.isoformat(),
        "reached": {area.value: judged.reached(area) for area in Area},
        "cells": [
            {
                **fields(cell, "area", "level", "met"),
                "criteria": [
                    {**fields(one, "text", "met", "proof"), "step": step_in_words(one, called)}
                    for one in cell.criteria
                ],
            }
            for cell in judged.cells
        ],
        "next_step": step and {**fields(step, "area", "level"), "steps": _steps(step, called)},
    }


def _where(cell: Cell) -> dict[str, Any]:
    return {"area": area_title(cell.area), "level": cell.level}


def _steps(cell: Cell, called: Naming) -> list[str]:
    """What is missing asks for, each deed once."""
    return list(dict.fromkeys(step_in_words(one, called) for one in cell.missing))
