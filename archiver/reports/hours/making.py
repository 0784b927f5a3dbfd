"""Making forms 2 and 3: ledgers of groups by month, and the year of every teacher out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archiver.disk.names import UniqueNames, safe_name
from archiver.journal.collation import same_name
from archiver.journal.model import AcademicYear, Funding
from archiver.journal.words import initials_first
from archiver.reports.document.journals import Source, organisation
from archiver.reports.document.report import Document, Organisation, Signature
from archiver.reports.document.wording import month_name
from archiver.reports.document.writing import Paper
from archiver.reports.hours.months import Amount, Form2, ledgers, teachers_of
from archiver.reports.hours.page import department_signatures, form2_report, form3_report
from archiver.reports.hours.working_days import WorkingCalendar
from archiver.reports.hours.year import Column, Norm, column_key, form3
from archiver.settings.tables import Settings


@dataclass(frozen=True, slots=True)
class GroupHours:
    """What forms 2 and 3 need of a group: its ledgers, planned hours by column, who it belongs to.

    `absent` are its study periods that are over and have no page.
    """

    group: str
    year: AcademicYear
    course: int | None
    organisation: Organisation
    forms: tuple[Form2, ...]
    planned: dict[Column, int | None]
    doubts: tuple[str, ...]
    absent: tuple[str, ...] = ()

    def nameless(self) -> Amount:
        """The hours of lessons without a teacher."""
        lines = (line for form in self.forms for line in form.lines if not line.load.teacher)
        return sum((line.total for line in lines), Amount())


def group_hours(source: Source, settings: Settings) -> GroupHours:
    """The hours of a group's journal."""
    journal = source.journal
    planned: dict[Column, int | None] = {}
    for section in journal.sections:
        column = section.subject.name, journal.group.name, section.subgroup or ""
        before = planned.get(column, 0)
        known = before is not None and section.planned_hours is not None
        planned[column] = (before or 0) + (section.planned_hours or 0) if known else None
    return GroupHours(
        journal.group.name,
        journal.year,
        journal.group.course,
        organisation(journal, settings),
        ledgers(journal),
        planned,
        source.doubts,
        source.absent,
    )


def working_calendar(settings: Settings) -> WorkingCalendar:
    """The days off the settings add to the official ones."""
    chosen = settings.calendar
    return WorkingCalendar(chosen.saturdays_off, frozenset(chosen.days_off), frozenset(chosen.working_days))


def form2_papers(
    hours: GroupHours, settings: Settings, months: Sequence[tuple[int, int]] = ()
) -> Iterator[Paper]:
    """The group's ledgers, a paper a month; only the months asked for."""
    reports, working = settings.reports, working_calendar(settings)
    for form in hours.forms:
        if months and (form.year, form.month) not in months:
            continue
        report = form2_report(
            form,
            hours.organisation,
            working,
            course=hours.course,
            doubts=hours.doubts,
            signatures=department_signatures(hours.organisation, reports.deputy_post, reports.deputy),
            approval=Signature(reports.director_post, initials_first(reports.director)),
        )
        name = f"Форма 2 {form.group} {form.year}-{form.month:02d}"
        title = f"Форма № 2, группа {form.group}, {month_name(form.year, form.month)}"
        yield Paper(f"Форма 2/{safe_name(name)}", Document(title, (report,)))


def form3_papers(
    groups: Sequence[GroupHours],
    settings: Settings,
    teachers: Sequence[str] = (),
    *,
    left_out: Sequence[str] = (),
) -> Iterator[Paper]:
    """The year of every teacher of the groups, or of those named; groups of one academic year.

    `left_out` are groups of the exports that are not among them: their hours are missing, and so are those
    of study periods without pages.
    """
    left_out = [*left_out, *(f"{one.group} ({', '.join(one.absent)})" for one in groups if one.absent)]
    names = UniqueNames()
    forms = [form for group in groups for form in group.forms]
    budget = {one.name: one.funding is Funding.BUDGET for one in settings.groups if one.funding is not None}
    for teacher in teachers_of(forms):
        if teachers and not any(same_name(teacher, one) for one in teachers):
            continue
        owner = next(
            group.organisation
            for group in groups
            if any(same_name(teacher, one) for one in teachers_of(group.forms))
        )
        report = form3_report(
            form3(teacher, forms, _norms(groups, settings, teacher), settings.reports.holiday_percent),
            groups[0].year,
            owner,
            budget=budget,
            holiday_percent=settings.reports.holiday_percent,
            nameless={group.group: group.nameless() for group in groups},
            left_out=left_out,
            signatures=department_signatures(owner, settings.reports.deputy_post, settings.reports.deputy),
        )
        year = str(groups[0].year).replace("/", "-")
        title = f"Форма № 3, {teacher}, {groups[0].year} учебный год"
        yield Paper(f"Форма 3/{names.take(f'Форма 3 {teacher} {year}')}", Document(title, (report,)))


def _norms(groups: Iterable[GroupHours], settings: Settings, teacher: str) -> dict[Column, Norm]:
    """The norms of a teacher's columns: planned hours of the journals, loads of the settings."""
    planned = {column: hours for group in groups for column, hours in group.planned.items()}
    found = {column: Norm(planned=hours) for column, hours in planned.items()}
    for load in settings.loads:
        if same_name(load.teacher, teacher):
            key = column_key((load.subject, load.group, load.subgroup or ""))
            for column, hours in planned.items():
                if column_key(column) == key:
                    found[column] = Norm(hours, load.tariff, load.change, load.exam_hours)
    return found
