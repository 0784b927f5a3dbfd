"""A file of which each study period has its own volumes, numbered through the year (`printing.binding`)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from archiver.binder.plan import VolumePlan
from archiver.binder.scope import Scope
from archiver.binding.lots import bound, laid
from archiver.binding.outdated import new_copies
from archiver.binding.periods import cut, follows, held, numbered, period_review
from archiver.binding.report import GroupReport, PeriodReport, Status
from archiver.binding.reported import made, report_of
from archiver.binding.review import Review, expectation
from archiver.binding.task import Task
from archiver.intake.exports import Reading
from archiver.journal.expected import study_periods
from archiver.journal.findings import Finding
from archiver.journal.model import Journal, Term


def bind_file(task: Task, reading: Reading, found: Review, journal: Journal) -> GroupReport:
    """The volumes of every study period that has pages; `found` is the review of the whole year."""
    periods = bind_volumes(task, reading, found, journal)
    said: list[Finding] = [finding for _period, told in periods for finding in told]
    reports = [period.report for period, _told in periods]
    identity = hashlib.sha256("".join(one.identity or "" for one in reports).encode()).hexdigest()
    whole = report_of(
        replace(found, findings=(*found.findings, *said)),
        Status.DONE,
        volumes=tuple(volume for one in reports for volume in one.volumes),
        identity=identity,
        by_engine=sum(one.by_engine for one in reports),
    )
    unchanged = all(one.unchanged for one in reports)
    return replace(whole, unchanged=unchanged, periods=tuple(period for period, _told in periods))


def bind_volumes(
    task: Task, reading: Reading, found: Review, journal: Journal, only: Term | None = None
) -> list[tuple[PeriodReport, tuple[Finding, ...]]]:
    """The volumes of each study period, or of `only` one, with what there is to say of them.

    Periods before are planned all the same: they say which number its first volume has, and the last volume
    of the file lists their contents. What the college has accepted of no period in particular stands in the
    last.
    """
    settings, today = task.settings, task.today
    name = task.export.name
    numbers = {term.number: number for number, term in numbered(journal, settings).items()}
    reviews = {
        term.number: period_review(name, reading, term, settings, task.accepted, today=today)
        for term in held(journal)
    }
    of_periods = {(one.code, one.reason) for seen in reviews.values() for one in seen.accepted}
    rest = [one for one in found.accepted if (one.code, one.reason) not in of_periods]
    before: tuple[VolumePlan, ...] = ()
    done = []
    for term in held(journal):
        pages, seen, number = cut(journal, term), reviews[term.number], numbers[term.number]
        last = not follows(term, journal, settings, task.accepted, today=today)
        accepted = (*seen.accepted, *(rest if last else ()))
        parts = laid(journal, pages.sections, settings, task.cache)
        lot = task.lot(Scope(term, True, before, last), number, parts, accepted, pages)
        wanted = only is None or term == only
        if not wanted:
            lot = replace(lot, copy=1)
        before_now = period_before(task, number)
        own = bound(journal, lot, settings, task.out, before_now, called=task.called, write=wanted)
        if wanted:
            told = (*own.findings, *new_copies(journal, lot, own))
            report = made(replace(seen, journal=pages), lot, replace(own, findings=()), told)
            done.append((PeriodReport(number, term, report), told))
        if term == only:
            break
        before += own.plans
    return done


def period_before(task: Task, number: int) -> GroupReport | None:
    """What an earlier run made of a study period."""
    periods = task.before.periods if task.before is not None else ()
    return next((one.report for one in periods if one.number == number), None)


def unnumbered_after(term: Term, journal: Journal, task: Task) -> tuple[Term, ...]:
    """Study periods before `term` that should have pages: without them its volumes have no numbers yet."""
    expected = expectation(journal, task.settings, task.today)
    missing = study_periods(journal, expected).missing
    return tuple(one for one in missing if one.start < term.start)
