"""How long a file is kept: the retention schedule applied to a group's journal or statements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from archiver import clock
from archiver.archive.custody.naming import file_id
from archiver.archive.custody.schedule import rule_of
from archiver.errors import UsageError
from archiver.journal.model import AcademicYear, Group
from archiver.locale import _
from archiver.register.model.files import File
from archiver.settings.file_plan import basis
from archiver.settings.tables import Settings
from retention.period import Years, eligible_from
from retention.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Filing:
    """The schedule in force `today` and the settings by which files are made.

    `closed_on` overrides the day of the last entry.
    """

    settings: Settings
    schedule: Schedule
    today: dt.date
    closed_on: dt.date | None = None

    @property
    def journals(self) -> str:
        """The index that journals are filed under."""
        return self.settings.records.journal_index

    @property
    def all_statements(self) -> str:
        """The index that grade statements are filed under."""
        return self.settings.reports.statement_index

    def journal(
        self, group: Group, year: AcademicYear, *, last_entry: dt.date, sheets: int, volumes: int
    ) -> File:
        """The file of a group's journal (domain 2.8)."""
        title = f"Журнал учебных занятий группы {group.name} за {year} учебный год"
        return self._file(self.journals, title, group, year, last_entry, sheets, volumes)

    def statements(self, group: Group, year: AcademicYear, *, last_entry: dt.date, sheets: int) -> File:
        """The file of a group's grade statements of a year."""
        title = f"Сводные ведомости успеваемости группы {group.name} за {year} учебный год"
        return self._file(self.all_statements, title, group, year, last_entry, sheets, 1)

    def keep_until(self, series: str, closed_on: dt.date) -> dt.date | None:
        """The last day of a file closed on a day; None when it is kept for ever."""
        first = eligible_from(rule_of(self.schedule, series, self.today).series.period, closed_on)
        return None if first is None else first - dt.timedelta(days=1)

    def destruction_year(self, series: str, academic_year: int) -> int | None:
        """The destruction year of what is closed at the end of an academic year, as it mostly is."""
        until = self.keep_until(series, self.closed_on or dt.date(academic_year + 1, 6, 30))
        return None if until is None else until.year + 1

    def _file(
        self,
        series: str,
        title: str,
        group: Group,
        year: AcademicYear,
        last_entry: dt.date,
        sheets: int,
        volumes: int,
    ) -> File:
        closed_on = self._closed(last_entry)
        rule = rule_of(self.schedule, series, self.today).series
        college = self.settings.college.short_name
        return File(
            external_id=file_id(college, series, year, group.name),
            series=series,
            index=series,
            title=title,
            academic_year=year.start,
            registered_at=clock.now(),
            college=college,
            department=group.department.name if group.department else "",
            group=group.name,
            opened_on=year.first_day,
            closed_on=closed_on,
            years=rule.period.years if isinstance(rule.period, Years) else None,
            mandate=basis(rule),
            keep_until=self.keep_until(series, closed_on),
            appraisal=rule.appraisal,
            sheets=sheets,
            volumes=volumes,
        )

    def _closed(self, last_entry: dt.date) -> dt.date:
        if self.closed_on is None:
            return last_entry
        if self.closed_on < last_entry:
            # The retention period would end too early (domain 2.2).
            raise UsageError(
                _("The file cannot be closed on {day}: its last entry is of {last}.").format(
                    day=f"{self.closed_on:%d.%m.%Y}", last=f"{last_entry:%d.%m.%Y}"
                )
            )
        return self.closed_on
