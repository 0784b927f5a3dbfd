"""Forms 2 and 3 of hand-made journals, as the use case makes them, and their cells as they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from archiver.journal.findings import Finding
from archiver.journal.model import Department, Journal, Section
from archiver.reports.document.journals import Source
from archiver.reports.document.report import Report, shown
from archiver.reports.hours.making import CollegeHours, college_hours, forms2, forms3
from archiver.reports.hours.pages import group_pages
from archiver.settings.tables import Settings
from factories import make_journal


def settings(**tables: Any) -> Settings:
    return Settings.model_validate(tables)


def group_of(
    *sections: Section, name: str = "ИС-21", department: str = "", head: str = "", **more: Any
) -> Journal:
    """A journal of these pages alone, without a plan besides theirs."""
    journal = make_journal(sections=sections, **{"plan": (), **more})
    group = replace(journal.group, name=name)
    if department:
        group = replace(group, department=Department(department, head))
    return replace(journal, group=group)


def college(
    *journals: Journal, chosen: Settings | None = None, findings: Iterable[Finding] = ()
) -> CollegeHours:
    chosen = chosen or Settings()
    return college_hours([group_pages(Source(one, tuple(findings), ()), chosen) for one in journals], chosen)


def form2(*journals: Journal, month: tuple[int, int], chosen: Settings | None = None) -> Report:
    (paper,) = forms2(college(*journals, chosen=chosen), chosen or Settings(), [month])[0]
    return paper.document.reports[0]


def form3(teacher: str, *journals: Journal, chosen: Settings | None = None) -> Report:
    (paper,) = forms3(college(*journals, chosen=chosen), chosen or Settings(), [teacher])[0]
    return paper.document.reports[0]


def told(*journals: Journal, chosen: Settings | None = None) -> dict[str, list[str]]:
    """What stands on the screen, messages by code."""
    hours = college(*journals, chosen=chosen)
    of_papers = forms2(hours, chosen or Settings())[1] + forms3(hours, chosen or Settings())[1]
    found: dict[str, list[str]] = {}
    for one in (*hours.findings, *of_papers):
        found.setdefault(one.code, []).append(one.message)
    return found


def rows(report: Report) -> list[list[str]]:
    """The cells as they are read; a space that does not break is a space."""
    return [
        [shown(cell.value).replace("\N{NO-BREAK SPACE}", " ").strip() for cell in row.cells]
        for row in report.tables[0].rows
    ]


def by_label(report: Report) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in rows(report)}
