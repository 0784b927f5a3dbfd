"""How well the archive keeps what it keeps: the NDSA matrix, and what a person states by a document."""

from __future__ import annotations

import datetime as dt

from archiver.archive.level.matrix import Level, judge
from archiver.archive.level.measures import check_term
from archiver.counter.session import Session, use_case
from archiver.errors import UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.trail import Measure, MeasureKind


@use_case(Permission.ARCHIVE_LOOK)
def level_of(session: Session) -> Level:
    """The NDSA matrix of the archive today."""
    with session.looking() as work:
        return judge(work.facts(session.today))


@use_case(Permission.LEVEL_STATE)
def state(
    session: Session, kind: MeasureKind, document: str, *, until: dt.date, on: dt.date | None = None
) -> Measure:
    """State by a document what no program can see; of today unless `on` says otherwise.

    Raises UsageError for days that do not do and without a document.
    """
    stated_on = on or session.today
    check_term(stated_on, until, session.today)
    if not document.strip():
        raise UsageError(_("Name the document: --document “приказ № 7 от 01.09.2026”."))
    with session.changing() as work:
        return work.trail.state_measure(kind, document.strip(), stated_on=stated_on, valid_until=until)


@use_case(Permission.ARCHIVE_LOOK)
def measures(session: Session) -> dict[MeasureKind, Measure]:
    """The last statement of each kind."""
    with session.looking() as work:
        return {one.kind: one for one in work.trail.measures()}
