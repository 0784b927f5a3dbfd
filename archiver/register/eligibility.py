"""Which files an act may name today, and what keeps the others from it.

The rule (domain 2.2): the period has expired by 1 January of the year in which the act is drawn up, that is
`keep_until` lies before it. Counting the period is `retention`'s; here its result is queried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

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
    """Counts: files whose period has run out, by series; of those, late, under hold, in an open act."""

    eligible: dict[str, int]
    overdue: int
    held: int
    in_acts: int

    @property
    def total(self) -> int:
        """All whose period has run out."""
        return sum(self.eligible.values())


def _expired(today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return files.c.state == FileState.KEPT, files.c.keep_until < dt.date(today.year, 1, 1)


def eligible(desk: Desk, today: dt.date) -> Iterator[Eligible]:
    """Every file whose period has run out by 1 January of this year, those due longest first."""
    held = (
        sa.select(sa.func.count())
        .where(holds.c.file_id == files.c.id, holds.c.lifted_at.is_(None))
        .scalar_subquery()
    )
    act = (
        sa.select(destruction_acts.c.number)
        .join(act_rows, act_rows.c.act_id == destruction_acts.c.id)
        .where(act_rows.c.file_id == files.c.id, _OPEN)
        .limit(1)
        .scalar_subquery()
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
            held,
            act,
        )
        .where(*_expired(today))
        .order_by(files.c.keep_until, files.c.series, files.c.id)
    )
    for row in desk.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield Eligible(*row)


def summary(desk: Desk, today: dt.date) -> EligibilitySummary:
    """The counts of `eligible`, without reading the files."""
    count = desk.connection.execute
    by_series = count(
        sa.select(files.c.series, sa.func.count()).where(*_expired(today)).group_by(files.c.series)
    )
    # Those of this 1 January are late once 30 days have passed, those of earlier years always.
    late = today.year if today > dt.date(today.year, 1, 1) + GRACE else today.year - 1
    overdue = count(
        sa.select(sa.func.count())
        .select_from(files)
        .where(files.c.state == FileState.KEPT, files.c.keep_until < dt.date(late, 1, 1))
    ).scalar_one()
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
    return EligibilitySummary({row[0]: row[1] for row in by_series}, overdue, held, in_acts)
