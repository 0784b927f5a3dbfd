"""Which files an act may name today, and what keeps the others from it.

The rule (domain 2.2): the period has expired by 1 January of the year in which the act is drawn up, that is
`keep_until` lies before it. Counting the period is `retention`'s; here its result is queried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from archiver.register.desk import Desk
from archiver.register.model.disposal import ActState
from archiver.register.model.files import FileState
from archiver.register.tables.disposal import act_rows, destruction_acts, holds
from archiver.register.tables.files import files

GRACE = dt.timedelta(days=30)
"""After so long an eligible file is overdue: 152-FZ art. 21 part 4 (domain 3.3)."""

_AT_ONCE = 5000
_OPEN = destruction_acts.c.state.not_in([ActState.ACCOUNTED, ActState.CANCELLED])


@dataclass(frozen=True, slots=True)
class Eligible:
    """A file whose period has run out: `holds` is how many are on it, `act` the open act it is in."""

    file_id: int
    external_id: str
    series: str
    index: str
    title: str
    group: str
    academic_year: int
    keep_until: dt.date
    appraisal: bool
    holds: int
    act: str | None

    @property
    def eligible_from(self) -> dt.date:
        """The earliest date of an act that names it."""
        return dt.date(self.keep_until.year + 1, 1, 1)

    @property
    def free(self) -> bool:
        """Whether nothing in the register keeps it from a new act."""
        return not self.holds and self.act is None and not self.appraisal

    def overdue(self, today: dt.date) -> bool:
        """Whether its destruction is late."""
        return today > self.eligible_from + GRACE


@dataclass(frozen=True, slots=True)
class EligibilitySummary:
    """Counts: files whose period has run out, by series; of those, late, under hold, in an open act.

    `kept` is how many files there are that are not destroyed.
    """

    eligible: dict[str, int]
    overdue: int
    held: int
    in_acts: int
    kept: int = 0

    @property
    def total(self) -> int:
        """All whose period has run out."""
        return sum(self.eligible.values())


def _expired(today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return files.c.state == FileState.KEPT, files.c.keep_until < dt.date(today.year, 1, 1)


def eligible(desk: Desk, today: dt.date) -> Iterator[Eligible]:
    """Every file whose period has run out by 1 January of this year, those due longest first."""
    # Few files are held or in an act: these are read first, not looked for at each of a million files.
    held = _by_file(
        desk,
        sa.select(holds.c.file_id, sa.func.count())
        .where(holds.c.lifted_at.is_(None))
        .group_by(holds.c.file_id),
    )
    acts = _by_file(
        desk,
        sa.select(act_rows.c.file_id, destruction_acts.c.number)
        .join(destruction_acts, destruction_acts.c.id == act_rows.c.act_id)
        .where(act_rows.c.act_id.in_(sa.select(destruction_acts.c.id).where(_OPEN))),
    )
    query = (
        sa.select(
            files.c.id,
            files.c.external_id,
            files.c.series,
            files.c.index,
            files.c.title,
            files.c.group,
            files.c.academic_year,
            files.c.keep_until,
            files.c.appraisal,
        )
        .where(*_expired(today))
        .order_by(files.c.keep_until, files.c.series, files.c.id)
    )
    for row in desk.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield Eligible(*row, held.get(row[0], 0), acts.get(row[0]))


def _by_file(desk: Desk, query: sa.Select[Any]) -> dict[int, Any]:
    return {row[0]: row[1] for row in desk.connection.execute(query)}


def summary(desk: Desk, today: dt.date) -> EligibilitySummary:
    """The counts of `eligible`, without reading the files."""
    count = desk.connection.execute
    by_day = count(
        sa.select(files.c.series, files.c.keep_until, sa.func.count())
        .where(files.c.state == FileState.KEPT)
        .group_by(files.c.keep_until, files.c.series)
    )
    # Those of this 1 January are late once 30 days have passed, those of earlier years always.
    late = today.year if today > dt.date(today.year, 1, 1) + GRACE else today.year - 1
    kept = overdue = 0
    expired: dict[str, int] = {}
    for series, keep_until, number in by_day:
        kept += number
        if keep_until is not None and keep_until.year < today.year:
            expired[series] = expired.get(series, 0) + number
            overdue += number if keep_until.year < late else 0
    held = count(
        sa.select(sa.func.count(holds.c.file_id.distinct()))
        .join(files, files.c.id == holds.c.file_id)
        .where(holds.c.lifted_at.is_(None), *_expired(today))
    ).scalar_one()
    in_acts = count(
        sa.select(sa.func.count(act_rows.c.file_id.distinct()))
        .join(destruction_acts, destruction_acts.c.id == act_rows.c.act_id)
        .join(files, files.c.id == act_rows.c.file_id)
        .where(_OPEN, *_expired(today))
    ).scalar_one()
    return EligibilitySummary(expired, overdue, held, in_acts, kept)
