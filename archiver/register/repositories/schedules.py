"""The retention schedule as it was adopted, version by version, and which series have files."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from archiver.errors import RegisterFailed
from archiver.locale import _
from archiver.register.agreeing import differing_schedule
from archiver.register.desk import Desk, columns
from archiver.register.model.files import FileState
from archiver.register.model.schedule import ScheduleVersion
from archiver.register.tables.files import files
from archiver.register.tables.schedule import schedule_versions
from archiver.remedies import Deed, Remedy
from retention.frozen import freeze, thaw
from retention.period import Permanent, UntilEvent, Years, eligible_from
from retention.schedule import Schedule, Version
from retention.series import RecordSeries


class Schedules:
    """Versions of the schedule."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def adopt(self, version: Version, document: str = "") -> None:
        """Keep the next version; that it only lengthens was checked by `Schedule.amended`."""
        row = ScheduleVersion(
            number=version.number,
            adopted_on=version.adopted_on,
            author=version.author,
            document=document,
            entered_by=self._desk.who(),
            entered_at=self._desk.now(),
            content=freeze(version),
        )
        self._desk.insert(schedule_versions, row)
        self._desk.note(
            "schedule.adopted",
            f"schedule:{version.number}",
            author=version.author,
            document=document,
            content=row.content,
        )

    def versions(self) -> tuple[ScheduleVersion, ...]:
        """Every version, oldest first."""
        query = sa.select(*columns(schedule_versions, ScheduleVersion)).order_by(schedule_versions.c.number)
        return self._desk.all(ScheduleVersion, query)

    def schedule(self) -> Schedule | None:
        """All of it as retention judges by it; None while none was adopted. Raises RegisterFailed."""
        rows = self.versions()
        try:
            if any(differing_schedule(self._desk.connection)):
                raise ValueError("not what was adopted")
            versions = tuple(thaw(Version, row.content) for row in rows)
        except ValueError as error:
            raise RegisterFailed(
                _("A version of the retention schedule in the register is damaged."),
                remedy=Remedy(Deed.CHECK_TRAIL),
            ) from error
        return Schedule(versions) if versions else None

    def used(self) -> frozenset[str]:
        """The series that have files, destroyed ones too."""
        return frozenset(self._desk.connection.execute(sa.select(files.c.series).distinct()).scalars())

    def filed(self) -> bool:
        """Whether there is any file at all, asked without looking through them."""
        return self._desk.connection.execute(sa.select(files.c.id).limit(1)).first() is not None

    def apply(self, series: RecordSeries) -> int:
        """Give every kept file of a series what its rule says; how many had a shorter period or another mark.

        Counted from the year each was closed in. Files of a series that waits for an event have their day
        from that event.
        """
        if isinstance(series.period, UntilEvent):
            return 0
        changed = 0
        for year in self._years(series.code):
            last = _last_day(series, year)
            shorter = files.c.keep_until.is_not(None) if last is None else files.c.keep_until < last
            result = self._desk.connection.execute(
                sa.update(files)
                .where(
                    files.c.state == FileState.KEPT,
                    files.c.series == str(series.code),
                    files.c.closed_on.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
                    sa.or_(shorter, files.c.appraisal != series.appraisal),
                )
                .values(
                    keep_until=sa.case((shorter, last), else_=files.c.keep_until),
                    years=_years_of(series),
                    mandate=", ".join(filter(None, (series.mandate, series.article))),
                    appraisal=series.appraisal,
                )
            )
            changed += result.rowcount
        if changed:
            self._desk.note(
                "schedule.applied",
                f"series:{series.code}",
                files=changed,
                years=_years_of(series),
                appraisal=series.appraisal,
            )
        return changed

    def _years(self, code: str) -> list[int]:
        days = self._desk.connection.execute(
            sa.select(files.c.closed_on)
            .where(files.c.state == FileState.KEPT, files.c.series == code, files.c.closed_on.is_not(None))
            .distinct()
        ).scalars()
        return sorted({day.year for day in days})


def _years_of(series: RecordSeries) -> int | None:
    return series.period.years if isinstance(series.period, Years) else None


def _last_day(series: RecordSeries, year: int) -> dt.date | None:
    if isinstance(series.period, Permanent):
        return None
    first = eligible_from(series.period, dt.date(year, 12, 31))
    return None if first is None else first - dt.timedelta(days=1)
