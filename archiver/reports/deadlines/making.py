"""Making the list of deadlines from the exports, and from what year-end has bound already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from archiver.binding.earlier_run import run_of
from archiver.binding.prints import on_paper
from archiver.binding.report import GroupReport, Status
from archiver.binding.review import periods_due
from archiver.journal.model import AcademicYear, Journal, Term
from archiver.journal.words import day
from archiver.register.model.prints import VolumePrint
from archiver.reports.deadlines.values import Deadline, deadlines, deadlines_report
from archiver.reports.document.journals import Source
from archiver.reports.document.report import Document
from archiver.reports.document.writing import Paper
from archiver.reports.hours.making import working_calendar
from archiver.settings.tables import Settings


def found_deadlines(
    sources: Sequence[Source],
    settings: Settings,
    today: dt.date,
    binders: Path | None,
    prints: Sequence[VolumePrint] = (),
) -> tuple[Deadline, ...]:
    """The terms of all groups; `binders` is the folder of year-end, whose report says which are printed.

    `prints` are the copies on paper that were noted: a study period that is on paper needs no folder.
    A term that should be there and has no page is due like the others: half a binder is not the year's.
    """
    done: dict[tuple[str, AcademicYear], GroupReport] = {}
    if binders is not None:
        for year in {source.journal.year for source in sources}:
            reports = run_of(year, binders).groups.items()
            done |= {(name, year): one for name, one in reports}

    def report_of(journal: Journal) -> GroupReport | None:
        return done.get((journal.group.name, journal.year))

    def due(journal: Journal) -> Iterator[Term]:
        report = report_of(journal)
        for term in periods_due(journal, settings, today):
            if report is None or report.bound(term) or not _given_up(report):
                yield term

    def printed(journal: Journal, term: Term) -> bool:
        report = report_of(journal)
        return report is not None and report.bound(term)

    years = {source.journal.year.start for source in sources}
    return deadlines(
        (source.journal for source in sources),
        today,
        working_calendar(settings),
        days=settings.reports.due_days,
        terms=due,
        printed=printed,
        papers=on_paper(one for one in prints if one.academic_year in years),
    )


def _given_up(report: GroupReport) -> bool:
    """Whether the college has bound the year without a term and given the reason."""
    return report.status is Status.DONE and report.without("term.missing")


def deadlines_paper(
    found: Sequence[Deadline], settings: Settings, today: dt.date, missing: Sequence[str]
) -> Paper:
    """The list as a paper."""
    report = deadlines_report(found, today, settings.college.name, settings.reports.due_days, missing)
    return Paper(
        f"Сроки печати {today.isoformat()}", Document(f"Сроки печати журналов на {day(today)}", (report,))
    )
