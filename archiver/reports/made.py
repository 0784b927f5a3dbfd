"""Papers made of exports: one use case a paper, given everything it has to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.binder.file_names import groups_in_names
from archiver.binding.college import chosen_groups, groups_asked
from archiver.counter.asked import teachers_like
from archiver.counter.use_case import Workplace, use_case
from archiver.errors import UsageError
from archiver.intake.exports import Exports
from archiver.journal.findings import Finding
from archiver.journal.study_month import StudyMonth
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.prints import VolumePrint
from archiver.reports.certificate.making import certificate_of, certificate_papers, lacking
from archiver.reports.certificate.page import Particulars
from archiver.reports.control.making import control_paper, read_control
from archiver.reports.deadlines.making import deadlines_paper, found_deadlines
from archiver.reports.deadlines.values import Deadline, waits
from archiver.reports.document.journals import Source, one_year, sources
from archiver.reports.document.writing import Paper
from archiver.reports.hours.making import college_hours, everybody, forms2, forms3, working_calendar
from archiver.reports.hours.pages import group_pages
from archiver.reports.hours.working_days import unknown_years
from archiver.reports.scholarship.making import scholarship_papers
from archiver.reports.statement.files import StatementFiles, read_statements
from archiver.reports.statement.making import StatementsWanted, statement_papers, statements_of


@dataclass(frozen=True, slots=True)
class Made:
    """Papers that are to be written, what was found on the way, and whether one of them lacks something."""

    papers: tuple[Paper, ...]
    findings: tuple[Finding, ...] = ()
    incomplete: bool = False


@use_case(Permission.STATEMENT_MAKE)
def statements(
    place: Workplace,
    exports: Exports,
    wanted: StatementsWanted,
    *,
    groups: Sequence[str] = (),
    today: dt.date,
) -> Made:
    """The grade statements of all groups or of those named.

    Raises UsageError for a group or term that is not there, InputInvalid when no group can be read.
    """
    found = list(exports.findings)
    papers: list[Paper] = []
    incomplete, called = False, groups_in_names(one.name for one in exports.groups)
    for source in sources(chosen_groups(exports, groups), place.settings, found, today=today):
        if not wanted.terms and source.absent:  # a statement that is not there says nothing itself
            found += (one for one in source.findings if one.code == "term.missing")
        of_group = tuple(statements_of(source, place.settings, wanted))
        incomplete = incomplete or any(one.missing for one in of_group)
        papers += statement_papers(
            of_group,
            place.settings,
            called=called.get(source.journal.group.name, ""),
            by_subject=wanted.by_subject,
        )
    return Made(tuple(papers), tuple(found), incomplete)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursWanted:
    """Which forms: "2", "3" or both (None for what months and teachers ask for)."""

    form: str | None = None
    months: Sequence[StudyMonth] = ()
    teachers: Sequence[str] = ()


@use_case(Permission.HOURS_MAKE)
def hours(
    place: Workplace, exports: Exports, wanted: HoursWanted, *, groups: Sequence[str] = (), today: dt.date
) -> Made:
    """Forms 2 and 3. Raises UsageError as `statements`, and when there is nothing to print; InputInvalid when
    no journal tells hours.
    """
    found = list(exports.findings)
    settings = place.settings
    read = [
        group_pages(source, settings)
        for source in sources(chosen_groups(exports, groups), settings, found, today=today)
    ]
    one_year([group.year for group in read])
    names = {group.group for group in read}
    college = college_hours(read, settings, [one.name for one in exports.groups if one.name not in names])
    found += college.findings
    papers: list[Paper] = []
    form = wanted.form
    months = [month.within(read[0].year) for month in wanted.months]
    there = everybody(college)
    teachers = [name for one in wanted.teachers for name in teachers_like(one, there)]
    if form != "3" and not (teachers and not months and not form):
        called = groups_in_names(one.name for one in exports.groups)
        of_groups, lacks = forms2(college, settings, months, called)
        papers, found = papers + of_groups, found + lacks
    if form != "2" and not (months and not teachers and not form):
        of_teachers, lacks = forms3(college, settings, teachers)
        papers, found = papers + of_teachers, found + lacks
    if not papers:
        raise UsageError(_("There are no lessons with that month or teacher; nothing was written."))
    return Made(tuple(papers), tuple(found))


@use_case(Permission.CONTROL_MAKE)
def control(
    place: Workplace,
    exports: Exports,
    until: dt.date,
    *,
    since: Path | None = None,
    groups: Sequence[str] = (),
) -> Made:
    """The monthly control as of `until`, compared with the twin of an earlier one in `since`."""
    before = read_control(since) if since is not None else None
    found = list(exports.findings)
    chosen = chosen_groups(exports, groups)
    read = list(sources(chosen, place.settings, found, today=until))
    one_year(source.journal.year for source in read)
    left_out = _left_out(read, [export.name for export in chosen])
    made, paper = control_paper(read, place.settings, until, before=before, left_out=left_out)
    return Made((paper,), tuple(found), bool(made.remarks))


def _of_groups(
    exports: Exports, *_more: object, groups: Sequence[str] = (), **_options: object
) -> tuple[str, ...]:
    return groups_asked(exports, groups)


@use_case(Permission.SCHOLARSHIP_MAKE, groups=_of_groups)
def scholarship(
    place: Workplace,
    exports: Exports,
    term: int,
    *,
    counts_only: bool = False,
    past: Sequence[Path] = (),
    groups: Sequence[str] = (),
    today: dt.date,
) -> Made:
    """The lists for scholarships after a term; raises UsageError as `statements`.

    `past` are files and folders with grade statements of earlier years: debts of them count too.
    """
    found = list(exports.findings)
    earlier = read_statements(past, place.settings.limits) if past else StatementFiles((), ())
    found += earlier.problems
    called = groups_in_names(one.name for one in exports.groups)
    papers = [
        paper
        for source in sources(chosen_groups(exports, groups), place.settings, found, today=today)
        for paper in scholarship_papers(
            source,
            place.settings,
            term,
            earlier.statements,
            counts_only=counts_only,
            today=today,
            called=called.get(source.journal.group.name, ""),
        )
    ]
    return Made(tuple(papers), tuple(found))


@use_case(Permission.JOURNAL_CHECK, groups=_of_groups)
def deadlines(
    place: Workplace,
    exports: Exports,
    *,
    printed: Path | None = None,
    prints: Sequence[VolumePrint] = (),
    groups: Sequence[str] = (),
    today: dt.date,
) -> tuple[tuple[Deadline, ...], Made]:
    """By which day each group's terms are to be printed, and the paper that says so.

    `printed` is the folder of year-end, whose report says what is done; `prints` are the copies on paper that
    were noted. Incomplete while a term waits for it.
    """
    found = list(exports.findings)
    chosen = chosen_groups(exports, groups)
    read = list(sources(chosen, place.settings, found, today=today))
    owed = found_deadlines(read, place.settings, today, printed, prints)
    left_out = _left_out(read, [export.name for export in chosen])
    missing = [f"Журналы групп не прочитаны: {', '.join(left_out)}."] if left_out else []
    paper = deadlines_paper(owed, place.settings, today, missing)
    found += unknown_years(working_calendar(place.settings), {one.due.year for one in owed})
    return owed, Made((paper,), tuple(found), any(map(waits, owed)))


def _left_out(read: Sequence[Source], names: Sequence[str]) -> list[str]:
    known = {source.journal.group.name for source in read}
    return [name for name in names if name not in known]


@use_case(Permission.CERTIFICATE_MAKE)
def statements_in(place: Workplace, files: Sequence[Path]) -> StatementFiles:
    """The grade statements in files and folders; none without any. Raises InputInvalid."""
    return read_statements(files, place.settings.limits) if files else StatementFiles((), ())


@use_case(Permission.CERTIFICATE_MAKE)
def certificate(
    place: Workplace,
    read: StatementFiles,
    student: str,
    particulars: Particulars,
    *,
    groups: Sequence[str] = (),
    missing: Sequence[str] = (),
    formerly: Sequence[str] = (),
) -> Made:
    """The certificate of a student, with a covering sheet where the statements lack something.

    Raises UsageError when nobody or several are called so.
    """
    made = certificate_of(
        read,
        student,
        particulars,
        groups=groups,
        missing=missing,
        formerly=formerly,
    )
    papers = tuple(certificate_papers(made, place.settings))
    return Made(papers, (*read.problems, *lacking(made)))
