"""One group from its export to its volumes, all in one worker: only names and results travel.

Reading, checking, laying and binding a group share what is in memory; sending a journal or its pages to
another process would cost more than making them.
"""

from __future__ import annotations

import errno
import os
from dataclasses import replace

from archiver.binder.scope import YEAR, Scope
from archiver.binding.college import college_periods
from archiver.binding.file_by_term import bind_file, bind_volumes, period_before, unnumbered_after
from archiver.binding.lots import bound, laid
from archiver.binding.outdated import new_copies, other_prints
from archiver.binding.periods import cut, numbered, period_review
from archiver.binding.report import GroupReport, PeriodReport, Status
from archiver.binding.reported import keeping_periods, made, report_of, with_period
from archiver.binding.review import Review, expectation, reviewed
from archiver.binding.standing import remember
from archiver.binding.task import GroupOutcome, Task
from archiver.errors import ArchiverError, OutputFailed
from archiver.intake.exports import Reading
from archiver.journal.model import Journal, Term
from archiver.locale import _
from archiver.settings.tables import Binding


def bind_group(task: Task) -> GroupOutcome:
    """Read, check, lay and bind a group, its year or the study period that is wanted.

    What is wrong with the group alone is in its report. Raises OutputFailed when the disk refuses everybody.
    """
    found = Review(task.export.name, None, ())
    try:
        reading = task.export.read()
        found = reviewed(task.export.name, reading, task.settings, task.accepted, today=task.today)
        if found.journal is None:
            return _told(task, report_of(found, Status.FAILED, message=_unread()), found)
        if task.wanted.term is not None:
            return _bind_period(task, reading, found, found.journal, task.wanted.term)
        done = _bind_year(task, reading, found, found.journal)
        return replace(done, remembered=remember(task, done.report, found.journal))
    except Exception as error:
        if _stops_all(error):
            raise
        return _told(task, report_of(found, Status.FAILED, message=cause_of(error)))


def _bind_year(task: Task, reading: Reading, found: Review, journal: Journal) -> GroupOutcome:
    """The year's file: all periods together, or volumes for each."""
    if found.blocking and not found.readable:
        return _told(task, report_of(found, Status.FAILED, message=_unread()), found)
    if found.blocking:
        return _told(task, report_of(found, Status.BLOCKED, message=_("blocking findings")))
    if task.settings.printing.binding is Binding.BY_TERM:
        return GroupOutcome(bind_file(task, reading, found, journal))
    parts = laid(journal, journal.sections, task.settings, task.cache)
    lot = task.lot(YEAR, None, parts, found.accepted, journal)
    done = bound(journal, lot, task.settings, task.out, _year_before(task), called=task.called)
    periods = numbered(journal, task.settings)
    said = (*new_copies(journal, lot, done), *other_prints(journal, parts, task.printed, periods))
    return _told(task, made(found, lot, done, said))


def _year_before(task: Task) -> GroupReport | None:
    """What an earlier run made of the year, without volumes that are those of a study period too."""
    if task.before is None:
        return None
    of_periods = frozenset().union(*(one.report.paths for one in task.before.periods))
    own = tuple(volume for volume in task.before.volumes if volume["path"] not in of_periods)
    return replace(task.before, volumes=own)


def _bind_period(task: Task, reading: Reading, found: Review, journal: Journal, number: int) -> GroupOutcome:
    """One study period: a binding of its own, or its volumes in the file that has some for each."""
    name, settings = task.export.name, task.settings
    term = numbered(journal, settings).get(number)
    pages = cut(journal, term) if term is not None else None
    if term is None or pages is None or not pages.sections:
        only = expectation(journal, settings, task.today).only
        if only is not None and number not in only:  # the college says that the group has no such period
            return GroupOutcome(task.before or GroupReport(name, Status.WAITING))
        there = tuple(one for one, own in numbered(journal, settings).items() if cut(journal, own).sections)
        message = _("the study period has no page")
        if there:
            message += "; " + _("there are: {periods}").format(periods=", ".join(map(str, sorted(there))))
        told = _told(task, report_of(found, Status.FAILED, message=message), term=term)
        known = {
            *numbered(journal, settings),
            *(one.number for one in college_periods(settings, journal.year)),
        }
        return told if number in known else replace(told, periods=there)
    seen = period_review(name, reading, term, settings, task.accepted, today=task.today)
    if seen.blocking:
        unreadable = None if seen.readable else seen
        status = Status.FAILED if unreadable else Status.BLOCKED
        message = _unread() if unreadable else _("blocking findings")
        return _told(task, report_of(seen, status, message=message), unreadable, term=term)
    if settings.printing.binding is Binding.BY_TERM:
        if missing := unnumbered_after(term, journal, task):
            message = _("{term} before it has no page, so its volumes have no numbers").format(
                term=missing[0].name
            )
            return _told(task, report_of(seen, Status.FAILED, message=message), term=term)
        ((period, _said),) = bind_volumes(task, reading, found, journal, only=term)
        return GroupOutcome(with_period(task.before, name, period, of_file=True))
    parts = laid(journal, pages.sections, settings, task.cache)
    lot = task.lot(Scope(term), number, parts, seen.accepted, pages)
    done = bound(journal, lot, settings, task.out, period_before(task, number), called=task.called)
    report = made(replace(seen, journal=pages), lot, done, new_copies(journal, lot, done))
    return _told(task, report, term=term)


def _told(
    task: Task, report: GroupReport, unread: Review | None = None, *, term: Term | None = None
) -> GroupOutcome:
    """The outcome of what was wanted; `unread` is the review of a group that could not be read."""
    findings = unread.findings if unread is not None else None
    number = task.wanted.term
    if number is None:
        return GroupOutcome(keeping_periods(task.before, report, task.out), findings)
    if not report.volumes:  # what was made before lies there still, out of date
        report = replace(report, terms=())
    period = PeriodReport(number, term or _of_college(task, number), report)
    return GroupOutcome(with_period(task.before, task.export.name, period), findings)


def _of_college(task: Task, number: int) -> Term:
    """The study period of the settings; the whole year where they have none of that number."""
    periods = {period.number: period for period in college_periods(task.settings, task.year)}
    name = _("period {number}").format(number=number)
    return periods.get(number) or Term(number, name, task.year.first_day, task.year.last_day)


def _unread() -> str:
    return _("the export cannot be read")


def _stops_all(error: Exception) -> bool:
    """Whether the disk refuses not only this group: then going on would only fail them all."""
    system = error.__cause__
    return isinstance(error, OutputFailed) and (
        not isinstance(system, OSError) or system.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
    )


def cause_of(error: Exception) -> str:
    """What the report says of a group that failed: never the data, which an unforeseen error may quote."""
    if isinstance(error, ArchiverError):
        return error.message
    if os.environ.get("ARCHIVER_DEBUG"):
        raise error
    return _("unforeseen failure ({kind}); run again with ARCHIVER_DEBUG=1 and report what it prints").format(
        kind=type(error).__name__
    )
