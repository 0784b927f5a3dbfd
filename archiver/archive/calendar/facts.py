"""The facts of the calendar: what is owed, by which day, and when it was done.

Groups are those of the exports, of the journals and grade statements in the register, and of the settings;
the days of their terms come from the exports, else from `[[periods]]`. Acts of destruction and papers of
order 179 are files of the register too, and carry a group's name or their own: they make no group. Sources of
the days: `retention.calendar`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archiver.archive.custody.handover import hand_overs
from archiver.archive.custody.stocktaking import checked_rooms
from archiver.binding.college import college_periods
from archiver.binding.earlier_run import run_of
from archiver.binding.prints import OnPaper, first_on_paper
from archiver.binding.report import GroupReport, Status, is_below
from archiver.binding.review import periods_due
from archiver.journal.collation import name_key, sort_key
from archiver.journal.model import AcademicYear, Journal, Term
from archiver.register.model.files import File
from archiver.register.model.packages import CopyState
from archiver.register.work import Work
from archiver.settings.confirmation import lapse
from archiver.settings.tables import Settings
from retention.calendar import (
    Fact,
    act_fact,
    binder_fact,
    confirmation_fact,
    copies_fact,
    disposal_fact,
    drill_fact,
    fixity_fact,
    hand_over_fact,
    locks_fact,
    medium_fact,
    paper_fact,
    term_fact,
    unregistered_fact,
)


@dataclass(frozen=True, slots=True)
class GroupTerms:
    """A group of the year and the study periods it has to print."""

    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Binder:
    """What year-end has made of a group: its report, and the day the last volume was written."""

    report: GroupReport
    day: dt.date


@dataclass(frozen=True, slots=True)
class Bound:
    """The binders of the year that are made, and the study periods that are made by themselves, by group."""

    binders: Mapping[object, Binder] = field(default_factory=dict)
    periods: Mapping[object, tuple[Binder, ...]] = field(default_factory=dict)

    def of(self, group: str) -> Binder | None:
        """The group's binder, None while there is none."""
        return self.binders.get(name_key(group))


def bound_in(binders: Path, year: AcademicYear) -> Bound:
    """The groups done in a folder of year-end. Raises UsageError and InputInvalid as `run_of` does."""
    found: dict[object, Binder] = {}
    periods: dict[object, tuple[Binder, ...]] = {}
    for name, one in run_of(year, binders).groups.items():
        whole = _lying(binders, one)
        if whole is not None:
            found[name_key(name)] = whole
        each = (_lying(binders, period.report) for period in one.periods)
        periods[name_key(name)] = tuple(period for period in each if period is not None)
    return Bound(found, periods)


def _lying(folder: Path, report: GroupReport) -> Binder | None:
    """What was made, with its day, while all of its files are there."""
    files = [folder / volume["path"] for volume in report.volumes if is_below(volume["path"])]
    if report.status is not Status.DONE or not files or not all(file.is_file() for file in files):
        return None
    last = max(file.stat().st_mtime for file in files)
    return Binder(report, dt.datetime.fromtimestamp(last).date())


@dataclass(frozen=True, slots=True)
class Kept:
    """A group's journal in the register, and the day of the signed act by which it was handed over."""

    file: File
    handed_on: dt.date | None


def files_of_groups(work: Work, year: AcademicYear, settings: Settings) -> tuple[File, ...]:
    """The college's journals and statements of the year; a register may serve several colleges."""
    series = {settings.records.journal_index, settings.reports.statement_index}
    return tuple(
        file
        for file in work.files.of_year(year.start)
        if file.index in series and _of_college(file.college, settings)
    )


def journals_kept(work: Work, files: Iterable[File], settings: Settings) -> dict[object, Kept]:
    """The journals among `files`, by group. That copies lie on media is no hand-over: people sign one."""
    handed = {number: one.signed_on for number, one in hand_overs(work).items()}
    return {
        name_key(file.group): Kept(file, handed.get(file.id))
        for file in files
        if file.index == settings.records.journal_index
    }


def _of_college(college: str, settings: Settings) -> bool:
    own = settings.college.short_name
    return not own or college in {"", own}


def groups_of(
    journals: Iterable[Journal],
    files: Iterable[File],
    settings: Settings,
    year: AcademicYear,
    today: dt.date,
) -> tuple[GroupTerms, ...]:
    """Every group known for the year, in alphabetical order; on `today` depends which periods are due."""
    usual = college_periods(settings, year)
    found: dict[object, GroupTerms] = {}
    for journal in journals:
        terms = periods_due(journal, settings, today)
        found[name_key(journal.group.name)] = GroupTerms(journal.group.name, terms)
    own = {name_key(one.name): one.periods for one in settings.groups if one.periods is not None}
    configured = (name for one in settings.departments for name in one.groups)
    names = [*(file.group for file in files), *(group.name for group in settings.groups), *configured]
    for name in filter(None, names):
        key = name_key(name)
        terms = tuple(term for term in usual if key not in own or term.number in own[key])
        found.setdefault(key, GroupTerms(name, terms))
    return tuple(sorted(found.values(), key=lambda group: sort_key(group.name)))


def facts_of_groups(
    groups: Iterable[GroupTerms],
    year: AcademicYear,
    bound: Bound,
    kept: Mapping[object, Kept],
    papers: Sequence[OnPaper] = (),
) -> Iterator[Fact]:
    """Printing after each term, binder and hand-over by 5 July, for every group.

    `kept` are by group; `papers` are the study periods that are noted to be on paper.
    """
    for group in groups:
        own, binder = kept.get(name_key(group.name)), bound.of(group.name)
        file = own.file if own else None
        terms = [term for term in group.terms if not _done_without(binder, term)]
        made = [_made(term, binder, file) for term in terms]
        for term, day in zip(terms, made, strict=True):
            paper = first_on_paper(group.name, term, papers)
            if paper is not None and paper.printed_on >= term.end:
                yield term_fact(group.name, term.name, term.end, paper.printed_on)
                continue
            fact = term_fact(group.name, term.name, term.end)
            made_on = day or _by_itself(bound, group.name, term)
            # That a term was printed is known from its binder; the day is not, so none is called late.
            printed = min(made_on, fact.due) if made_on and made_on >= term.end else None
            yield term_fact(group.name, term.name, term.end, printed)
        days = [day for day in made if day is not None]
        # One term in a binder is not the binder of the year.
        whole = max(days) if days and len(days) == len(terms) else None
        yield binder_fact(group.name, year.start, whole)
        yield hand_over_fact(group.name, year.start, own.handed_on if own else None)


def _by_itself(bound: Bound, group: str, term: Term) -> dt.date | None:
    """The day a study period was bound by itself: printed, but no part of the year's binder."""
    periods = bound.periods.get(name_key(group), ())
    return next((one.day for one in periods if one.report.holds(term)), None)


def _done_without(binder: Binder | None, term: Term) -> bool:
    """Whether the college has bound the year without the term and given the reason."""
    return binder is not None and binder.report.without("term.missing") and not binder.report.holds(term)


def _made(term: Term, binder: Binder | None, file: File | None) -> dt.date | None:
    """The day the term's pages were bound: by the folder of year-end, else by the file of the register.

    The register knows of a journal its last day only: a term that begins after it cannot be in it.
    """
    if binder is not None and binder.report.holds(term):
        return binder.day
    if file is not None and (file.closed_on is None or term.start <= file.closed_on):
        return file.registered_at.astimezone().date()
    return None


def facts_of_archive(work: Work, today: dt.date, settings: Settings) -> Iterator[Fact]:
    """Media for the closing year, fixity checks, buckets to be told, expired files, acts, lapsing laws."""
    copies = settings.archive.copies
    media = work.media_due(today, copies=copies)
    ready = sorted(medium.registered_on for medium in media.deadline.ready)
    yield medium_fact(media.deadline.academic_year, ready[copies - 1] if len(ready) >= copies else None)
    for medium in work.media.all(retired=False):
        if medium.in_service and medium.next_check_due is not None:
            yield fixity_fact(medium.inventory_number, medium.next_check_due)
    drilled = work.drilled()
    for medium in work.media.all(retired=False):
        if medium.in_service and work.copies.on_medium(medium.id, state=CopyState.REGISTERED, limit=1):
            yield drill_fact(medium.inventory_number, drilled.get(medium.id, medium.registered_on))
    for room, since in checked_rooms(work).items():
        yield paper_fact(room.name, since, settings.archive.check_paper_days)
    for one in work.unenforced():
        decided = one.since.astimezone().date() if one.since else today
        yield locks_fact(one.medium, one.copies, decided)
    yield from _attention(work, today, settings.college.short_name)
    free = Counter(
        (one.index, one.eligible_from)
        for one in work.eligible(dt.date(today.year + 1, 1, 1))
        if one.free and _of_college(one.college, settings)
    )
    for (index, first), count in sorted(free.items()):
        yield disposal_fact(index, count, first)
    for entry in work.acts.open():
        act = work.acts.get(entry.number)
        since = act.steps[-1].at.astimezone().date() if act and act.steps else entry.drawn_on
        yield act_fact(entry.number, entry.state, since)
    lapsing = lapse(settings.disposal.confirmation_acts, today)
    if lapsing is not None:
        yield confirmation_fact(lapsing.act.name, lapsing.on)


def _attention(work: Work, today: dt.date, college: str) -> Iterator[Fact]:
    """Files with one copy and bags that nobody registered: both are owed since yesterday."""
    found, since = work.attention(college), today - dt.timedelta(days=1)
    if found.single or found.none:
        yield copies_fact(found.single + found.none, since)
    for one in found.unregistered:
        yield unregistered_fact(one.medium, one.count, since)


class DaysOff:
    """The days that are off in a week of five days or of six, as a container of days: no hint names them."""

    def __init__(self, settings: Settings) -> None:
        from archiver.reports.hours.making import working_calendar

        self._working = working_calendar(settings)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and not self._working.surely_works(day)
