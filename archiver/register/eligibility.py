"""Which files an act may name today, and what keeps the others from it.

`keep_until` is the last day of the period as `retention` counted it (31 December for periods in years, domain
2.2; a day for those that run from an event), so what is due lies before today; `retention.eligibility` then
judges the few files an act is to name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from archiver.register.desk import Desk
from archiver.register.model.files import FileState
from archiver.register.tables.disposal import act_files, destruction_acts, holds
from archiver.register.tables.files import files
from retention.grace import is_overdue

_AT_ONCE = 5000


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
    college: str
    holds: int
    act: str | None

    @property
    def eligible_from(self) -> dt.date:
        """The earliest date of an act that names it."""
        return _eligible_from(self.keep_until)

    @property
    def free(self) -> bool:
        """Whether nothing in the register keeps it from a new act."""
        return not self.holds and self.act is None and not self.appraisal

    def overdue(self, today: dt.date) -> bool:
        """Whether its destruction is late."""
        return is_overdue(self.eligible_from, today)


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


def _eligible_from(keep_until: dt.date) -> dt.date:
    return keep_until + dt.timedelta(days=1)


def _expired(today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return files.c.state == FileState.KEPT, files.c.keep_until < today


def eligible(desk: Desk, today: dt.date) -> Iterator[Eligible]:
    """Every file whose period has run out, those due longest first."""
    # Few files are held or in an act: these are read first, not looked for at each of a million files.
    held = _by_file(
        desk,
        sa.select(holds.c.file_id, sa.func.count())
        .where(holds.c.lifted_at.is_(None))
        .group_by(holds.c.file_id),
    )
    acts = _by_file(
        desk,
        sa.select(act_files.c.file_id, destruction_acts.c.number).join(
            destruction_acts, destruction_acts.c.id == act_files.c.act_id
        ),
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
            files.c.college,
        )
        .where(*_expired(today))
        .order_by(files.c.keep_until, files.c.series, files.c.id)
    )
    for row in desk.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        values: list[Any] = [*row, held.get(row[0], 0), acts.get(row[0])]
        yield Eligible(*values)


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
    kept = overdue = 0
    expired: dict[str, int] = {}
    for series, keep_until, number in by_day:
        kept += number
        if keep_until is not None and keep_until < today:
            expired[series] = expired.get(series, 0) + number
            overdue += number if is_overdue(_eligible_from(keep_until), today) else 0
    held = count(
        sa.select(sa.func.count(holds.c.file_id.distinct()))
        .join(files, files.c.id == holds.c.file_id)
        .where(holds.c.lifted_at.is_(None), *_expired(today))
    ).scalar_one()
    in_acts = count(
        sa.select(sa.func.count())
        .select_from(act_files.join(files, files.c.id == act_files.c.file_id))
        .where(*_expired(today))
    ).scalar_one()
    return EligibilitySummary(expired, overdue, held, in_acts, kept)
