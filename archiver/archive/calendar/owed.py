"""What is owed in a year, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from archiver.archive.calendar.facts import (
    Bound,
    DaysOff,
    bound_in,
    facts_of_archive,
    facts_of_groups,
    files_of_groups,
    groups_of,
    journals_kept,
)
from archiver.archive.custody.prints import prints_in
from archiver.binding.prints import on_paper
from archiver.counter.session import Session, use_case
from archiver.counter.use_case import Workplace
from archiver.errors import UsageError
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear, Journal
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.due import closing_year
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import Settings
from retention.calendar import Obligation, medium_fact, obligations


@use_case(Permission.CALENDAR_LOOK)
def obligations_of(
    session: Session, journals: Sequence[Journal], year: AcademicYear, day: dt.date, printed: Path | None
) -> tuple[Obligation, ...]:
    """Every obligation of a year as of `day`; the groups bound in the folder `printed` count as done.

    Raises UsageError and InputInvalid for a folder that is none of year-end.
    """
    settings = session.settings
    bound = bound_in(printed, year) if printed is not None else Bound()
    with session.looking() as work:
        files = files_of_groups(work, year, settings)
        groups = groups_of(journals, files, settings, year, day)
        papers = on_paper(prints_in(work, settings, year))
        facts = [
            *facts_of_groups(groups, year, bound, journals_kept(work, files, settings), papers),
            *facts_of_archive(work, day, settings),
        ]
    return obligations(facts, day, DaysOff(settings))


@use_case(Permission.CALENDAR_LOOK)
def obligations_of_exports(
    place: Workplace, journals: Sequence[Journal], year: AcademicYear, day: dt.date, printed: Path | None
) -> tuple[Obligation, ...]:
    """The same where there is no register: the days of the groups, and media for the closing year.

    Nothing is known to be deposited, no medium is registered, and there are neither expired files nor acts:
    what an empty register would say. Raises as `obligations_of`.
    """
    settings = place.settings
    bound = bound_in(printed, year) if printed is not None else Bound()
    facts = [
        *facts_of_groups(groups_of(journals, (), settings, year, day), year, bound, {}),
        medium_fact(closing_year(day)),
    ]
    return obligations(facts, day, DaysOff(settings))


def days_unknown(found: Sequence[Obligation], settings: Settings, today: dt.date) -> tuple[Finding, ...]:
    """A note of the coming twelve months' years whose days off are not known yet."""
    from archiver.reports.hours.making import working_calendar
    from archiver.reports.hours.working_days import unknown_years

    last = today + dt.timedelta(days=366)
    return unknown_years(
        working_calendar(settings), {one.fact.due.year for one in found if one.fact.due <= last}
    )


def year_owed(journals: Sequence[Journal], day: dt.date) -> AcademicYear:
    """The year of the journals; without any, the one whose binders are owed on a day.

    Raises UsageError for journals of several years.
    """
    read = {journal.year for journal in journals}
    if len(read) > 1:
        raise UsageError(
            _("The exports hold several academic years: {years}.").format(
                years=", ".join(map(str, sorted(read)))
            ),
            remedy=Remedy(Deed.CHOOSE_YEAR),
        )
    return read.pop() if read else AcademicYear(closing_year(day))
